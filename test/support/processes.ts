import { existsSync, readFileSync } from 'node:fs';
import { eventually } from './eventually.ts';

/** Waits until a program has written its process id to a file, and reads it. */
export async function pidIn(path: string): Promise<number> {
  await eventually(() => existsSync(path) && /^\d+\n$/.test(readFileSync(path, 'utf8'))).toBe(true);
  return Number(readFileSync(path, 'utf8'));
}

/** Whether a process has ended; one whose end nobody has asked for yet counts. */
export function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return true;
  }
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && / Z /.test(readFileSync(stat, 'utf8'));
}
