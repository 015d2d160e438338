import { sha256 } from '@noble/hashes/sha2';
import type { Question } from './question.ts';
import type { Shard, ShardVerdict } from './shard.ts';
import { isQuestion, isVerdict, jsonOf } from './wire.ts';

/** What a line of a journal says. */
export interface JournalRecord {
  /** Of the first line. */
  readonly campaign?: string;
  /** Of the first line of a part. */
  readonly question?: Question;
  readonly shard?: string;
  readonly verdict?: ShardVerdict;
}

/** A line of a journal, as far as it can be read. */
export interface JournalLine {
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
  /** What it says, undefined where its checksum does not match. */
  readonly record: JournalRecord | undefined;
}

/** A line with a checksum of itself in front and its end behind: half a line, such as a kill leaves, is told from a whole one. */
export function journalLine(content: object): string {
  const text = JSON.stringify(content);
  return `${digest(text)} ${text}\n`;
}

/** The lines of a journal. */
export function readJournal(text: string): JournalLine[] {
  return text.split('\n').flatMap((line, k) => {
    if (line === '') return [];
    const content = line.slice(17);
    const record = line.slice(0, 16) === digest(content) ? recordOf(jsonOf(content)) : undefined;
    return [{ number: k + 1, text: line, record }];
  });
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

/**
 * What tells a campaign from every other: its version and its shards. What the shards are about is told shard by shard, so
 * that a verdict about something else can be named.
 */
export function campaignDigest(version: string, shards: readonly Shard[]): string {
  return digest(JSON.stringify([version, shards.map(({ fingerprint: _, ...shard }) => shard)]));
}

/** A short checksum of text or bytes. */
export function digest(content: string | Uint8Array): string {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return [...sha256(bytes).subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
