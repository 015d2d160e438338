import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { campaignDigest, type JournalLine, journalLine, readJournal } from '../campaign/journal-lines.ts';
import { type Shard, type ShardVerdict, shardKey } from '../campaign/shard.ts';
import { staleVerdict } from '../campaign/stale-verdict.ts';
import { Misuse, said } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';
import { type Lock, LockHeld, takeLock } from './lock.ts';
import { replaceFile } from './output.ts';
import { readText } from './read-file.ts';

/** Where a journal lies, and what its first line says besides the campaign. */
export interface JournalPlace {
  readonly file: string;
  /** The option that names its folder, for messages. */
  readonly option: string;
  readonly head: object;
  /** Whether who uses it from another machine, and cannot be asked whether it is still there, keeps others out. */
  readonly foreignHolds: boolean;
}

const RESUMED: JournalPlace = { file: 'journal.ndjson', option: '--resume', head: {}, foreignHolds: true };

/**
 * The journal of a campaign: a file with a line for each finished shard, so that a run that was killed at any moment goes
 * on where it was. Each line carries a checksum of itself; one that does not match, such as half a line that a kill left,
 * is set aside in a file of its own and its shard is run again.
 */
export class Journal {
  /** The verdicts of the shards that were done before, none twice. */
  readonly known: ReadonlyMap<string, ShardVerdict>;
  /** Lines that were set aside, by their number. */
  readonly damaged: readonly number[];
  readonly #file: number;
  readonly #lock: Lock;
  readonly #unwritable: (error: unknown) => Misuse;

  /**
   * Opens the journal in a folder, making both if need be. Throws when it belongs to another campaign, or when another
   * process has it open: each would set aside what the other finds.
   */
  constructor(
    folder: string,
    shards: readonly Shard[],
    version: string,
    { file: name, option, head, foreignHolds }: JournalPlace = RESUMED,
  ) {
    this.#unwritable = (error) => {
      const reason = error instanceof Error ? error.message : String(error);
      return mustBe('verify', option, 'a folder that can be written', folder, reason);
    };
    const path = join(folder, name);
    const campaign = campaignDigest(version, shards);
    let lock: Lock | undefined;
    try {
      if (!existsSync(folder)) makeOne(folder);
      lock = takeLock(`${path}.lock`, { foreignHolds });
      const { known, kept, damaged } = read(path, campaign, option, shards);
      if (damaged.length > 0)
        appendFileSync(join(folder, 'damaged.txt'), damaged.map(({ text }) => `${text}\n`).join(''));
      // Written anew and renamed, so that what follows never joins half a line.
      replaceFile(path, [journalLine({ campaign, ...head }), ...kept].join(''));
      this.#file = openSync(path, 'a');
      this.#lock = lock;
      this.known = known;
      this.damaged = damaged.map(({ number }) => number);
    } catch (error) {
      lock?.release();
      if (error instanceof Misuse) throw error;
      if (error instanceof LockHeld) throw inUse(option, folder, `${path}.lock`, error);
      throw this.#unwritable(error);
    }
  }

  /** Adds a finished shard; it is on the disk when this returns. Throws where the disk is full; nothing before is lost. */
  add(verdict: ShardVerdict): void {
    try {
      writeFileSync(this.#file, journalLine({ shard: shardKey(verdict), verdict }));
      fsyncSync(this.#file);
    } catch (error) {
      throw this.#unwritable(error);
    }
  }

  close(): void {
    closeSync(this.#file);
    this.#lock.release();
  }
}

/** The lines of a journal, none where there is no file. */
export function journalLines(path: string): JournalLine[] {
  return existsSync(path) ? readJournal(journalText(path)) : [];
}

/** The text of a journal, which must be there. */
export function journalText(path: string): string {
  try {
    return readText(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw mustBe('adderscope', 'a journal', 'a file that can be read', path, reason);
  }
}

function inUse(option: string, folder: string, lock: string, { message, isSeen }: LockHeld): Misuse {
  const advice = isSeen ? '' : `; if that process is gone, remove ${lock}`;
  const got = said(`'${folder}', ${message}${advice}`);
  return mustBe('verify', option, 'a folder that no other run uses', got);
}

/** Another process may make the same folder at the same time. */
function makeOne(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

function read(path: string, campaign: string, option: string, shards: readonly Shard[]) {
  const planned = new Map(shards.map((shard) => [shardKey(shard), shard]));
  const known = new Map<string, ShardVerdict>();
  const kept: string[] = [];
  const lines = journalLines(path);
  for (const { text, record } of lines) {
    if (record?.campaign !== undefined && record.campaign !== campaign)
      throw mustBe(
        'verify',
        option,
        'a folder of this same campaign (selection, engine, version and code of --load)',
        said(`one of another: ${path}`),
      );
    if (record?.shard === undefined || record.verdict === undefined || known.has(record.shard)) continue;
    if (record.verdict.fingerprint !== planned.get(record.shard)?.fingerprint)
      throw staleVerdict('verify', option, 'a folder', record.verdict, path);
    known.set(record.shard, record.verdict);
    kept.push(`${text}\n`);
  }
  if (known.size > 0 && !lines.some(({ record }) => record?.campaign === campaign))
    throw mustBe('verify', option, 'a folder whose journal has its first line', said(path));
  return { known, kept, damaged: lines.filter(({ record }) => record === undefined) };
}
