// The bot's Markdown in a real browser: what is drawn, and what never becomes markup.
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { bundle } from '../support/web';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
  await page.addScriptTag({ content: await bundle('web/widget/markdown.ts') });
});
afterAll(() => browser?.close());

declare const lib: { markdown(text: string): DocumentFragment };
const draw = (text: string) =>
  page.evaluate((source) => {
    const box = document.createElement('div');
    box.append(lib.markdown(source));
    return box.innerHTML;
  }, text);

test.each([
  ['bold', 'a **b** c', '<p>a <strong>b</strong> c</p>'],
  ['bold beside Chinese', '请核对**税号**。', '<p>请核对<strong>税号</strong>。</p>'],
  ['an escape inside bold', '**a\\*\\*b**', '<p><strong>a**b</strong></p>'],
  ['line breaks and paragraphs', 'a\nb\n\nc', '<p>a<br>b</p><p>c</p>'],
  ['bullets', '- a\n- **b**', '<ul><li>a</li><li><strong>b</strong></li></ul>'],
  ['numbers that begin later', '3. a\n4. b', '<ol><li value="3">a</li><li value="4">b</li></ol>'],
  ['text around a list', 'x\n- a\ny', '<p>x</p><ul><li>a</li></ul><p>y</p>'],
  ['escaped marks', '\\*\\*a\\*\\* \\[b\\]\\(c\\) 1\\. \\<i\\>', '<p>**a** [b](c) 1. &lt;i&gt;</p>'],
  ['stars that are none', '2 * 3 ** 4', '<p>2 * 3 ** 4</p>'],
  ['an open bold', '**a', '<p>**a</p>'],
])('%s', async (_name, text, html) => {
  expect(await draw(text)).toBe(html);
});

test('links open in a new tab without a way back', async () => {
  const rel = 'target="_blank" rel="noopener noreferrer"';
  expect(await draw('[web](https://a.cn/x?y=1)')).toBe(`<p><a href="https://a.cn/x?y=1" ${rel}>web</a></p>`);
  expect(await draw('[mail](mailto:a@b.cn)')).toBe(`<p><a href="mailto:a@b.cn" ${rel}>mail</a></p>`);
  expect(await draw('网址：https://a.cn/x。再见')).toBe(
    `<p>网址：<a href="https://a.cn/x" ${rel}>https://a.cn/x</a>。再见</p>`,
  );
});

test.each([
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](vbscript:x)',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '**<b onclick=alert(1)>x</b>**',
  '[<img src=x onerror=alert(1)>](https://a.cn)',
  '[x](https://a.cn" onmouseover="alert(1))',
])('ASVS 5.0 1.2.1: %s stays harmless text', async (text) => {
  const names = await page.evaluate((source) => {
    const box = document.createElement('div');
    box.append(lib.markdown(source));
    const all = [...box.querySelectorAll('*')];
    return all
      .flatMap((element) => [element.localName, ...element.getAttributeNames()])
      .concat(all.flatMap((element) => (element instanceof HTMLAnchorElement ? [element.protocol] : [])));
  }, text);
  expect(names.filter((name) => !['p', 'strong', 'a', 'href', 'target', 'rel', 'https:', 'br'].includes(name))).toEqual(
    [],
  );
});

test('a huge text is drawn in linear time', async () => {
  const time = (size: number) =>
    page.evaluate((length) => {
      const text = `${'**'.repeat(length)}${'['.repeat(length)}`;
      const times = Array.from({ length: 9 }, () => {
        const started = performance.now();
        lib.markdown(text);
        return performance.now() - started;
      });
      // The quickest round is the one that nobody else on this machine disturbed.
      return Math.min(...times);
    }, size);
  await time(1_000);
  // Eight times the text: quadratic would be 64.
  expect((await time(20_000)) / (await time(2_500))).toBeLessThan(24);
});
