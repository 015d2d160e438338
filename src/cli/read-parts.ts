import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type CampaignPlan, partAt, planCampaign, type Question } from '../campaign/question.ts';
import type { Shard } from '../campaign/shard.ts';
import { ShardTally } from '../campaign/shard-tally.ts';
import { type Reception, VerdictCollection } from '../campaign/verdict-collection.ts';
import { netlistName } from '../circuits/circuit.ts';
import { Misuse, said } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';
import { campaignDigest, journalLines, staleVerdict } from '../host/journal.ts';
import type { Catalogue } from '../verify/catalogue.ts';

/** Something in a folder of parts that is not as it should be. */
export interface Trouble {
  readonly state: Exclude<Reception, 'new' | 'stale'> | 'missing' | 'damaged';
  /** The file it is in, or, of what is missing, the part to run again. */
  readonly where: string;
  readonly what: string;
}

/** A campaign as its parts tell it. */
export interface Parts {
  readonly question: Question;
  readonly plan: CampaignPlan;
  readonly tally: ShardTally;
  /** Shards whose verdict is used. */
  readonly done: number;
  readonly troubles: readonly Trouble[];
}

interface PartFile {
  readonly name: string;
  readonly parts: number;
  readonly campaign: string | undefined;
  readonly question: Question | undefined;
  readonly lines: ReturnType<typeof journalLines>;
}

/**
 * Reads the files that `verify --shard K/N --out DIR` wrote. The campaign is that of most of them. What is missing,
 * twice, at odds, of another campaign or damaged is named and never counted as done.
 */
export function readParts(folder: string, version: string, catalogue: Catalogue): Parts {
  const files = partFiles(folder);
  const campaign = mostOf(files.flatMap((file) => file.campaign ?? []));
  const question = files.find((file) => file.campaign === campaign)?.question;
  if (campaign === undefined || question === undefined)
    throw new Misuse({
      who: 'merge',
      what: 'folder',
      verb: 'hold',
      rule: 'what verify --shard K/N --out wrote',
      got: said(`'${folder}' with none`),
    });
  if (question.version !== version)
    throw mustBe('merge', 'shards', `of this version, ${version}`, said(`those of ${question.version}`));
  const plan = planCampaign(question, catalogue);
  if (campaignDigest(version, plan.shards) !== campaign)
    throw mustBe(
      'merge',
      'shards',
      `those that version ${version} plans here`,
      said(`others in '${folder}'`),
    );

  const troubles: Trouble[] = [];
  const collection = new VerdictCollection(plan.shards, catalogue);
  for (const file of files) {
    if (file.campaign !== campaign) {
      const what = file.campaign === undefined ? 'it has no first line' : 'all of it is of another campaign';
      troubles.push({
        state: file.campaign === undefined ? 'damaged' : 'foreign',
        where: file.name,
        what,
      });
      continue;
    }
    for (const { number, record } of file.lines) {
      if (record === undefined) troubles.push({ state: 'damaged', where: file.name, what: `line ${number}` });
      if (record?.verdict === undefined) continue;
      const state = collection.add(record.verdict);
      if (state === 'stale')
        throw staleVerdict('merge', 'folder', 'one', record.verdict, join(folder, file.name));
      if (state !== 'new') troubles.push({ state, where: file.name, what: nameOf(record.verdict) });
    }
  }

  const tally = new ShardTally(plan.shards, question.keepGoing);
  const verdicts = collection.verdicts();
  for (const verdict of verdicts) tally.add(verdict);
  const parts = Number(mostOf(files.filter((file) => file.campaign === campaign).map((file) => file.parts)));
  troubles.push(...missing(plan.shards, parts, collection, tally));
  return { question, plan, tally, done: verdicts.length, troubles };
}

function partFiles(folder: string): PartFile[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw mustBe('merge', 'folder', 'one that can be read', folder, reason);
  }
  return names
    .flatMap((name) => {
      const [, part, parts] = /^shard-(\d+)-of-(\d+)\.ndjson$/.exec(name)?.map(Number) ?? [];
      return part === undefined || parts === undefined ? [] : [{ name, part, parts }];
    })
    .sort((x, y) => x.parts - y.parts || x.part - y.part)
    .map(({ name, parts }) => {
      const lines = journalLines(join(folder, name));
      const head = lines[0]?.record;
      return { name, parts, campaign: head?.campaign, question: head?.question, lines };
    });
}

/** The value that comes most often; of several the first. */
function mostOf<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, x], [, y]) => y - x)[0]?.[0];
}

/** What still has to be run, a trouble for each part. */
function missing(
  shards: readonly Shard[],
  parts: number,
  collection: VerdictCollection,
  tally: ShardTally,
): Trouble[] {
  const holes = new Map<number, Shard[]>();
  for (const [index, shard] of shards.entries()) {
    if (collection.of(shard) !== undefined || !tally.isNeeded(shard)) continue;
    const part = partAt(index, parts);
    holes.set(part, [...(holes.get(part) ?? []), shard]);
  }
  const inOrder = [...holes].sort(([x], [y]) => x - y);
  return inOrder.map(([part, [first, ...others]]) => ({
    state: 'missing',
    where: `${part}/${parts}`,
    what: `${first === undefined ? '' : nameOf(first)}${others.length > 0 ? ` and ${others.length} more` : ''}`,
  }));
}

/** A shard in words: `incrementer(n=7) vectors 0 to 99`. */
export function nameOf({ circuit, params, from, to }: Pick<Shard, 'circuit' | 'params' | 'from' | 'to'>) {
  return `${netlistName({ name: circuit }, params)} vectors ${from} to ${to - 1}`;
}
