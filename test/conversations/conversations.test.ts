// Every script of this folder, in every language in which its phrases are given.
import { localesOf, play, scripts } from './script';

describe.each(scripts())('$file: $script.title', ({ script }) => {
  test.each(localesOf(script))('in %s', async (locale) => {
    await play(script, locale);
  });
});
