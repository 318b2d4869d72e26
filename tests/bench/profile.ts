// node tests/bench/profile.ts FILE.cpuprofile …: where a server's CPU went, by package and by function (self time, % of busy time).
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

type CallFrame = { functionName: string; url: string; lineNumber: number };
type Profile = {
  nodes: { id: number; callFrame: CallFrame; children?: number[] }[];
  samples: number[];
  timeDeltas: number[];
  startTime: number;
  endTime: number;
};

for (const file of process.argv.slice(2)) report(file);

function report(file: string): void {
  const profile = JSON.parse(readFileSync(file, 'utf8')) as Profile;
  const self = new Map<number, number>();
  profile.samples.forEach((id, index) => self.set(id, (self.get(id) ?? 0) + profile.timeDeltas[index]!));
  const frames = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
  const parents = new Map(profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)));
  const [byPackage, byFunction] = [new Map<string, number>(), new Map<string, number>()];
  let busy = 0;
  for (const { id, callFrame } of profile.nodes) {
    const time = self.get(id) ?? 0;
    if (time === 0 || ['(idle)', '(root)', '(program)'].includes(callFrame.functionName)) continue;
    busy += time;
    const home = packageOf(callFrame);
    byPackage.set(home, (byPackage.get(home) ?? 0) + time);
    // A native function says nothing without its caller.
    const caller = callFrame.url === '' ? frames.get(parents.get(id) ?? -1) : undefined;
    const from = caller ? ` < ${caller.functionName || '(anonymous)'} [${packageOf(caller)}]` : '';
    const name = `${callFrame.functionName || '(anonymous)'}${from} [${home}:${callFrame.lineNumber + 1}]`;
    byFunction.set(name, (byFunction.get(name) ?? 0) + time);
  }
  const total = profile.endTime - profile.startTime;
  console.log(`\n# ${basename(file)}: busy ${Math.round((busy / total) * 100)} % of ${(total / 1e6).toFixed(1)} s`);
  print(byPackage, 15, busy);
  console.log('  --');
  print(byFunction, 40, busy);
}

function packageOf({ url, functionName }: CallFrame): string {
  if (functionName === '(garbage collector)') return '(garbage collector)';
  if (url === '') return functionName.startsWith('(') ? functionName : '(native)';
  if (url.startsWith('node:')) return url.replace('node:internal/', 'node:').split('/').slice(0, 2).join('/');
  const installed = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  return installed ?? /((?:apps|packages|tests)\/[^/]+)/.exec(url)?.[1] ?? basename(url);
}

function print(times: ReadonlyMap<string, number>, count: number, busy: number): void {
  const largest = [...times].sort((a, b) => b[1] - a[1]).slice(0, count);
  for (const [name, time] of largest) console.log(`${((time / busy) * 100).toFixed(1).padStart(6)} %  ${name}`);
}
