import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('the log holds what happened, and no secret that was handed to it by mistake', () => {
  const script = `
    const { openLog } = await import(${JSON.stringify(new URL('./log.ts', import.meta.url).href)});
    const log = openLog();
    const error = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (mail)=(hemmelig-1@x.example) exists' });
    log.error({ err: error, token: 'hemmelig-2', request: { headers: { cookie: 'hemmelig-3' }, url: '/link/hemmelig-4' } }, 'happened');
  `;
  const said = execFileSync('/bin/sh', ['-c', '"$0" --input-type=module -e "$1" 2>&1', process.execPath, script], { encoding: 'utf8' });
  expect(JSON.parse(said)).toMatchObject({ level: 50, msg: 'happened', err: { message: 'duplicate key', code: '23505' } });
  expect(said).not.toContain('hemmelig');
});
