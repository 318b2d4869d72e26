/** The media types of a paper's text, by format. */
export const textTypes = { html: 'text/html', md: 'text/markdown', txt: 'text/plain' } as const;
