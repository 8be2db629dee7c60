// What is taken out of a message before it is compared, and that no message takes long.
import { masked } from '../../dialogs/understanding/mask';

describe('the rest of an address', () => {
  test.each([
    ['No. 88 Keyuan Road, Building 3, please cancel it', ' please cancel it'],
    ['Room 3, Zhangjiang Hi-Tech, back', ' back'],
  ])('%s: its parts go, words stay', (text, left) => {
    expect(masked(text, 'en-US').replace(/^[\s,]+(?= )/, '')).toBe(left);
  });

  // Each of these kept the process busy for minutes or for ever: 2 to the power of the run's length.
  test.each([
    `Room 3, ${'A'.repeat(5_000)}!`,
    'No. 88 Keyuan Road, 91310115591693856A 13800138000。',
    '上海市浦东新区世纪大道100号\n62224757930983891234567890 x',
  ])('a message that looks like one is read at once (%#)', (text) => {
    expect(masked(text, 'en-US')).not.toContain('Keyuan');
  });
});
