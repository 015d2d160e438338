import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';

/** Who holds a lock. */
export interface Owner {
  /** Of this one holding; never used again. */
  readonly id: string;
  readonly pid: number;
  readonly host: string;
  /** In ISO 8601. */
  readonly since: string;
  /** What else tells the machine from others of its name, and the processes that can be seen there from others. */
  readonly machine: string;
  readonly processes: string;
  /** When the process began, by the system: a process id is used again. */
  readonly began: string;
}

/** Somebody else holds the lock. */
export class LockHeld extends Error {
  /** Whether it was seen that the owner is there; one on another machine cannot be asked. */
  readonly isSeen: boolean;

  constructor({ pid, host, since }: Owner, isSeen: boolean) {
    super(`held by process ${pid} on ${host} since ${since}`);
    this.isSeen = isSeen;
  }
}

export interface Lock {
  release(): void;
}

/**
 * Takes a lock, which is a file that names its owner, or throws `LockHeld`. One whose owner is dead is taken over; of
 * those who try that at once exactly one has it. Where a foreign owner cannot be asked, it holds unless told otherwise.
 *
 * A lock is taken by a link, which fails where there is one. To take over from an owner is to be its successor, by a
 * link whose name holds the owner's id, which is never used again; whoever comes too late finds that link, or another
 * owner in the lock. Then the lock is replaced, which nobody but its last successor does.
 */
export function takeLock(path: string, { foreignHolds = true } = {}): Lock {
  const me = newOwner();
  const mine = `${path}.${me.id}`;
  try {
    const file = openSync(mine, 'wx');
    writeFileSync(file, `${JSON.stringify(me)}\n`);
    fsyncSync(file);
    closeSync(file);
    while (!tryLock(path, mine, foreignHolds));
  } finally {
    rmSync(mine, { force: true });
  }
  return {
    release: () => {
      if (readOwner(path)?.id === me.id) rmSync(path, { force: true });
    },
  };
}

/** Whether that went through; if not, somebody else was faster, and it is to be looked at again. */
function tryLock(path: string, mine: string, foreignHolds: boolean): boolean {
  if (createOnly(mine, path)) return true;
  const first = readOwner(path);
  if (first === undefined) return false;
  const chain = [first];
  const nextOf = ({ id }: Owner) => `${path}.after-${id}`;
  let last = first;
  for (let next = readOwner(nextOf(last)); next !== undefined; next = readOwner(nextOf(last))) {
    chain.push(next);
    last = next;
  }
  const state = stateOf(last);
  if (state === 'alive' || (state === 'unknown' && foreignHolds)) {
    // What was read may be over by now.
    if (readOwner(path)?.id !== first.id) return false;
    throw new LockHeld(last, state === 'alive');
  }
  if (!createOnly(mine, nextOf(last))) return false;
  // Somebody may have been its successor before, and gone, with the lock.
  const isMine = readOwner(path)?.id === first.id;
  if (isMine) renameSync(mine, path);
  for (const owner of isMine ? chain : [last]) {
    rmSync(nextOf(owner), { force: true });
    // Left where it was killed just as it had the lock.
    rmSync(`${path}.${owner.id}`, { force: true });
  }
  return isMine;
}

/** Gives a file a second name; false where there is one of this name. */
function createOnly(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    if (!isCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS')) throw error;
  }
  // A disk without links.
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function isCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** The owner that a lock names, undefined where there is no lock. Throws where it cannot be read. */
export function readOwner(path: string): Owner | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  const owner = parse(text);
  if (owner !== undefined) return owner;
  throw new Error(`a lock that names no owner; remove ${path} if no other run uses the folder`);
}

function parse(text: string): Owner | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isOwner(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isOwner(value: unknown): value is Owner {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, ...rest } = { pid: undefined, ...value };
  const texts = new Map(Object.entries(rest));
  return (
    Number.isSafeInteger(pid) &&
    Number(pid) > 0 &&
    ['id', 'host', 'since', 'machine', 'processes', 'began'].every(
      (key) => typeof texts.get(key) === 'string',
    ) &&
    /^[\w-]+$/.test(String(texts.get('id')))
  );
}

/** This process as an owner. */
export function newOwner(): Owner {
  return {
    id: randomUUID(),
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    machine: textOf('/etc/machine-id'),
    processes: processesSeen(),
    began: beganAt(process.pid) ?? '',
  };
}

function stateOf(owner: Owner): 'alive' | 'dead' | 'unknown' {
  if (owner.host !== hostname() || owner.machine !== textOf('/etc/machine-id')) return 'unknown';
  if (owner.processes !== processesSeen())
    // Another start of the machine, or processes of a container, which are not seen from here.
    return bootOf(owner.processes) === bootOf(processesSeen()) ? 'unknown' : 'dead';
  let isOurs = true;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (isCode(error, 'ESRCH')) return 'dead';
    // It is there, but somebody else's; the system may hide these.
    isOurs = false;
  }
  const began = beganAt(owner.pid);
  if (began === undefined) return isOurs ? 'dead' : 'alive';
  return began === owner.began || began === '' || owner.began === '' ? 'alive' : 'dead';
}

/** The start of the machine and the name space of its processes, where the system tells them. */
function processesSeen(): string {
  const space = existsSync('/proc/self/ns/pid') ? readlinkSync('/proc/self/ns/pid') : '';
  return `${textOf('/proc/sys/kernel/random/boot_id')} ${space}`;
}

function bootOf(processes: string): string | undefined {
  return processes.split(' ')[0];
}

/** When a process began, in words that only compare; empty where that is not told, undefined where it has ended. */
function beganAt(pid: number): string | undefined {
  if (existsSync('/proc/self/stat')) {
    const stat = textOf(`/proc/${pid}/stat`);
    // The name of the program, in parentheses, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, began] = [fields[0], fields[19]];
    return stat === '' || state === 'Z' || state === 'X' ? undefined : began;
  }
  const { stdout, status } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  });
  return status === 0 ? stdout.trim() : '';
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}
