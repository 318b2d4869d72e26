import type { NodeJson } from '@samskriv/document';
import { expect, it } from 'vitest';
import { chosenPlace, positionsOf, stretchesOf, versionText } from './versionPlaces.ts';

const paragraph = (...words: string[]) => ({
  type: 'paragraph',
  content: words.map((text, index) => ({ type: 'text', text, ...(index % 2 ? { marks: [{ type: 'strong' }] } : {}) })),
});
const json: NodeJson = {
  type: 'doc',
  content: [
    {
      type: 'section',
      attrs: { kind: 'target', id: 'a' },
      content: [
        {
          type: 'targetPoint',
          attrs: { id: 'p', level: 'requirement' },
          content: [
            paragraph('Et ', 'to', ' tre'),
            paragraph('fire'),
            { type: 'targetPoint', attrs: { id: 's', level: 'requirement' }, content: [paragraph('under')] },
          ],
        },
        { type: 'targetPoint', attrs: { id: 'q', level: 'requirement' }, content: [paragraph('fem')] },
      ],
    },
  ],
};
const index = versionText(json);

it('goes from the text on the page to positions and back, across marks and blocks', () => {
  expect(index.text).toBe('Et to tre\nfire\nunder\nfem');
  for (let at = 0; at < index.text.length; at += 1) {
    for (let end = at + 1; end <= index.text.length; end += 1) {
      if (/^\n|\n$/.test(index.text.slice(at, end))) continue;
      const positions = positionsOf(index, at, end);
      const back = stretchesOf(index, [positions!]);
      expect([back[0]?.at, back.at(-1)?.end]).toEqual([at, end]);
    }
  }
  expect(positionsOf(index, 4, 4)).toBeNull();
  expect(positionsOf(index, 0, 99)).toBeNull();
  expect(positionsOf(index, Number.NaN, 3)).toBeNull();
});

it('finds a chosen point or section', () => {
  const wordsOf = (choice: string) => {
    const place = chosenPlace(json, choice);
    return place !== null && 'from' in place && stretchesOf(index, [place]).map(({ at, end }) => index.text.slice(at, end));
  };
  expect(wordsOf('point:2')).toEqual(['fem']);
  expect(wordsOf('point:1')).toEqual(['Et ', 'to', ' tre', 'fire']);
  expect(chosenPlace(json, 'section:a')).toEqual({ sectionId: 'a' });
  expect(chosenPlace(json, 'point:7')).toBeNull();
  expect(chosenPlace(json, '')).toBeNull();
});
