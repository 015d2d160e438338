import { createHash } from 'node:crypto';
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
import type { Question } from '../campaign/question.ts';
import { type Shard, type ShardVerdict, shardKey } from '../campaign/shard.ts';
import { isQuestion, isVerdict, jsonOf } from '../campaign/wire.ts';
import { netlistName } from '../circuits/circuit.ts';
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
      replaceFile(path, [line({ campaign, ...head }), ...kept].join(''));
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
      writeFileSync(this.#file, line({ shard: shardKey(verdict), verdict }));
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

/**
 * What tells a campaign from every other: its version and its shards. What the shards are about is told shard by shard, so
 * that a verdict about something else can be named.
 */
export function campaignDigest(version: string, shards: readonly Shard[]): string {
  return digest(JSON.stringify([version, shards.map(({ fingerprint: _, ...shard }) => shard)]));
}

/** A verdict that is kept in a `thing` is of a circuit of this name, but not of the one that there is now. */
export function staleVerdict(
  who: string,
  what: string,
  thing: string,
  { circuit, params }: Pick<Shard, 'circuit' | 'params'>,
  got: string,
): Misuse {
  const name = netlistName({ name: circuit }, params);
  const rule = `${thing} of verdicts on what is verified, but ${name} had another netlist or another model there: begin in a new folder`;
  return mustBe(who, what, rule, got);
}

/** A short checksum of text or bytes. */
export function digest(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** A line of a journal, as far as it can be read. */
export interface JournalLine {
  readonly number: number;
  readonly text: string;
  /** What it says, undefined where its checksum does not match. */
  readonly record: JournalRecord | undefined;
}

interface JournalRecord {
  /** Of the first line. */
  readonly campaign?: string;
  /** Of the first line of a part. */
  readonly question?: Question;
  readonly shard?: string;
  readonly verdict?: ShardVerdict;
}

/** The lines of a journal, none where there is no file. */
export function journalLines(path: string): JournalLine[] {
  const lines = existsSync(path) ? readJournal(path).split('\n') : [];
  return lines.flatMap((text, k) => {
    if (text === '') return [];
    const content = text.slice(17);
    const record = text.slice(0, 16) === digest(content) ? recordOf(jsonOf(content)) : undefined;
    return [{ number: k + 1, text, record }];
  });
}

function readJournal(path: string): string {
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

/** A checksum says that a line is whole, not that it was written by us. */
function recordOf(given: unknown): JournalRecord | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { campaign, question, shard, verdict }: Partial<Record<keyof JournalRecord, unknown>> = given;
  const isText = (text: unknown) => text === undefined || typeof text === 'string';
  const isRight =
    isText(campaign) &&
    isText(shard) &&
    (question === undefined || isQuestion(question)) &&
    (verdict === undefined || isVerdict(verdict));
  return isRight ? given : undefined;
}

/** Another process may make the same folder at the same time. */
function makeOne(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

function line(content: object): string {
  const text = JSON.stringify(content);
  return `${digest(text)} ${text}\n`;
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
