// The former name of memory-dependencies.ts, for routes/pages.test.ts.
export { createMemoryDependencies as createMemoryPorts } from './memory-dependencies.ts';
