// `npm run test:cosmos`: the store's contract on the account that COSMOS_ENDPOINT names; every call crosses a network.
const { projects, testTimeout } = require('./jest.config.js');
module.exports = {
  ...projects[0],
  displayName: 'cosmos',
  testMatch: ['<rootDir>/test/storage/cosmos-account.ts'],
  testTimeout,
  maxWorkers: 1,
};
