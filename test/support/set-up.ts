// Jest's hook before the first suite of a run.
export { setUp as default } from './run';
