/**
 * What the library has for Node alone, `adderscope/node`: files, threads, solvers as programs, campaigns on disk and on
 * queues. All else is in `adderscope`, which runs in a browser too.
 */

export { type CadicalOptions, findCadical } from './host/cadical.ts';
export { Journal, type JournalPlace } from './host/journal.ts';
export { loadCatalogue } from './host/load-catalogue.ts';
export { MINISAT_THREAD } from './host/minisat-thread.ts';
export { readParts } from './host/part-files.ts';
export { programVersion } from './host/program-version.ts';
export { type NetlistFileOptions, readNetlistFile } from './host/read-netlist-file.ts';
export { type SolverName, solverNamed } from './host/solvers.ts';
export { type OnThreads, type Verifying, verifyOnThreads } from './host/verify-on-threads.ts';
export { VERSION } from './host/version.ts';
export { Z3 } from './host/z3.ts';
