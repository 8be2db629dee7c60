// Every script again, in Chinese and through the wire: HTTP, the channel's checks, rendering, the HTTP answer.
import { localesOf, play, scripts } from './script';

const inChinese = scripts().filter(({ script }) => localesOf(script).includes('zh-CN'));

test.each(inChinese)('$file, over HTTP: $script.title', async ({ script }) => {
  await play(script, 'zh-CN', { overWire: true });
});
