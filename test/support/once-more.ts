// In CI a browser test that failed is played once more, with its first error in the log: Chromium's own starts and stops are
// not ours, and a machine that is lent to others stalls for seconds. By hand the first failure counts.
const { testPath = '' } = expect.getState();
if (process.env.CI && /[\\/]test[\\/](web|e2e)[\\/]/.test(testPath)) {
  jest.retryTimes(1, { logErrorsBeforeRetry: true });
}
