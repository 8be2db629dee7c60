// `npm run test:azurite`: the contract of files on Microsoft's emulator of Azure Blob Storage, which is installed for the run.
const { projects, testTimeout } = require('./jest.config.js');
module.exports = {
  ...projects[0],
  displayName: 'azurite',
  testMatch: ['<rootDir>/test/storage/blobs/azurite.ts'],
  testTimeout,
  maxWorkers: 1,
};
