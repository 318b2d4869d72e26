// C0 controls but tab and line ends, the two non-characters that XML 1.0 leaves out, and halves of characters: PostgreSQL's
// text holds no U+0000, XML (Word, SVG, feeds) none of them, and UTF-8 no halves.
// eslint-disable-next-line no-control-regex
const unwritable = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\p{Cs}]/u;

/** Whether a text holds only characters that can be kept everywhere: in UTF-8, in PostgreSQL and in XML. */
export function isWritable(text: string): boolean {
  return !unwritable.test(text);
}

/** The text without the characters that cannot be kept; `instead` of each one. */
export function writable(text: string, instead = ''): string {
  return isWritable(text) ? text : text.replace(new RegExp(unwritable.source, 'gu'), instead);
}
