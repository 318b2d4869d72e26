import { shown } from './figures.ts';
import type { SubjectName } from './subjects.ts';

/**
 * What is asked of our server: a figure of one case, at most `atMost` (or at most that many times the same figure of `of`).
 * A case that is a pattern is judged in each case it fits.
 */
export type Target = { workload: string; case: RegExp; figure: string; atMost: number; of?: SubjectName; says: string };

/** The figures promised with the living paper. */
const targets: readonly Target[] = [
  { workload: 'W7', case: /./, figure: 'serverUsPerEdit', atMost: 1.4, of: 'y-websocket', says: 'Soak: server CPU per edit' },
  { workload: 'W7', case: /./, figure: 'serverUsPerEdit', atMost: 0.8, of: 'hocuspocus', says: 'Soak: server CPU per edit' },
  { workload: 'W7', case: /./, figure: 'databaseUsPerEdit', atMost: 300, says: 'Soak: Postgres CPU per edit, µs' },
  { workload: 'W7', case: /./, figure: 'seenP99Ms', atMost: 2, of: 'y-websocket', says: 'Soak: key to every other screen, p99' },
  {
    workload: 'W2',
    case: /^50×2$/,
    figure: 'serverUsPerDelivered',
    atMost: 2,
    of: 'y-websocket',
    says: 'Saturation: CPU per delivered edit',
  },
  {
    workload: 'W2',
    case: /^10×10$/,
    figure: 'serverUsPerDelivered',
    atMost: 0.9,
    of: 'y-websocket',
    says: 'Saturation: CPU per delivered edit',
  },
  {
    workload: 'W2',
    case: /^1×50$/,
    figure: 'serverUsPerDelivered',
    atMost: 0.35,
    of: 'y-websocket',
    says: 'Saturation: CPU per delivered edit',
  },
  { workload: 'W1', case: /^10 /, figure: 'savedP50Ms', atMost: 3, says: 'Saved: key to acknowledgement, p50, ms' },
  { workload: 'W1', case: /^50 /, figure: 'savedP50Ms', atMost: 15, says: 'Saved: key to acknowledgement, p50, ms' },
  { workload: 'W1', case: /./, figure: 'savedP99Ms', atMost: 100, says: 'Saved: key to acknowledgement, p99, ms' },
  { workload: 'W1', case: /^50 /, figure: 'seenP99Ms', atMost: 1.2, of: 'hocuspocus', says: 'Key to every other screen, p99' },
  { workload: 'W1', case: /./, figure: 'lost', atMost: 0, says: 'Latency: edits lost' },
  { workload: 'W1', case: /./, figure: 'diverged', atMost: 0, says: 'Latency: screens that differ' },
  { workload: 'W8', case: /./, figure: 'lost', atMost: 0, says: '200 people in one paper: edits lost' },
  { workload: 'W8', case: /./, figure: 'dropped', atMost: 0, says: '200 people in one paper: connections lost' },
  { workload: 'W3', case: /./, figure: 'warmMs', atMost: 1, of: 'hocuspocus+pg', says: '260,000 edits: opens warm' },
  { workload: 'W3', case: /./, figure: 'coldMs', atMost: 1, of: 'hocuspocus+pg', says: '260,000 edits: opens cold' },
  { workload: 'W3', case: /./, figure: 'delayMaxMs', atMost: 100, says: '260,000 edits: longest pause while typing, ms' },
  { workload: 'W5', case: /./, figure: 'allSyncedMs', atMost: 1, of: 'hocuspocus', says: 'Reconnect storm: all synced' },
  { workload: 'W5', case: /./, figure: 'lost', atMost: 0, says: 'Reconnect storm: edits lost' },
  { workload: 'W4', case: /./, figure: 'heapKbPerPaper', atMost: 1, of: 'hocuspocus', says: 'Heap per open paper' },
  { workload: 'W4', case: /./, figure: 'keptPercent', atMost: 10, says: 'Heap kept after closing, %' },
  { workload: 'W6', case: /./, figure: 'acknowledgedLost', atMost: 0, says: 'Durability: acknowledged edits lost' },
  { workload: 'W9', case: /papers\//, figure: 'withLaterKb', atMost: 220, says: 'Page weight of the paper, kB' },
  { workload: 'W9', case: /^(?!.*papers\/)/, figure: 'withLaterKb', atMost: 70, says: 'Page weight, kB' },
  { workload: 'W10', case: /^400 /, figure: 'medianMs', atMost: 50, says: 'Redline of 400 paragraphs, ms' },
];

/** A figure of a case, medians over the repetitions; null when it was not measured. */
export type Lookup = (workload: string, subject: SubjectName, name: string, figure: string) => number | null;

/** One judged target, ready for the table: `ratio` is ours over the other's, `met` null when something was not measured. */
export type Judgement = {
  says: string;
  case: string;
  ours: string;
  theirs: string;
  value: number | null;
  atMost: number;
  met: boolean | null;
};

/** Judges every target whose workload has cases. */
export function judge(casesOf: (workload: string) => readonly string[], lookup: Lookup): Judgement[] {
  return targets.flatMap((target) =>
    casesOf(target.workload)
      .filter((name) => target.case.test(name))
      .map((name) => judgeOne(target, name, lookup)),
  );
}

function judgeOne(target: Target, name: string, lookup: Lookup): Judgement {
  const ours = lookup(target.workload, 'samskriv', name, target.figure);
  const theirs = target.of ? lookup(target.workload, target.of, name, target.figure) : null;
  const value = ours === null ? null : target.of ? (theirs ? ours / theirs : null) : ours;
  return {
    says: target.of ? `${target.says} / ${target.of}` : target.says,
    case: name,
    ours: shown(ours),
    theirs: target.of ? shown(theirs) : '',
    value,
    atMost: target.atMost,
    met: value === null ? null : value <= target.atMost,
  };
}
