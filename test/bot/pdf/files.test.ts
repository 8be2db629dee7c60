// The files over HTTP: who gets them, what they are called, what is in a ZIP; and that printing keeps nobody waiting.
import { unzipSync } from 'fflate';
import { createNames, disposition, safeFileName } from '../../../bot/pdf/file-names';
import type { Paper } from '../../../bot/pdf/paper';
import { createPrinter, type Printer } from '../../../bot/pdf/printer';
import { ThreadBusy, ThreadFailed } from '../../../services/shared/thread';
import { zip } from '../../../bot/pdf/zip';
import { everyBill, HOSTILE, hostileBill, NOW, oneApplication } from '../../support/bill-items';
import { type BillsServer, startBillsServer } from '../../support/bills-server';
import { textOf } from '../../support/poppler';

const now = () => NOW;
const paper: Paper = {
  locale: 'zh-CN',
  brand: '发票',
  operator: 'x',
  title: '账单明细',
  subtitle: 'BILL',
  parts: [{ kind: 'text', text: '上海青禾餐饮管理有限公司' }],
  foot: 'x',
};

describe('names', () => {
  test.each([
    ['BILL-2001-2611 账单明细 2026-11', 'BILL-2001-2611 账单明细 2026-11.pdf'],
    ['../../etc/passwd', '-..-etc-passwd.pdf'],
    ['C:\\Windows\\x', 'C-Windows-x.pdf'],
    ['a<b>c:d"e|f?g*h', 'a-b-c-d-e-f-g-h.pdf'],
    ['CON', '_CON.pdf'],
    ['nul.txt', '_nul.txt.pdf'],
    ['COM1 statement', 'COM1 statement.pdf'],
    ['...', 'file.pdf'],
    ['  . .', 'file.pdf'],
    ['a\u202egnp.exe\u0000\n', 'agnp.exe.pdf'],
    ['👩‍👩‍👧‍👦 x', 'x.pdf'],
    ['ends in a dot. ', 'ends in a dot.pdf'],
  ])('%j is saved as %j', (name, saved) => {
    expect(safeFileName(name, '.pdf')).toBe(saved);
  });

  test('a long name is cut between letters, under what file systems take', () => {
    const name = safeFileName('很'.repeat(300), '.pdf');
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(124);
    expect(name).toMatch(/^很+\.pdf$/);
  });

  test('the second of a name gets a number, capital letters make no difference', () => {
    const unique = createNames();
    expect(['a.pdf', 'A.pdf', 'a.pdf', 'a (2).pdf'].map(unique)).toEqual([
      'a.pdf',
      'A (2).pdf',
      'a (3).pdf',
      'a (2) (2).pdf',
    ]);
  });

  test('the header holds no quote, line or letter that could end it', () => {
    expect(disposition('账单 "a"\r\n;x.pdf')).toBe(
      `attachment; filename="-a-;x.pdf"; filename*=UTF-8''%E8%B4%A6%E5%8D%95%20%22a%22%0D%0A%3Bx.pdf`,
    );
    expect(disposition('账单.zip', true)).toMatch(/^inline; filename="file\.zip"; filename\*=UTF-8''%E8/);
  });

  test('a ZIP keeps Chinese names, China’s time and every byte', () => {
    const entries = [
      { name: '账单 1.pdf', body: Buffer.from('%PDF one') },
      { name: '__proto__.pdf', body: Buffer.from('%PDF two') },
    ];
    const packed = zip(entries, NOW);
    const found = unzipSync(packed);
    expect(Object.keys(found)).toEqual(['账单 1.pdf', '__proto__.pdf']);
    for (const { name, body } of entries) expect(Buffer.from(found[name] ?? [])).toEqual(body);
    // MS-DOS time of the first entry: 12:00 in China is 04:00 UTC.
    expect(packed.readUInt16LE(10) >> 11).toBe(12);
  });
});

describe('the printer', () => {
  let printer: Printer;
  afterEach(() => printer.close());

  test('prints in a thread of its own: the one that answers stays free', async () => {
    printer = createPrinter({ now });
    const first = await printer.print(paper);
    expect(textOf(first)).toContain('上海青禾餐饮管理有限公司');
    let printing = true;
    let turns = 0;
    const turn = (): void => {
      turns += 1;
      if (printing) setImmediate(turn);
    };
    turn();
    await Promise.all(Array.from({ length: 10 }, () => printer.print(paper)));
    printing = false;
    // Laid out here, each paper would be one turn or a few.
    expect(turns).toBeGreaterThan(200);
  });

  test('refuses what would wait too long, and goes on with the others', async () => {
    printer = createPrinter({ now, maxWaiting: 2 });
    const some = [printer.print(paper), printer.print(paper)];
    await expect(printer.print(paper)).rejects.toThrow(ThreadBusy);
    expect((await Promise.all(some)).map((pdf) => pdf.subarray(0, 5).toString())).toEqual(['%PDF-', '%PDF-']);
  });

  test('a paper that can not be laid out fails alone, without its content in the error', async () => {
    printer = createPrinter({ now });
    const broken = { ...paper, parts: [{ kind: 'secret' }] } as unknown as Paper;
    const [failed, made] = await Promise.allSettled([printer.print(broken), printer.print(paper)]);
    expect(failed).toMatchObject({ status: 'rejected', reason: new ThreadFailed('TypeError') });
    expect(made.status).toBe('fulfilled');
  });

  test('its thread ends when nothing came for a while, and begins again with the next', async () => {
    printer = createPrinter({ now, idleMs: 1 });
    const threads = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
    const none = threads();
    await printer.print(paper);
    while (threads() > none) await new Promise((resolve) => setImmediate(resolve));
    expect((await printer.print(paper)).length).toBeGreaterThan(1000);
  });

  test('who waits when it closes is told', async () => {
    printer = createPrinter({ now });
    const [told] = await Promise.allSettled([printer.print(paper), printer.close()]);
    expect(told).toMatchObject({ status: 'rejected', reason: new ThreadFailed('Closed') });
  });
});

describe('over HTTP', () => {
  let server: BillsServer;
  beforeAll(async () => {
    server = await startBillsServer({ now });
    server.bills = [...everyBill(), hostileBill()];
    server.applications = [oneApplication()];
  });
  afterAll(() => server.close());

  const token = { Authorization: 'Bearer token-of-the-demo-administrator' };
  const get = (path: string, headers: Record<string, string> = token) =>
    fetch(server.url + path, { headers: { 'Accept-Language': 'zh-CN', ...headers } });
  const post = (body: unknown) =>
    fetch(`${server.url}/api/files.zip`, {
      method: 'POST',
      headers: { ...token, 'Content-Type': 'application/json', 'Accept-Language': 'nl-NL' },
      body: JSON.stringify(body),
    });
  const bytes = async (response: Response) => Buffer.from(await response.arrayBuffer());
  const nameOf = (response: Response) =>
    decodeURIComponent(/filename\*=UTF-8''(\S+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? '');

  test('a statement has the bill’s number and period in its name, and is kept by no cache', async () => {
    const response = await get('/api/bills/BILL-2001-2610/statement.pdf');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(nameOf(response)).toBe('BILL-2001-2610 账单明细 2026-10.pdf');
    expect(textOf(await bytes(response))).toContain('¥12,960.00');
    const inline = await get('/api/bills/BILL-2001-2610/statement.pdf?inline=1');
    expect(inline.headers.get('content-disposition')).toMatch(/^inline;/);
  });

  test('a receipt has the application’s number in its name', async () => {
    const response = await get('/api/applications/FP-2611-0003/receipt.pdf');
    expect(nameOf(response)).toBe('FP-2611-0003 申请回执.pdf');
    expect(textOf(await bytes(response))).toContain('发票申请回执');
  });

  test('without a token there is nothing; unknown bills and applications are said in words', async () => {
    for (const path of ['/api/bills/BILL-2001-2610/statement.pdf', '/api/applications/FP-2611-0003/receipt.pdf'])
      expect((await get(path, {})).status).toBe(401);
    const missing = await get('/api/bills/NONE-1/statement.pdf');
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({
      error: { code: 'BillUnknown', message: expect.stringMatching(/账单/) },
    });
    expect((await get('/api/applications/FP-1/receipt.pdf')).status).toBe(404);
  });

  test('a ZIP has a statement for each bill and each receipt once, by their numbers', async () => {
    const response = await post({ bills: ['BILL-2001-2604', 'BILL-2001-2605', 'BILL-2001-2610', 'BILL-2001-2604'] });
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(nameOf(response)).toBe('Facturen 2026-11-28.zip');
    const files = unzipSync(await bytes(response));
    expect(Object.keys(files)).toEqual([
      'BILL-2001-2604 factuuroverzicht 2026-04.pdf',
      'BILL-2001-2605 factuuroverzicht 2026-05.pdf',
      'BILL-2001-2610 factuuroverzicht 2026-10.pdf',
      'FP-2611-0003 aanvraagbewijs.pdf',
    ]);
    expect(textOf(files['BILL-2001-2610 factuuroverzicht 2026-10.pdf'] ?? new Uint8Array())).toContain('CNY 12.960,00');
  });

  test('a hostile number stays a file in the folder where it is unpacked', async () => {
    const [name = ''] = Object.keys(unzipSync(await bytes(await post({ bills: [HOSTILE.number] }))));
    expect(name).toBe('-..-img src=x onerror=-window.broken=1-gnp.exe-CON factuuroverzicht 2026-01.pdf');
    const alone = await get(`/api/bills/${encodeURIComponent(HOSTILE.number)}/statement.pdf`);
    expect(nameOf(alone)).toMatch(/^-\.\.-img [^/\\:*?"<>|\u202e]*\.pdf$/);
  });

  test('a ZIP that would lack a bill is refused; so are none, too many, and another shape', async () => {
    expect((await post({ bills: ['BILL-2001-2604', 'NONE-1'] })).status).toBe(404);
    for (const body of [
      { bills: [] },
      { bills: Array.from({ length: 51 }, (_, i) => `B-${i}`) },
      { bills: 'x' },
      [],
      7,
    ])
      expect((await post(body)).status).toBe(400);
  });
});
