// Fetched with the first drag over the text.
export { dropCursor } from 'prosemirror-dropcursor';
