import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { editorOn, p, paper, point, section, title } from './testing.ts';

const text = () =>
  paper(
    section('target', 's1', title('Service'), point('p1', p('Flergang skal vælges.')), point('p2', p('Pant anbefales.'))),
    section('background', 's2', p('Affaldet vokser.')),
  );
const cited = { words: 'Kun  flergang\nved fester.', source: 'Lyngvig', address: 'https://lyngvig.example/maal' };

test('3.2 a quote stands after the paragraph at the caret, with a link to its source, and one undo takes it away', () => {
  const handle = editorOn(text());
  handle.caretAt('Affaldet');
  expect(handle.commands.insertQuote(cited)).toBe(true);
  expect(handle.view.state.doc.child(1).textContent).toBe('Affaldet vokser.»Kun flergang ved fester.« (Lyngvig)');
  expect(JSON.stringify(handle.json())).toContain('"href":"https://lyngvig.example/maal"');
  handle.commands.undo();
  expect(handle.view.state.doc.child(1).textContent).toBe('Affaldet vokser.');
});

test('a quote in a point stays in it, and an address that must not be followed is left out', () => {
  const handle = editorOn(text());
  handle.caretAt('Flergang');
  expect(handle.commands.insertQuote({ ...cited, address: 'javascript:alert(1)' })).toBe(true);
  expect(handle.view.state.doc.child(0).child(1).textContent).toBe('Flergang skal vælges.»Kun flergang ved fester.« (Lyngvig)');
  expect(JSON.stringify(handle.json())).not.toContain('href');
});

test('2.5 a point keeps its id, after the point at the caret or at the end of the target', () => {
  const handle = editorOn(text());
  const points = () =>
    handle.view.state.doc.child(0).children.flatMap(({ attrs, type }) => (type.name === 'targetPoint' ? [attrs.id as string] : []));
  handle.caretAt('Flergang');
  expect(handle.commands.insertPoint({ id: 'p9', level: 'requirement', words: 'Tæl op.\nHvert år.' })).toBe(true);
  expect(points()).toEqual(['p1', 'p9', 'p2']);
  handle.caretAt('Affaldet');
  expect(handle.commands.insertPoint({ id: 'p8', level: 'recommendation', words: 'Spørg.' })).toBe(true);
  expect(points()).toEqual(['p1', 'p9', 'p2', 'p8']);
  expect(handle.view.state.selection.$from.parent.textContent).toBe('Spørg.');
});

const blank = () => paper(section('target', 's1', title('Service'), point('p1', p())), section('background', 's2', p('Affaldet.')));
const inEmptyPoint = 12;

test.each(['in it', 'elsewhere'])('2.5 a point stands in place of an empty one, the caret %s, and one undo takes it away', (where) => {
  const handle = editorOn(blank());
  const points = () => handle.view.state.doc.child(0).children.slice(1);
  if (where === 'in it') handle.selectRange(inEmptyPoint, inEmptyPoint);
  else handle.caretAt('Affaldet');
  expect(handle.commands.insertPoint({ id: 'p9', level: 'recommendation', words: 'Spørg.' })).toBe(true);
  expect(points().map(({ attrs, textContent }) => [attrs.id, attrs.level, textContent])).toEqual([['p9', 'recommendation', 'Spørg.']]);
  handle.commands.undo();
  expect(points().map(({ textContent }) => textContent)).toEqual(['']);
});

test('what another has begun to write in the empty point meanwhile is not lost', () => {
  const one = editorOn(blank());
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one.ydoc));
  const writing = editorOn(other);
  writing.selectRange(inEmptyPoint, inEmptyPoint);
  writing.type('Flergang skal vælges.');
  one.commands.insertPoint({ id: 'p9', level: 'requirement', words: 'Spørg.' });
  Y.applyUpdate(one.ydoc, Y.encodeStateAsUpdate(other));
  const text = one.view.state.doc.child(0).textContent;
  expect([text.includes('Spørg.'), text.includes('Flergang skal vælges.')]).toEqual([true, true]);
});

test('a reader inserts nothing', () => {
  const handle = editorOn(text());
  handle.setReadOnly(true);
  expect(handle.commands.insertQuote(cited)).toBe(false);
  expect(handle.commands.insertPoint({ id: 'p9', level: 'requirement', words: 'Nej' })).toBe(false);
});
