// How the tests run: `check` has no HTTP, no browser and no processes and takes seconds; `rest` has what needs them.
const FOLDERS = 'domain,dialogs,locales,reading,services,support';
/** Those of other folders that also need nothing of the kind. */
const FILES = [
  'bot/{config/config,api/waiting,render/escape,turn/turn}',
  'conversations/{conversations,pseudo}',
  'faults/seeds',
  'storage/{claims,dues,open,records,sqlite,blobs/folder,cosmos/definition}',
  'layout',
  'papers',
];
const CHECK = [`<rootDir>/test/{${FOLDERS}}/**/*.test.ts`, ...FILES.map((file) => `<rootDir>/test/${file}.test.ts`)];

const shared = {
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
    // jose is ESM only: Node requires it as it is, jest's own module loader does not.
    '/node_modules/jose/.+\\.js$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }],
  },
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
  globalSetup: '<rootDir>/test/support/set-up.ts',
  setupFiles: ['<rootDir>/test/support/learnt.ts'],
  globalTeardown: '<rootDir>/test/support/tear-down.ts',
};

module.exports = {
  projects: [
    { ...shared, displayName: 'check', testMatch: CHECK },
    {
      ...shared,
      displayName: 'rest',
      testMatch: ['<rootDir>/test/**/*.test.ts', ...CHECK.map((pattern) => pattern.replace('<rootDir>', '!**'))],
    },
  ],
  // No promise of the product, only the end of hope: a busy machine is slow, not broken.
  testTimeout: 600_000,
  maxWorkers: 2,
};
