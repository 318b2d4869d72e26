import { uuidv4 } from 'lib0/random';

/** A new UUID, for a section or a point. */
export const freshId = (): string => uuidv4();
