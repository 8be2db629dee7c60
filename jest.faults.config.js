// `npm run faults`: the longer runs: every seeded bug, 1,000 rounds of five messages at once, 1,000 of undo, 10,000 of claims, 1,000 of ten agents at once, one trouble of the store at a time.
Object.assign(process.env, { ROUNDS: '1000', ...process.env });
const { projects, testTimeout, maxWorkers } = require('./jest.config.js');
module.exports = {
  ...projects[0],
  displayName: 'faults',
  testMatch: [
    '<rootDir>/test/faults/**/*.{test,faults}.ts',
    '<rootDir>/test/bot/turn/turn.test.ts',
    '<rootDir>/test/bot/turn/handoff.test.ts',
    '<rootDir>/test/services/desk/races.test.ts',
    '<rootDir>/test/conversations/wire-cosmos.test.ts',
  ],
  // A journey stops at every one of its calls; beside other work that is half an hour.
  testTimeout: 6 * testTimeout,
  maxWorkers,
};
