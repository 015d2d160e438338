import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Shard, ShardVerdict } from '../verify/shard.ts';
import { UsageError } from './usage-error.ts';

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

  /** Opens the journal in a folder, making both if need be. Throws when it belongs to another campaign. */
  constructor(folder: string, shards: readonly Shard[], version: string) {
    const path = join(folder, 'journal.ndjson');
    const campaign = digest(JSON.stringify([version, shards]));
    try {
      if (!existsSync(folder)) mkdirSync(folder);
      const { known, kept, damaged } = read(path, campaign);
      if (damaged.length > 0)
        appendFileSync(join(folder, 'damaged.txt'), damaged.map(({ text }) => `${text}\n`).join(''));
      // Written anew and renamed, so that what follows never joins half a line.
      const file = openSync(`${path}.part`, 'w');
      writeSync(file, [line({ campaign }), ...kept].join(''));
      fsyncSync(file);
      renameSync(`${path}.part`, path);
      this.#file = file;
      this.known = known;
      this.damaged = damaged.map(({ number }) => number);
    } catch (error) {
      if (error instanceof UsageError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new UsageError(
        `verify: --resume must be a folder that can be written, got '${folder}' (${reason})`,
      );
    }
  }

  /** Adds a finished shard; it is on the disk when this returns. */
  add(verdict: ShardVerdict): void {
    writeSync(this.#file, line({ shard: shardKey(verdict), verdict }));
    fsyncSync(this.#file);
  }
}

/** What tells a shard from every other of its campaign. */
export function shardKey({
  circuit,
  params,
  from,
  to,
}: Pick<Shard, 'circuit' | 'params' | 'from' | 'to'>): string {
  return JSON.stringify([circuit, params, from, to]);
}

function line(content: object): string {
  const text = JSON.stringify(content);
  return `${digest(text)} ${text}\n`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function read(path: string, campaign: string) {
  const known = new Map<string, ShardVerdict>();
  const kept: string[] = [];
  const damaged: { number: number; text: string }[] = [];
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  for (const [k, text] of lines.entries()) {
    if (text === '') continue;
    const content = text.slice(17);
    if (text.slice(0, 16) !== digest(content)) {
      damaged.push({ number: k + 1, text });
      continue;
    }
    const record: { campaign?: string; shard?: string; verdict?: ShardVerdict } = JSON.parse(content);
    if (record.campaign !== undefined && record.campaign !== campaign)
      throw new UsageError(
        `verify: --resume must be a folder of this same campaign (selection, engine and version), got one of another: ${path}`,
      );
    const { shard, verdict } = record;
    if (shard === undefined || verdict === undefined || known.has(shard)) continue;
    known.set(shard, verdict);
    kept.push(`${text}\n`);
  }
  if (known.size > 0 && !lines.some((text) => text.includes(`"campaign":"${campaign}"`)))
    throw new UsageError(`verify: --resume must be a folder whose journal has its first line, got ${path}`);
  return { known, kept, damaged };
}
