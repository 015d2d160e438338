/** The wrapper around MiniSat in the package `logic-solver`, which has no types of its own. */
declare module 'logic-solver/minisat_wrapper.js' {
  const MiniSat: new () => import('./minisat.ts').MiniSat;
  export default MiniSat;
}
