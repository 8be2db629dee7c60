// `npm run faults`: the longer runs: every seeded bug, and 1,000 rounds of five messages at once.
Object.assign(process.env, { ROUNDS: '1000', ...process.env });
const base = require('./jest.config.js');
module.exports = {
  ...base,
  testMatch: ['<rootDir>/test/faults/**/*.{test,faults}.ts', '<rootDir>/test/bot/turn.test.ts'],
};
