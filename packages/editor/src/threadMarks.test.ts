// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest';
import { editorOn, p, paper, point, section, text, title, type TestEditor } from './testing.ts';
import {
  goToThread,
  markedThreads,
  sectionAtCaret,
  selectBlock,
  selectionAnchor,
  showThreads,
  threadMarksPlugin,
  threadsAtCaret,
} from './threadMarks.ts';

const about = (id: string) => ({ type: 'comment', attrs: { id } });
const heard: string[] = [];
let editor: TestEditor;

function open(readOnly = false): TestEditor {
  heard.length = 0;
  editor = editorOn(
    paper(
      section(
        'target',
        's',
        title('Service'),
        point(
          'a',
          p(
            'Ved ',
            text('faste ', about('one')),
            text('arrangementer', about('one'), about('two')),
            text(' skal', about('two')),
            ' alt være flergang.',
          ),
        ),
      ),
      section('tenderText', 't', title('Eksempel'), p('Vask og lån af krus.')),
    ),
    {
      readOnly,
      plugins: [
        threadMarksPlugin({
          details: 'margin',
          onThread: (ids) => heard.push(ids.join(' ')),
          onPoint: (id) => heard.push(`pointed ${String(id)}`),
          onComment: () => heard.push('comment'),
          onCommentSection: (id) => heard.push(`section ${String(id)}`),
          onChange: () => {},
        }),
      ],
    },
  );
  return editor;
}

const marked = () =>
  [...editor.mount.querySelectorAll('[data-threads]')].map((one) =>
    [one.getAttribute('data-threads'), one.textContent, one.className].join('|'),
  );

afterEach(() => {
  editor.destroy();
});

describe('marks of threads', () => {
  it('show known threads only, and tell overlapping and open ones apart', () => {
    const { view } = open();
    expect(marked()).toEqual([]);
    showThreads(view, { threads: new Set(['one', 'two', 'nowhere']), open: 'two', pointed: null });
    expect(marked()).toEqual([
      'one|faste |commented',
      'one two|arrangementer|commented commented-over commented-open',
      'two| skal|commented commented-open',
    ]);
    expect(editor.mount.querySelector('[data-threads]')?.getAttribute('aria-details')).toBe('thread-one margin');
    showThreads(view, { threads: new Set(['one']), open: null, pointed: 'one' });
    expect(marked()).toEqual(['one|faste |commented commented-pointed', 'one|arrangementer|commented commented-pointed']);
    expect(markedThreads(view.state)).toEqual(new Set(['one', 'two']));
  });

  it('are not typed into at their edges, and stay under other marks', () => {
    const { view } = open();
    showThreads(view, { threads: new Set(['one', 'two']), open: null, pointed: null });
    editor.caretAt('Ved ', true);
    editor.type('de ');
    editor.caretAt(' skal', true);
    editor.type(', så vidt muligt,');
    editor.select('faste', 'arrangementer');
    editor.commands.toggleStrong();
    editor.commands.toggleStrong();
    expect(marked().map((one) => one.split('|')[1])).toEqual(['faste ', 'arrangementer', ' skal']);
  });

  it('are cut and pasted with their words, and not copied', () => {
    const { view } = open();
    editor.caretAt('Vask');
    editor.paste('<p><span data-comment="one">faste</span></p>');
    const copies = editor.json().content?.[1];
    expect(JSON.stringify(copies)).toContain('faste');
    expect(JSON.stringify(copies)).not.toContain('comment');
    editor.select('faste ', ' skal');
    view.dispatch(view.state.tr.deleteSelection());
    expect(markedThreads(view.state)).toEqual(new Set());
    editor.caretAt('Vask');
    editor.paste('<p><span data-comment="one">faste arrangementer</span></p>');
    expect(markedThreads(view.state)).toEqual(new Set(['one']));
  });

  it('tell of clicks and of the key, also where the text may only be read', () => {
    const { view } = open(true);
    showThreads(view, { threads: new Set(['one', 'two']), open: null, pointed: null });
    editor.mount.querySelector('.commented-over')?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    const key = new KeyboardEvent('keydown', { code: 'KeyM', ctrlKey: true, altKey: true, bubbles: true, cancelable: true });
    view.dom.dispatchEvent(key);
    view.dom.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyM', ctrlKey: true, altKey: true, shiftKey: true, bubbles: true }));
    expect(heard).toEqual(['one two', 'comment', 'section null']);
    expect(sectionAtCaret(view.state)).toBe('s');
    expect(key.defaultPrevented).toBe(true);
    expect(view.dom.tabIndex).toBe(0);
  });
});

describe('the place of a new thread', () => {
  it('is said in words and positions', () => {
    const { view } = open();
    expect(selectionAnchor(view.state)).toBeNull();
    editor.select('faste', 'arrangementer');
    const { from, to } = view.state.selection;
    expect(selectionAnchor(view.state)).toEqual({
      quote: 'faste arrangementer',
      prefix: 'Service\nVed ',
      suffix: ' skal alt være flergang.',
      sectionId: 's',
      point: '1',
      from,
      to,
    });
  });

  it('is the block around the caret when nothing is selected', () => {
    const { view } = open();
    editor.caretAt('krus');
    expect(selectBlock(view)).toBe(true);
    expect(selectionAnchor(view.state)?.quote).toBe('Vask og lån af krus.');
  });

  it('knows which threads stand there already', () => {
    const { view } = open();
    showThreads(view, { threads: new Set(['one', 'two']), open: null, pointed: null });
    expect(goToThread(view, 'two')).toBe(true);
    expect(threadsAtCaret(view.state)).toEqual(['one', 'two']);
    expect(goToThread(view, 'three')).toBe(false);
  });

  it('moves from block to block by keyboard for those who read', () => {
    const { view } = open(true);
    const press = () =>
      view.dom.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', altKey: true, bubbles: true, cancelable: true }));
    press();
    expect(selectionAnchor(view.state)?.quote).toBe('Ved faste arrangementer skal alt være flergang.');
  });
});
