// Every script again, in Chinese, through HTTP and on Cosmos DB.
import { tempCosmos } from '../support/temp-cosmos';
import { localesOf, play, scripts } from './script';

const inChinese = scripts().filter(({ script }) => localesOf(script).includes('zh-CN'));

test.each(inChinese)('$file, on Cosmos DB: $script.title', async ({ script }) => {
  await play(script, 'zh-CN', { overWire: true, ground: await tempCosmos({ consistency: 'Strong' }) });
});
