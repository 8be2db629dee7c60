// `npm run bench -- import`: 100,000 orders from CSV, JSON and XLSX into a store on disk, each in a process of its own.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workbook } from '../support/workbook';

const ROWS = Number(process.env.ROWS ?? 100_000);
const HEADS = ['order_number', 'payer_name', 'bill_number', 'period', 'amount', 'paid_at'];
const rows = Array.from({ length: ROWS }, (_, i) => [
  `ORD-2026-${1e6 + i}`,
  `上海青禾餐饮管理有限公司第${i}分公司`,
  `BILL-2026-${1e6 + i}`,
  '2026-10',
  (13.68 + i / 100).toFixed(2),
  `2026-11-${String((i % 28) + 1).padStart(2, '0')} 10:00`,
]);

const FILES: Record<string, () => string | Buffer> = {
  csv: () => `${[HEADS, ...rows].map((row) => row.join(',')).join('\n')}\n`,
  json: () => JSON.stringify(rows.map((row) => Object.fromEntries(row.map((cell, i) => [HEADS[i], cell])))),
  xlsx: () => workbook({ sheets: [{ name: 'orders', rows: [HEADS, ...rows] }] }),
};

/** What the system says of a process of ours that has ended: kilobytes. */
const PEAK = 'process.on("exit", () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\\n`));';

const folder = mkdtempSync(join(tmpdir(), 'fapiao-bench-'));
try {
  const peak = join(folder, 'peak.cjs');
  writeFileSync(peak, PEAK);
  for (const [format, content] of Object.entries(FILES)) {
    const path = join(folder, `orders.${format}`);
    writeFileSync(path, content());
    for (const time of ['first', 'again']) {
      const env = { ...process.env, DATA_DIR: join(folder, format), NODE_ENV: 'development' };
      const began = process.hrtime.bigint();
      const args = ['--require', peak, 'dist/bot/cli/import.js', 'orders', path];
      const { stdout, stderr, status } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
      const seconds = Number(process.hrtime.bigint() - began) / 1e9;
      const mb = Number(/peak (\d+)/.exec(stderr)?.[1] ?? 0) / 1024;
      process.stdout.write(
        `${format.padEnd(5)} ${time.padEnd(6)} ${seconds.toFixed(1).padStart(6)} s ${mb.toFixed(0).padStart(5)} MB  ${stdout.trim()}${status ? ` (exit ${status}: ${stderr.slice(0, 300)})` : ''}\n`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
