import { availableParallelism, cpus, totalmem } from 'node:os';

/** The machine in a line, to go with every figure of speed. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  return `${model}, ${availableParallelism()} cores, ${gibibytes} GiB, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
}
