import { expect, it } from 'vitest';
import { html } from './html.ts';

it('says beside the letters who wrote them, across marks, with the name where somebody begins', () => {
  const doc = {
    type: 'doc',
    content: [
      {
        type: 'section',
        attrs: { kind: 'background', part: 'relevance', id: 'a' },
        content: [
          {
            type: 'paragraph',
            content: [
              { type: 'text', text: 'Vi ' },
              { type: 'text', text: 'skal', marks: [{ type: 'strong' }] },
              { type: 'text', text: ' <nu>' },
            ],
          },
        ],
      },
    ],
  };
  const anna = { name: 'Anna "A" Mose', initials: 'AM', colour: 3 };
  const written = html(doc, {}, [
    { from: 4, to: 8, ...anna },
    { from: 8, to: 10, name: 'Jens', initials: 'J', colour: 4 },
  ]);
  const by = (colour: number, name: string, words: string) => `<span class="by" data-person="${colour}" title="${name}">${words}</span>`;
  const begins = (colour: number, name: string, initials: string) =>
    `<span class="by-name" data-person="${colour}" title="${name}">${initials}</span>`;
  const escaped = 'Anna &quot;A&quot; Mose';
  expect(written).toContain(
    `<p>Vi${begins(3, escaped, 'AM')}${by(3, escaped, ' ')}${by(3, escaped, '<strong>ska</strong>')}${begins(4, 'Jens', 'J')}${by(4, 'Jens', '<strong>l</strong>')}${by(4, 'Jens', ' ')}&lt;nu&gt;</p>`,
  );
});
