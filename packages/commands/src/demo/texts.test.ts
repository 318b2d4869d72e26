import { birthUpdate, documentJson, schema, sectionKind, sectionSummary, type NodeJson } from '@samskriv/document';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { demoTexts } from './texts.ts';

function* nodes(node: NodeJson): Generator<NodeJson> {
  yield node;
  for (const child of node.content ?? []) yield* nodes(child);
}

const ids = (paper: NodeJson): string[] => [...nodes(paper)].map((node) => node.attrs?.['id']).filter((id) => typeof id === 'string');

describe.each(Object.entries(demoTexts()))('the paper of demo group %s', (name, paper) => {
  it('is a valid paper that loses no word on its way through the log', () => {
    schema.nodeFromJSON(paper).check();
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, birthUpdate(paper));
    const back = schema.nodeFromJSON(documentJson(ydoc));
    expect(back.eq(schema.nodeFromJSON(paper))).toBe(true);
    expect(back.textContent).toBe([...nodes(paper)].map((part) => part.text ?? '').join(''));
  });

  it('gives every section a status of its kind, and calls empty just those where nothing is written', () => {
    for (const summary of sectionSummary(paper)) {
      expect(sectionKind(summary.kind).statuses).toContain(summary.status);
      expect(summary.status === 'empty').toBe(summary.blank);
    }
  });

  it('has ids that are unique UUIDs', () => {
    const all = ids(paper);
    expect(new Set(all).size).toBe(all.length);
    for (const id of all) expect(id).toMatch(new RegExp(`^${name}0000000-0000-4000-8000-\\d{12}$`));
  });

  it('ties every tender text to a point of its own, or says that it is tied to none', () => {
    const all = [...nodes(paper)];
    const points = new Set(all.filter((node) => node.type === 'targetPoint').map((node) => node.attrs?.['id']));
    for (const { attrs } of all.filter((node) => node.attrs?.['kind'] === 'tenderText')) {
      expect(attrs?.['serves'] === null || points.has(attrs?.['serves'])).toBe(true);
    }
  });

  it('names no label without an equivalent, in any point and any tender text', () => {
    const points = sectionSummary(paper).flatMap((summary) => summary.points.map((point) => point.text));
    const tenderTexts = (paper.content ?? [])
      .filter((section) => section.attrs?.['kind'] === 'tenderText')
      .map((section) => [...nodes(section)].map((part) => part.text ?? '').join(' '));
    for (const words of [...points, ...tenderTexts]) {
      if (/Svanemærke|EU-Blomsten|FSC|PEFC/.test(words)) expect(words).toMatch(/tilsvarende/);
    }
  });
});

it('shows every status somewhere in group A', () => {
  const statuses = new Set((demoTexts().a.content ?? []).map((section) => section.attrs?.['status']));
  expect([...statuses].sort()).toEqual(['checked', 'complete', 'draft', 'empty']);
});
