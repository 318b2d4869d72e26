import { afterEach, describe, expect, it } from 'vitest';
import { documentJson, numberPoints, plainText, type NodeJson } from '@samskriv/document';
import * as Y from 'yjs';
import { editorOn, p, paper, point, section, text, title, type TestEditor } from './testing.ts';

const open: TestEditor[] = [];
function edit(...sections: NodeJson[]): TestEditor {
  const editor = editorOn(paper(...sections));
  open.push(editor);
  return editor;
}
const lines = (editor: TestEditor) => plainText(editor.json()).split('\n');

afterEach(() => {
  for (const editor of open.splice(0)) {
    editor.view.state.doc.check();
    expect(documentJson(editor.ydoc)).toEqual(editor.json());
    editor.destroy();
  }
});

function copied(editor: TestEditor): string {
  return editor.view.serializeForClipboard(editor.view.state.selection.content()).dom.innerHTML;
}

describe('what is pasted', () => {
  it('runs nothing and links nowhere it should not (fault 46)', () => {
    const editor = edit(section('background', 'b', p('x')));
    editor.caretAt('x', true);
    editor.paste(
      '<p>a<script>window.hit = 1</script><img src=x onerror="window.hit = 1"><svg onload="window.hit = 1"><a href="javascript:window.hit=1">b</a></svg>' +
        '<a href="javascript:window.hit=1" onclick="window.hit=1">c</a><a href="https://fjordby.example">d</a></p><iframe src="https://a.example"></iframe>',
    );
    const { dom } = editor.view;
    expect([...dom.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual(['https://fjordby.example']);
    expect(dom.innerHTML).not.toMatch(/script|onerror|onload|onclick|<svg|<iframe/i);
    expect('hit' in globalThis).toBe(false);
  });

  it('keeps headings, lists, tables and marks, and nothing of foreign looks', () => {
    const editor = edit(section('background', 'b', p('')));
    editor.selectRange(2, 2);
    editor.paste(
      '<h1 style="color:red">O</h1><ul class="x"><li><p>et</p><ul><li>to</li></ul></li></ul><table><tr><th>a</th><td>b</td></tr></table><p><b>f</b><span style="font-weight:700">g</span><u>h</u></p>',
    );
    const types = editor.json().content?.[0]?.content?.map(({ type }) => type);
    expect(types).toEqual(['heading', 'bulletList', 'table', 'paragraph']);
    expect(editor.view.dom.innerHTML).not.toMatch(/color|class="x"/);
    expect(editor.view.dom.querySelectorAll('strong')).toHaveLength(1);
    expect(editor.view.dom.querySelector('strong')?.textContent).toBe('fg');
  });

  it('is not bold for the wrapper that some word processors put around it', () => {
    const editor = edit(section('background', 'b', p('')));
    editor.selectRange(2, 2);
    editor.paste('<b style="font-weight:normal"><p>a<span style="font-style: italic">b</span></p></b>');
    expect(editor.json().content?.[0]?.content).toEqual([p('a', text('b', { type: 'em' }))]);
  });

  it('points have new ids while the old ones stand, and keep their own when they were cut', () => {
    const editor = edit(section('target', 't', point('a', p('en')), point('b', p('to')), point('c', p('tre'))));
    editor.selectRange(1, 11);
    const html = copied(editor);
    expect(html).toContain('data-id="a"');
    editor.caretAt('tre', true);
    editor.press('Enter');
    editor.paste(html);
    expect(lines(editor)).toEqual(['1 en', '2 to', '3 tre', '4 en', '5 to']);
    const ids = numberPoints(editor.json()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.slice(0, 3)).toEqual(['a', 'b', 'c']);
  });

  it('several lines pasted into an empty point are points', () => {
    const editor = edit(section('target', 't', title('T'), point('a', p(''))));
    editor.selectRange(6, 6);
    editor.paste('<p>en</p><p>to</p><p>tre</p>');
    expect(lines(editor)).toEqual(['T', '1 en', '2 to', '3 tre']);
  });

  it('points and whole sections become plain text outside a target', () => {
    const editor = edit(section('target', 't', title('T'), point('a', p('en'), point('b', p('to')))), section('background', 'x', p('x')));
    editor.selectRange(1, 16);
    const html = copied(editor);
    editor.caretAt('x', true);
    editor.paste(`${html}<section data-section="target" data-id="t"><div data-case-field="done"><p>felt</p></div></section>`);
    expect(editor.json().content).toHaveLength(2);
    expect(editor.json().content?.[1]?.content?.every(({ type }) => type === 'paragraph')).toBe(true);
    expect(lines(editor)).toContain('to');
    expect(lines(editor)).toContain('felt');
  });

  it('a comment is not doubled', () => {
    const editor = edit(section('background', 'x', p('a ', text('ord', { type: 'comment', attrs: { id: 'c' } }), ' b')));
    editor.select('ord', 'ord');
    const html = copied(editor);
    editor.caretAt(' b', true);
    editor.paste(html);
    expect(lines(editor)).toEqual(['a ord bord']);
    expect(editor.view.dom.querySelectorAll('[data-comment]')).toHaveLength(1);
  });
});

describe('raw attributes in the CRDT', () => {
  it('are inert (fault 46)', () => {
    const ydoc = new Y.Doc();
    const link = new Y.XmlText();
    link.applyDelta([{ insert: 'klik', attributes: { link: { href: 'javascript:alert(1)' } } }]);
    const element = (name: string, attrs: Record<string, unknown>, ...children: (Y.XmlElement | Y.XmlText)[]) => {
      const made = new Y.XmlElement(name);
      for (const [key, value] of Object.entries(attrs)) made.setAttribute(key, value as string);
      made.insert(0, children);
      return made;
    };
    const wild = '"><img src=x onerror=alert(1)>';
    ydoc
      .getXmlFragment('default')
      .insert(0, [
        element(
          'section',
          { kind: wild, id: wild, status: ['img', { src: 'x', onerror: 'alert(1)' }], onclick: 'alert(1)' },
          element('targetPoint', { id: wild, level: wild }, element('paragraph', { onclick: 'alert(1)' }, link)),
          element('heading', { level: '3 onclick=alert(1)' }, new Y.XmlText('h')),
          element('orderedList', { start: wild }, element('listItem', {}, element('paragraph', {}))),
          element(
            'table',
            {},
            element('tableRow', {}, element('tableCell', { colspan: 2 ** 40, rowspan: wild }, element('paragraph', {}))),
          ),
        ),
      ]);
    const editor = editorOn(ydoc);
    open.push(editor);
    for (const found of editor.view.dom.querySelectorAll('*')) {
      expect(found.tagName).not.toMatch(/script|img/i);
      for (const { name } of found.attributes) expect(name).not.toMatch(/^on/);
    }
    expect(editor.view.dom.querySelector('a')?.hasAttribute('href')).toBe(false);
    open.pop()?.destroy();
  });
});
