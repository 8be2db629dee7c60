// Settings of the issuing service and of the digest: what fits together, and what is refused without showing a secret.
import { ConfigError, loadConfig } from '../../../bot/config';

const SECRET = `whsec_${'QUJD'.repeat(10)}`;
const problems = (env: Record<string, string>): string[] => {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
};

test('told and called, called alone, or not at all', () => {
  const key = 'k'.repeat(32);
  const told = loadConfig({ ISSUING_URL: 'https://issue.example.cn/told', ISSUING_SECRET: SECRET });
  expect(told.issuing).toEqual({ webhook: { url: 'https://issue.example.cn/told', secret: SECRET }, secret: SECRET });
  expect(loadConfig({ ISSUING_KEY: key }).issuing).toEqual({ key });
  expect(loadConfig({}).issuing).toBeUndefined();
});

test.each([
  [{ ISSUING_URL: 'https://issue.example.cn' }, 'ISSUING_SECRET'],
  [{ ISSUING_URL: 'http://issue.example.cn', ISSUING_SECRET: SECRET }, 'ISSUING_URL'],
  [{ ISSUING_URL: 'https://u:p@issue.example.cn', ISSUING_SECRET: SECRET }, 'ISSUING_URL'],
  [{ ISSUING_SECRET: 'too short' }, 'ISSUING_SECRET'],
  [{ ISSUING_KEY: 'too short' }, 'ISSUING_KEY'],
  [{ DIGEST_TO: 'a@x.example, nobody' }, 'DIGEST_TO'],
  [{ DIGEST_TO: 'a@x.example', DIGEST_HOURS: '9,24' }, 'DIGEST_HOURS'],
  [{ DIGEST_TO: 'a@x.example', DIGEST_LANGUAGE: 'nl-NL' }, 'DIGEST_LANGUAGE'],
])('refused: %j', (env, name) => {
  const lines = problems(env as Record<string, string>);
  expect(lines).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
  expect(lines.join()).not.toContain('too short');
});

test('on this machine http will do; the digest has its hours and its language', () => {
  expect(problems({ ISSUING_URL: 'http://127.0.0.1:8080/told', ISSUING_SECRET: SECRET })).toEqual([]);
  expect(loadConfig({ DIGEST_TO: 'a@x.example,a@x.example, b@x.example' }).digest).toEqual({
    to: ['a@x.example', 'b@x.example'],
    hours: [9, 14],
    locale: 'zh-CN',
  });
});
