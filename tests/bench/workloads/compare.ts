import { redline, type NodeJson } from '@samskriv/document';
import { median } from '../figures.ts';
import type { Workload } from '../workload.ts';

const stock =
  'kommunen skal sikre at mindst halvdelen af alle nye indkøb opfylder kravene til energi og klima inden udgangen af året 2030 efter regler fastsat'.split(
    ' ',
  );

/**
 * W10: two versions of one text of 40-word paragraphs, every fifth of them edited, one put in and one taken out, read together
 * from their JSON. The best of many: what it takes on a quiet machine. Needs no server.
 */
export const compare: Workload = {
  id: 'W10',
  title: 'Redline: two versions of one text',
  subjects: ['samskriv'],
  columns: ['firstMs', 'medianMs', 'bestMs'],
  async run() {
    return [100, 400, 10_000].map((count) => {
      const [before, after] = texts(count);
      const times = Array.from({ length: count > 1000 ? 5 : 40 }, () => {
        const start = performance.now();
        redline(before, after);
        return performance.now() - start;
      });
      return {
        case: `${count} paragraphs`,
        figures: { firstMs: times[0] ?? null, medianMs: median(times), bestMs: Math.min(...times) },
      };
    });
  },
};

function texts(count: number): [NodeJson, NodeJson] {
  let seed = 7;
  const chance = (below: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return (seed >>> 9) % below;
  };
  const before = Array.from({ length: count }, () => Array.from({ length: 40 }, () => stock[chance(stock.length)]).join(' '));
  const after = [...before];
  for (let edit = 0; edit < count / 5; edit += 1) {
    const at = chance(count);
    after[at] = (after[at] ?? '').replaceAll('skal', 'bør').replace('2030', '2028');
  }
  after.splice(2, 0, 'En helt ny paragraf om indkøb.');
  after.splice(Math.floor(count / 2), 1);
  return [paper(before), paper(after)];
}

function paper(paragraphs: readonly string[]): NodeJson {
  const content = paragraphs.map((text): NodeJson => ({ type: 'paragraph', content: [{ type: 'text', text }] }));
  return { type: 'doc', content: [{ type: 'section', attrs: { kind: 'background', id: 'one' }, content }] };
}
