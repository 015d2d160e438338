import { type ChildProcess, type StdioOptions, spawn, spawnSync } from 'node:child_process';

/** How to start a program that ends with the thread that starts it, however that ends. */
export interface TiedProgram {
  readonly command: string;
  readonly args: readonly string[];
  /** Its input, its output, nothing for its messages; and where it is watched, the pipe whose end it ends by. */
  readonly stdio: ('pipe' | 'ignore')[];
}

/**
 * Runs a program beside a process that waits for the end of a pipe, number 3: our end of it is closed by the system when
 * we are gone, even by SIGKILL. Standard input is kept as number 4, since what runs in the background has none.
 */
const WATCHED = `
exec 4<&0
"$@" <&4 4<&- 3<&- &
program=$!
exec 4<&- </dev/null
(read -r _ <&3; kill -9 $program) >/dev/null 2>&1 &
watch=$!
exec 3<&-
wait $program
status=$?
kill $watch 2>/dev/null
exit $status
`;

/** Where the system itself can be asked to end a program with the one that started it, that is done, else a shell watches. */
export function tied(command: string, args: readonly string[], bySystem = canAskSystem()): TiedProgram {
  const stdio: TiedProgram['stdio'] = ['pipe', 'pipe', 'ignore'];
  // It has neither.
  if (process.platform === 'win32') return { command, args, stdio };
  return bySystem
    ? { command: 'setpriv', args: ['--pdeathsig', 'KILL', command, ...args], stdio }
    : { command: 'sh', args: ['-c', WATCHED, 'sh', command, ...args], stdio: [...stdio, 'pipe'] };
}

let systemCan: boolean | undefined;

function canAskSystem(): boolean {
  systemCan ??= spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true']).status === 0;
  return systemCan;
}

/** What a program gave: its exit code, null where it was killed, and all that it printed. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
}

/** Runs a program on a text until it ends or is told to. Rejects where it cannot be started. */
export function runTied(
  { command, args, stdio }: TiedProgram,
  input: string,
  stop: AbortSignal,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(command, args, { stdio: stdio satisfies StdioOptions });
    const watch = child.stdio[3];
    const kill = () => {
      if (watch) watch.destroy();
      else child.kill('SIGKILL');
    };
    const chunks: string[] = [];
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    // It may end before it has read everything, having been stopped.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
    child.on('error', reject);
    child.on('close', (code) => {
      stop.removeEventListener('abort', kill);
      watch?.destroy();
      resolve({ code, stdout: chunks.join('') });
    });
    stop.addEventListener('abort', kill);
    if (stop.aborted) kill();
  });
}
