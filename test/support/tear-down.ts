// Jest's hook after the last suite of a run.
export { tearDown as default } from './run';
