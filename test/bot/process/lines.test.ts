// The log's lines: the greeting first, JSON for programs, words for a person at a terminal.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLines, forPeople } from '../../../bot/process/lines';
import { createLog } from '../../../bot/process/log';
import { buildProgram } from '../../support/built';
import { startServer } from '../../support/server-process';
import { until } from '../../support/temp-store';

const collect = (person: boolean) => {
  const written: string[] = [];
  const lines = createLines({ write: (text) => void written.push(text), person });
  return { written, lines, log: createLog('info', lines) };
};

test('what only informs waits for the greeting, in its order', () => {
  const { written, lines, log } = collect(false);
  log.info({ row: 'a' }, 'a mail was sent');
  log.info({ row: 'b' }, 'a mail was sent');
  expect(written).toEqual([]);
  lines.release();
  log.info({ row: 'c' }, 'a mail was sent');
  expect(written.map((line) => (JSON.parse(line) as { row: string }).row)).toEqual(['a', 'b', 'c']);
});

test('trouble at the start waits for nothing, and what led to it stands before it', () => {
  const { written, log } = collect(false);
  log.info({}, 'first');
  log.warn({ code: 'StoreDown' }, 'waiting for the store');
  log.info({}, 'after it');
  expect(written.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
    'first',
    'waiting for the store',
    'after it',
  ]);
});

test('a person reads when, how serious, what, and the fields; a program reads JSON', () => {
  const { written, lines, log } = collect(true);
  lines.release();
  log.warn({ why: 'ECONNREFUSED', seconds: 10, years: ['2027', '2028'], checks: { store: 1 } }, 'not sent');
  expect(written[0]).toMatch(
    /^\d\d:\d\d:\d\d {2}warn {3}not sent {2}why=ECONNREFUSED seconds=10 years=2027, 2028 checks=\{"store":1\}\n$/,
  );
});

test('ASVS 5.0 16.4.1: no field and no message moves the cursor or begins a line of its own', () => {
  const line = JSON.stringify({ level: 50, time: 0, msg: 'a\n18:00:00  info', why: '\u001b[2J\u009b1A\rx' });
  expect(forPeople(line).trimEnd()).not.toMatch(/\p{Cc}/u);
  expect(forPeople(line, { color: true })).toContain('\u001b[31merror\u001b[0m');
});

test('what a new user sees begins with where to open what; piped, all the rest is JSON', async () => {
  const built = await buildProgram();
  const dataDir = mkdtempSync(join(tmpdir(), 'fapiao-lines-'));
  const server = await startServer({ main: built.main, dataDir, env: { DEMO: 'true', LOG_LEVEL: 'info' } });
  try {
    // The demo's applications send mails while it is being set up.
    await until(() => server.output().includes('a mail lies in the dev inbox'));
    const [first = '', ...rest] = server.output().split('\n');
    expect(first).toBe(`Fapiao assistant listens on port ${server.port}.`);
    const log = rest.slice(rest.findIndex((line) => line.startsWith('{'))).filter(Boolean);
    for (const line of log) expect(JSON.parse(line)).toMatchObject({ msg: expect.any(String) as string });
    expect(rest.findIndex((line) => line.startsWith('{'))).toBeGreaterThan(
      rest.findLastIndex((line) => line.startsWith('    DEMO-')),
    );
  } finally {
    await server.end('SIGTERM');
    built.remove();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
