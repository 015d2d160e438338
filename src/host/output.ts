import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { mustBe } from '../gates/must-be.ts';

/**
 * Writes data to stdout or to where an option names a file. A plain file gets it whole or not at all: under a temporary
 * name first, then renamed. A device, a pipe or a link is never replaced: the data goes through it.
 */
export function writeOutput(data: string | Uint8Array, path: string | undefined, option = '--out'): void {
  if (path === undefined) process.stdout.write(data);
  else asWriting(path, option, () => writeTo(destinationOf(path), Buffer.from(data), false));
}

/** Writes a plain file anew, whole and on the disk when this returns, or not at all. */
export function replaceFile(path: string, data: string): void {
  const destination = destinationOf(path);
  if (destination.kind !== 'file') throw new Error(`${path} is no plain file`);
  writeTo(destination, Buffer.from(data), true);
}

/** Fails early when a file could not be written later, so that no long work is lost to a typing error. */
export function checkWritable(path: string | undefined, option = '--out'): void {
  if (path === undefined) return;
  asWriting(path, option, () => {
    const destination = destinationOf(path);
    if (destination.kind === 'descriptor') return;
    if (destination.kind === 'file' && destination.old === undefined) tryNew(destination);
    else accessSync(destination.path, constants.W_OK);
  });
}

/** What a path leads to. */
type Destination =
  /** One of our own open files, as /dev/stdout is. */
  | { readonly kind: 'descriptor'; readonly file: number }
  /** A device or a pipe, which is written to as it is. */
  | { readonly kind: 'through'; readonly path: string }
  | PlainFile;

interface PlainFile {
  readonly kind: 'file';
  /** No link: where the file itself is, or is to be. */
  readonly path: string;
  /** What is there. */
  readonly old: Stats | undefined;
  /** Whether folders that are missing may be made; what a link leads to may be on a disk that is not there. */
  readonly mayMakeFolders: boolean;
}

/** Links that are followed, as by Linux. */
const MOST_LINKS = 40;

function destinationOf(path: string): Destination {
  if (path === '' || /[/\\]$/.test(path)) throw new Error('it names no file');
  let end = path;
  for (let links = 0; ; links++) {
    const file = ownDescriptor(end);
    if (file !== undefined) {
      fstatSync(file);
      return { kind: 'descriptor', file };
    }
    if (lstatSync(end, { throwIfNoEntry: false })?.isSymbolicLink() !== true) break;
    if (links === MOST_LINKS) throw new Error('too many links');
    const next = resolve(realpathSync(dirname(end)), readlinkSync(end));
    // The open files of other processes: links that say in words what they lead to, and can be opened all the same.
    if (existsSync(end) && !existsSync(next)) return { kind: 'through', path: end };
    end = next;
  }
  const old = statSync(end, { throwIfNoEntry: false });
  if (old?.isDirectory()) throw new Error('it is a folder');
  if (old !== undefined && !old.isFile()) return { kind: 'through', path: end };
  return { kind: 'file', path: end, old, mayMakeFolders: end === path };
}

/** The number of an open file of this process, for /dev/fd/3 and all that leads there. */
function ownDescriptor(path: string): number | undefined {
  const name = basename(path);
  if (!/^\d+$/.test(name) || !existsSync(dirname(path))) return undefined;
  const [, pid] = /^\/proc\/(\d+)(?:\/task\/\d+)?\/fd$/.exec(realpathSync(dirname(path))) ?? [];
  return pid === String(process.pid) ? Number(name) : undefined;
}

function writeTo(destination: Destination, data: Uint8Array, toDisk: boolean): void {
  if (destination.kind === 'file') replace(destination, data, toDisk);
  else if (destination.kind === 'through') writeThrough(destination.path, data);
  else if (destination.file === 1) process.stdout.write(data);
  else writeAll(destination.file, data);
}

/**
 * Where a folder takes no new file, or a file is mounted by itself, what is there cannot be replaced but written to: then
 * it is.
 */
function replace(destination: PlainFile, data: Uint8Array, toDisk: boolean): void {
  const { path, old } = destination;
  if (old !== undefined) accessSync(path, constants.W_OK);
  if (destination.mayMakeFolders) makeFolders(dirname(path));
  const temporary = temporaryName(path);
  try {
    const file = openSync(temporary, 'wx', old === undefined ? 0o666 : 0o600);
    try {
      if (old !== undefined) makeLike(file, old);
      writeAll(file, data);
      if (toDisk) fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    if (old === undefined || !IRREPLACEABLE.includes(codeOf(error) ?? '')) throw error;
    writeFileSync(path, data);
  }
}

const IRREPLACEABLE = ['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EXDEV'];

/** Who could not read the old file shall not read the new one. Only root gives files to others: EPERM. */
function makeLike(file: number, old: Stats): void {
  const { uid, gid } = fstatSync(file);
  if (uid !== old.uid || gid !== old.gid) fchownSync(file, old.uid, old.gid);
  fchmodSync(file, old.mode & 0o7777);
}

/** Opened so that nothing waits inside the system, where no signal would end it: a pipe opens once it has a reader. */
function writeThrough(path: string, data: Uint8Array): void {
  const flags = constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY;
  const isPipe = statSync(path).isFIFO();
  const file = repeatedly(() => openSync(path, flags), isPipe ? 'ENXIO' : undefined);
  try {
    writeAll(file, data);
  } finally {
    closeSync(file);
  }
}

/** A reader that has seen enough is no error. */
function writeAll(file: number, data: Uint8Array): void {
  try {
    for (let done = 0; done < data.length; ) done += repeatedly(() => writeSync(file, data, done), 'EAGAIN');
  } catch (error) {
    if (codeOf(error) !== 'EPIPE') throw error;
  }
}

/** Milliseconds between looks at whether a pipe has a reader, or room. */
const PATIENCE = 10;

function repeatedly<T>(act: () => T, while_: string | undefined): T {
  for (;;)
    try {
      return act();
    } catch (error) {
      if (while_ === undefined || codeOf(error) !== while_) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PATIENCE);
    }
}

/** Makes the file that is to be, under another name, and takes it away again, with the folders it needed. */
function tryNew({ path, mayMakeFolders }: PlainFile): void {
  const made = mayMakeFolders ? makeFolders(dirname(path)) : [];
  const temporary = temporaryName(path);
  try {
    closeSync(openSync(temporary, 'wx'));
    rmSync(temporary);
  } finally {
    for (const folder of made.reverse())
      try {
        rmdirSync(folder);
      } catch {
        // Somebody else found a use for it.
      }
  }
}

/** Like `mkdir -p`; tells what was made. Node's own form never returns where folders cannot be made, such as in /proc. */
function makeFolders(path: string): string[] {
  if (existsSync(path)) return [];
  const made = makeFolders(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may make the same folder at the same time.
    if (codeOf(error) !== 'EEXIST') throw error;
    return made;
  }
  return [...made, path];
}

/** A short name that nobody else has: machines that share a folder have the same process ids. */
function temporaryName(path: string): string {
  return join(dirname(path), `.${randomBytes(6).toString('hex')}.part`);
}

function asWriting(path: string, option: string, body: () => void): void {
  try {
    body();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw mustBe('adderscope', option, 'a file that can be written', path, reason);
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
