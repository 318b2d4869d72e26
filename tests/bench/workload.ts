import type { Running, Subject, SubjectName } from './subjects.ts';

/** What one case of a workload measured; null where a server has no such thing. Units are in the names: Ms, Us, Kb, Mb. */
export type Row = { case: string; figures: Record<string, number | null> };

/** How the bench was asked to run. `profileFile` is where a CPU profile of a case goes, or null for none. */
export type Asked = { quick: boolean; profileFile(name: string): string | null };

/** One kind of load: `run` starts the subject as often as it needs, stops it, and answers a row a case. */
export type Workload = {
  readonly id: string;
  readonly title: string;
  readonly subjects: readonly SubjectName[];
  /** The figures shown in the table, in order. */
  readonly columns: readonly string[];
  run(subject: Subject, asked: Asked): Promise<Row[]>;
};

/** Starts the subject, does the work and stops it, whatever happens. */
export async function withRunning<Result>(subject: Subject, work: (running: Running) => Promise<Result>): Promise<Result> {
  const running = await subject.start();
  try {
    return await work(running);
  } finally {
    await running.stop();
  }
}

/** Records a CPU profile of the server while `work` runs, when a file is given. */
export async function profiled<Result>(running: Running, file: string | null, work: () => Promise<Result>): Promise<Result> {
  if (file === null) return work();
  await running.probe('profile-start');
  try {
    return await work();
  } finally {
    await running.probe('profile-stop', file);
  }
}
