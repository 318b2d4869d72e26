// `.ci/run` ends with this: adds up Vitest's reports and the steps of the check in a folder, and says "N passed, N failed".
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const folder = process.argv[2];
let passed = 0;
let failed = 0;

const checkLog = join(folder, 'check.log');
const lines = existsSync(checkLog) ? readFileSync(checkLog, 'utf8').split('\n') : [];
const steps = lines.flatMap((line) => /^(passed|FAILED) {2}\w+ {2}[\d.]+ s$/.exec(line)?.[1] ?? []);
passed += steps.filter((how) => how === 'passed').length;
failed += steps.filter((how) => how === 'FAILED').length;
// A check or a test run that never began has failed.
if (steps.length === 0) failed++;
const reports = readdirSync(folder).filter((name) => name.endsWith('.json'));
for (const name of reports) {
  const report = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  for (const file of report.testResults) {
    const broken = file.assertionResults.filter(({ status }) => status === 'failed');
    for (const { fullName, failureMessages } of broken) console.log(`failed: ${fullName}\n${beginning(failureMessages)}`);
    // A file that cannot even be read has no tests to count.
    if (file.status === 'failed' && broken.length === 0) {
      console.log(`failed: ${file.name}\n${beginning([file.message])}`);
      failed++;
    }
  }
}
if (!reports.includes('test.json')) failed++;
// An error that no test caught fails the run, too, and the report does not tell of it.
for (const name of readdirSync(folder).filter((name) => name.endsWith('.log') && name !== 'check.log')) {
  const log = stripVTControlCharacters(readFileSync(join(folder, name), 'utf8'));
  const [, stray] = /⎯+ Unhandled Errors ⎯+\n([\s\S]*?)\n Test Files /.exec(log) ?? [];
  if (stray === undefined) continue;
  failed++;
  console.log(`errors outside of any test in ${name}:\n${beginning([stray], 60)}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** The first lines of what went wrong: those who read only the end of a log must find it there. */
function beginning(messages, lines = 12) {
  const told = messages.map((message) => stripVTControlCharacters(message ?? '')).join('\n');
  return told.split('\n').slice(0, lines).join('\n');
}
