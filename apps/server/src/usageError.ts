/** A command line that cannot be understood: the usage is shown with it. */
export class UsageError extends Error {}
