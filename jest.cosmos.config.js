// `npm run test:cosmos`: the store's contract on the account that COSMOS_ENDPOINT names; every call crosses a network.
const base = require('./jest.config.js');
module.exports = {
  ...base,
  testMatch: ['<rootDir>/test/storage/cosmos-account.ts'],
  testTimeout: 120_000,
  maxWorkers: 1,
};
