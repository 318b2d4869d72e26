import { afterEach, describe, expect, it } from 'vitest';
import { documentJson, numberPoints, plainText, schema, type NodeJson } from '@samskriv/document';
import { caseField, cell, editorOn, li, p, paper, point, row, section, table, text, title, ul, type TestEditor } from './testing.ts';

const open: TestEditor[] = [];
function edit(...sections: NodeJson[]): TestEditor {
  const editor = editorOn(paper(...sections));
  open.push(editor);
  return editor;
}
const numbers = (editor: TestEditor) =>
  numberPoints(editor.json()).map(({ number, node }) => `${number} ${node.firstChild?.textContent ?? ''}`);
const lines = (editor: TestEditor) => plainText(editor.json()).split('\n');

afterEach(() => {
  for (const editor of open.splice(0)) {
    editor.view.state.doc.check();
    // What the editor shows is what the Y document holds.
    expect(documentJson(editor.ydoc)).toEqual(editor.json());
    editor.destroy();
  }
});

describe('Enter in a target point', () => {
  const start = () => edit(section('target', 's', title('Titel'), point('a', p('en to')), point('b', p('tre'), point('b1', p('fire')))));

  it('makes a new point at the end of one, with an id of its own', () => {
    const editor = start();
    editor.caretAt('en to', true);
    editor.press('Enter');
    editor.type('ny');
    expect(numbers(editor)).toEqual(['1 en to', '2 ny', '3 tre', '3.a fire']);
    const ids = numberPoints(editor.json()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect(ids).not.toContain(null);
  });

  it('splits a point in the middle', () => {
    const editor = start();
    editor.caretAt(' to');
    editor.press('Enter');
    expect(numbers(editor)).toEqual(['1 en', '2  to', '3 tre', '3.a fire']);
    expect(numberPoints(editor.json())[0]?.id).toBe('a');
  });

  it('makes a sub-point before those there are', () => {
    const editor = start();
    editor.caretAt('tre', true);
    editor.press('Enter');
    editor.type('ny');
    expect(numbers(editor)).toEqual(['1 en to', '2 tre', '2.a ny', '2.b fire']);
  });

  it('leaves an empty point, level by level', () => {
    const editor = start();
    editor.caretAt('fire', true);
    editor.press('Enter');
    expect(numbers(editor)).toEqual(['1 en to', '2 tre', '2.a fire', '2.b ']);
    editor.press('Enter');
    expect(numbers(editor)).toEqual(['1 en to', '2 tre', '2.a fire', '3 ']);
    editor.press('Enter');
    editor.type('løs');
    expect(lines(editor).at(-1)).toBe('løs');
    expect(numbers(editor)).toHaveLength(3);
  });

  it('Tab and Shift-Tab make a sub-point and back, and keep the order', () => {
    const editor = edit(section('target', 's', point('a', p('en')), point('b', p('to')), point('c', p('tre'))));
    editor.caretAt('to', true);
    editor.press('Tab');
    editor.caretAt('tre');
    editor.press('Tab');
    expect(numbers(editor)).toEqual(['1 en', '1.a to', '1.b tre']);
    editor.caretAt('to', true);
    editor.press('Shift-Tab');
    editor.type('!');
    expect(numbers(editor)).toEqual(['1 en', '2 to!', '2.a tre']);
    expect(numberPoints(editor.json()).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('Backspace at the start of a sub-point moves it out', () => {
    const editor = start();
    editor.caretAt('fire');
    editor.press('Backspace');
    expect(numbers(editor)).toEqual(['1 en to', '2 tre', '3 fire']);
  });

  it('Mod-Enter goes on in the same point', () => {
    const editor = start();
    editor.caretAt('en to', true);
    editor.press('Mod-Enter');
    editor.type('mere');
    expect(lines(editor).slice(1, 3)).toEqual(['1 en to', 'mere']);
  });

  it('can be a requirement or a recommendation', () => {
    const editor = start();
    editor.caretAt('tre');
    expect(editor.commands.togglePointLevel()).toBe(true);
    expect(numberPoints(editor.json()).map(({ level }) => level)).toEqual(['requirement', 'recommendation', 'requirement']);
    expect(editor.view.dom.querySelectorAll('.point-level')[1]?.textContent).toBe('anbefales');
    expect(editor.view.dom.querySelectorAll('.point-number')[2]?.textContent).toBe('2.a');
  });

  it('moves among its neighbours, with its id and the caret', () => {
    const editor = start();
    editor.caretAt('tre', true);
    expect(editor.press('Alt-ArrowUp')).toBe(true);
    editor.type('!');
    expect(numbers(editor)).toEqual(['1 tre!', '1.a fire', '2 en to']);
    expect(numberPoints(editor.json()).map(({ id }) => id)).toEqual(['b', 'b1', 'a']);
    expect(editor.commands.movePoint(-1)).toBe(false);
    editor.commands.undo();
    editor.commands.undo();
    expect(numbers(editor)).toEqual(['1 en to', '2 tre', '2.a fire']);
  });
});

describe('blocks', () => {
  it('Enter on an empty line in the middle of a section makes another', () => {
    const editor = edit(section('background', 's', p('en'), p(''), p('to')));
    editor.selectRange(5, 5);
    editor.press('Enter');
    editor.type('x');
    expect(lines(editor)).toEqual(['en', '', 'x', 'to']);
  });

  it('writes lists by "- " and "1. ", nested by Tab, left by Enter', () => {
    const editor = edit(section('background', 's', p('')));
    editor.selectRange(2, 2);
    editor.type('- en');
    editor.press('Enter');
    editor.type('to');
    editor.press('Tab');
    editor.press('Enter');
    editor.press('Enter');
    editor.press('Enter');
    editor.type('slut');
    expect(editor.json().content?.[0]?.content).toEqual([ul(li(p('en'), ul(li(p('to'))))), p('slut')]);
  });

  it('marks, headings and lists are toggled', () => {
    const editor = edit(section('background', 's', p('ord her')));
    editor.select('ord', 'ord');
    editor.press('Mod-b');
    expect(editor.status().marks.strong).toBe(true);
    editor.commands.toggleHeading(3);
    expect(editor.status().block).toBe('heading3');
    editor.commands.toggleHeading(3);
    editor.commands.toggleList('bullet');
    expect(editor.status().list).toBe('bullet');
    editor.commands.toggleList('ordered');
    expect(editor.json().content?.[0]?.content).toEqual([
      { type: 'orderedList', attrs: { start: 1 }, content: [li(p(text('ord', { type: 'strong' }), text(' her')))] },
    ]);
    editor.commands.toggleList('ordered');
    expect(editor.status().list).toBeNull();
  });

  it('a heading over several sections leaves their titles, and every word', () => {
    const editor = edit(section('tenderText', 'x', title('X'), p('en')), section('tenderText', 'y', title('Y'), p('to')));
    editor.select('en', 'to');
    editor.commands.toggleHeading(3);
    expect(lines(editor)).toEqual(['X', 'en', 'Y', 'to']);
    expect(editor.json().content?.map((found) => found.content?.map(({ type }) => type))).toEqual([
      ['sectionTitle', 'heading'],
      ['sectionTitle', 'heading'],
    ]);
  });

  it('a break carries no marks, which the others would not see', () => {
    const editor = edit(section('background', 's', p('en to')));
    editor.caretAt(' to');
    editor.press('Shift-Enter');
    editor.select('en', 'to');
    editor.press('Mod-b');
    editor.view.state.doc.descendants((node) => {
      if (node.type.name === 'hardBreak') expect(node.marks).toEqual([]);
    });
  });

  it('links are set, changed and taken away, and only safe ones', () => {
    const editor = edit(section('background', 's', p('se her nu')));
    editor.select('her', 'her');
    expect(editor.commands.setLink('javascript:alert(1)')).toBe(false);
    expect(editor.commands.setLink('fjordby.example')).toBe(true);
    editor.caretAt('er');
    expect(editor.status().marks.link).toBe('https://fjordby.example');
    expect(editor.commands.setLink('https://birkelev.example')).toBe(true);
    expect(editor.view.dom.querySelector('a')?.getAttribute('href')).toBe('https://birkelev.example');
    expect(editor.commands.unsetLink()).toBe(true);
    expect(editor.view.dom.querySelector('a')).toBeNull();
  });

  it('a table is put in, walked with Tab, and grows', () => {
    const editor = edit(section('background', 's', p('')));
    editor.selectRange(2, 2);
    expect(editor.commands.insertTable(2, 2)).toBe(true);
    editor.type('a');
    for (const word of ['b', 'c', 'd', 'e']) {
      editor.press('Tab');
      editor.type(word);
    }
    expect(lines(editor)).toEqual(['a\tb', 'c\td', 'e\t', '']);
    expect(editor.commands.addColumnAfter()).toBe(true);
    expect(editor.commands.deleteRow()).toBe(true);
    editor.caretAt('c');
    expect(editor.commands.insertTable()).toBe(false);
    expect(editor.status().inTable).toBe(true);
    expect(editor.commands.deleteTable()).toBe(true);
    expect(lines(editor)).toEqual(['']);
  });

  it('a section whose only table is deleted can still be written in', () => {
    const editor = edit(section('background', 's', table(row(cell(p('a'))))));
    editor.caretAt('a');
    editor.commands.deleteTable();
    editor.type('b');
    expect(lines(editor)).toEqual(['b']);
  });
});

describe('what stays when text is deleted', () => {
  const sections = () => [
    section('target', 't', title('Titel'), point('a', p('en')), point('b', p('to'))),
    section('background', 'bg', p('tre'), p('fire')),
    section('caseExample', 'c', title('Case'), caseField('organisation', p('fem')), caseField('result', p('seks'), p('syv'))),
  ];
  const build = (editor: TestEditor) =>
    editor.json().content?.map((found) => `${String(found.attrs?.id)}: ${(found.content ?? []).map(({ type }) => type).join(' ')}`);

  it('the sections, when everything is selected and deleted', () => {
    const editor = edit(...sections());
    editor.press('Mod-a');
    editor.press('Mod-a');
    editor.press('Backspace');
    expect(build(editor)).toEqual(['t: sectionTitle targetPoint', 'bg: paragraph', 'c: sectionTitle caseField caseField']);
    expect(plainText(editor.json()).replaceAll(/\s/g, '')).toBe('1');
    editor.commands.undo();
    expect(plainText(editor.json())).toContain('syv');
  });

  it('and when it is typed over, pasted over or cut', () => {
    const editor = edit(...sections());
    editor.select('to', 'seks');
    editor.type('x');
    expect(build(editor)).toHaveLength(3);
    expect(lines(editor)).toEqual(['Titel', '1 en', '2 x', '', '', 'syv']);
    editor.select('en', 'syv');
    editor.paste('<p>y</p>');
    expect(lines(editor)).toEqual(['Titel', '1 y', '', '', '']);
    editor.select('Titel', 'y');
    editor.view.dispatch(editor.view.state.tr.deleteSelection());
    expect(lines(editor)).toEqual(['1 ', '', '', '']);
  });

  it.each([
    ['tre', 'Backspace'],
    ['Titel', 'Backspace'],
    ['fem', 'Backspace'],
    ['seks', 'Backspace'],
    ['Case', 'Backspace'],
  ])('at the start of "%s", %s', (words, key) => {
    const editor = edit(...sections());
    const before = build(editor);
    editor.caretAt(words);
    expect(editor.press(key)).toBe(true);
    expect(build(editor)).toEqual(before);
  });

  it.each(['to', 'fire', 'Titel', 'Case', 'fem', 'syv'])('after "%s", Delete', (words) => {
    const editor = edit(...sections());
    const before = build(editor);
    editor.caretAt(words, true);
    expect(editor.press('Delete')).toBe(true);
    if (words !== 'Titel') expect(build(editor)).toEqual(before);
    expect(editor.json().content).toHaveLength(3);
  });

  it('whatever asks for it, but for the commands', () => {
    const editor = edit(...sections());
    const { view } = editor;
    const before = view.state.doc;
    editor.caretAt('en');
    view.dispatch(view.state.tr.delete(0, before.firstChild?.nodeSize ?? 0));
    view.dispatch(view.state.tr.setNodeAttribute(0, 'kind', 'background'));
    expect(view.state.doc).toBe(before);
  });

  it('Mod-A takes the section first', () => {
    const editor = edit(...sections());
    editor.caretAt('tre');
    editor.press('Mod-a');
    editor.type('ny');
    expect(lines(editor)).toEqual(['Titel', '1 en', '2 to', 'ny', 'Case', 'fem', 'seks', 'syv']);
  });
});

describe('sections', () => {
  it('are added, moved, removed and brought back', () => {
    const editor = edit(
      section('target', 't', point('a', p('en'))),
      section('tenderText', 'x', title('X'), p('x')),
      section('tenderText', 'y', title('Y'), p('y')),
    );
    const ids = () => editor.outline().map(({ id, title: name }) => name || id);
    expect(editor.commands.addSection('tenderText', 'x')).toBe(true);
    editor.type('Ny');
    expect(ids()).toEqual(['t', 'X', 'Ny', 'Y']);
    expect(editor.commands.moveSection('y', -1)).toBe(true);
    expect(ids()).toEqual(['t', 'X', 'Y', 'Ny']);
    expect(editor.commands.moveSection('x', -1)).toBe(false);
    expect(editor.commands.removeSection('x')).toBe(true);
    expect(ids()).toEqual(['t', 'Y', 'Ny']);
    expect(editor.commands.removeSection('t')).toBe(false);
    editor.commands.undo();
    editor.commands.undo();
    expect(ids()).toEqual(['t', 'X', 'Ny', 'Y']);
  });

  it('have a status, a kind of text and a point they serve', () => {
    const editor = edit(section('target', 't', point('a', p('en'))), section('tenderText', 'x', p('x')));
    expect(editor.commands.setSectionStatus('x', 'draft')).toBe(true);
    expect(editor.commands.setSectionStatus('x', 'draft')).toBe(false);
    editor.commands.setTextKind('x', 'awardCriterion');
    editor.commands.setServes('x', 'a');
    expect(editor.outline()[1]).toMatchObject({ status: 'draft', textKind: 'awardCriterion', serves: 'a' });
    expect(editor.view.dom.querySelector('#section-x .section-status')?.textContent).toBe('Udkast');
  });
});

describe('a read-only editor', () => {
  it('changes nothing by itself, but shows what others do', () => {
    const editor = edit(section('background', 's', p('en')));
    const { doc } = editor.view.state;
    editor.caretAt('en', true);
    editor.setReadOnly(true);
    editor.type('x');
    editor.press('Enter');
    expect(editor.commands.addSection('tenderText')).toBe(false);
    expect(editor.view.state.doc).toBe(doc);
    expect(editor.view.state.selection.from).toBe(4);
    expect(editor.view.dom.getAttribute('contenteditable')).toBe('false');
    editor.setReadOnly(false);
    editor.type('x');
    expect(lines(editor)).toEqual(['enx']);
  });
});

describe('the schema', () => {
  it('has nothing that can be selected as a node', () => {
    for (const type of Object.values(schema.nodes)) if (!type.isText && type.name !== 'doc') expect(type.spec.selectable).toBe(false);
  });
});
