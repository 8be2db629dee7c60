// The scripts in Chinese, through HTTP and on Cosmos DB: every third one, and all of them in `npm run faults`.
import { tempCosmos } from '../support/temp-cosmos';
import { localesOf, play, scripts } from './script';

const EVERY = process.env.ROUNDS ? 1 : 3;
const some = scripts().filter(({ script }, n) => localesOf(script).includes('zh-CN') && n % EVERY === 0);

test.each(some)('$file, on Cosmos DB: $script.title', async ({ script }) => {
  await play(script, 'zh-CN', { overWire: true, ground: await tempCosmos({ consistency: 'Strong' }) });
});
