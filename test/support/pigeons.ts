import type { ClauseSink } from '../../src/proof/problem.ts';

/** Every pigeon has a hole and no hole has two: with one pigeon more than holes it takes exponential time to see that none can. */
export function addPigeons(sink: ClauseSink, pigeons: number, holes: number): void {
  const rows = Array.from({ length: pigeons }, () => Array.from({ length: holes }, () => sink.variable()));
  for (const row of rows) sink.clause(row);
  for (let hole = 0; hole < holes; hole++)
    for (const [k, one] of rows.entries())
      for (const other of rows.slice(0, k)) sink.clause([-(one[hole] ?? 0), -(other[hole] ?? 0)]);
}
