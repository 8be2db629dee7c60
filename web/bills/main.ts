// The Bills & payments page: starts with what the server wrote into the page, as soon as its words are there.
import type { PageConfig } from './config';
import { createPage } from './page';
import { createBillWords } from './words';

const root = document.getElementById('page');
const data = document.getElementById('config')?.textContent;
if (root && data) {
  const config = JSON.parse(data) as PageConfig;
  const words = createBillWords(config.locale, config.textUrls);
  const start = async (): Promise<void> => {
    // Without words there is no page: asked for until they come.
    while (!(await words.use(config.locale))) await new Promise((resolve) => setTimeout(resolve, 1000));
    createPage(root, config, words);
  };
  void start();
}
