import { Misuse, said } from '../gates/misuse.ts';
import { mustBe } from '../gates/must-be.ts';
import type { Catalogue } from '../verify/catalogue.ts';
import { campaignDigest, type JournalLine, readJournal } from './journal-lines.ts';
import { type CampaignPlan, partAt, planCampaign, type Question } from './question.ts';
import { type Shard, showShard } from './shard.ts';
import { ShardTally } from './shard-tally.ts';
import { staleVerdict } from './stale-verdict.ts';
import { type Reception, VerdictCollection } from './verdict-collection.ts';

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

/** What was written for one part of a campaign. */
export interface PartFile {
  readonly name: string;
  readonly text: string;
}

interface Part {
  readonly name: string;
  readonly part: number;
  /** Of so many. */
  readonly parts: number;
  readonly campaign: string | undefined;
  readonly question: Question | undefined;
  readonly lines: readonly JournalLine[];
}

/** The name of the file that holds part k of n. */
export function partFileName(part: number, parts: number): string {
  return `shard-${part}-of-${parts}.ndjson`;
}

/** Whether a file is called as one that holds a part. */
export function isPartFileName(name: string): boolean {
  return PART_FILE.test(name);
}

const PART_FILE = /^shard-(\d+)-of-(\d+)\.ndjson$/;

/** Where parts lie, for messages. */
export interface PartsPlace {
  readonly who: string;
  readonly folder: string;
}

/**
 * Joins the parts of a campaign. The campaign is that of most of them. What is missing, twice, at odds, of another
 * campaign or damaged is named and never counted as done. Throws where there is no part, or of another version.
 */
export function joinParts(
  { who, folder }: PartsPlace,
  written: readonly PartFile[],
  version: string,
  catalogue: Catalogue,
): Parts {
  const files = partsIn(written);
  const campaign = mostOf(files.flatMap((file) => file.campaign ?? []));
  const question = files.find((file) => file.campaign === campaign)?.question;
  if (campaign === undefined || question === undefined)
    throw new Misuse({
      who,
      what: 'folder',
      verb: 'hold',
      rule: 'what verify --shard K/N --out wrote',
      got: said(`'${folder}' with none`),
    });
  if (question.version !== version)
    throw mustBe(who, 'shards', `of this version, ${version}`, said(`those of ${question.version}`));
  const plan = planCampaign(question, catalogue);
  if (campaignDigest(version, plan.shards) !== campaign)
    throw mustBe(who, 'shards', `those that version ${version} plans here`, said(`others in '${folder}'`));

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
        throw staleVerdict(who, 'folder', 'one', record.verdict, `${folder.replace(/\/$/, '')}/${file.name}`);
      if (state !== 'new') troubles.push({ state, where: file.name, what: showShard(record.verdict) });
    }
  }

  const tally = new ShardTally(plan.shards, question.keepGoing);
  const verdicts = collection.verdicts();
  for (const verdict of verdicts) tally.add(verdict);
  const parts = Number(mostOf(files.filter((file) => file.campaign === campaign).map((file) => file.parts)));
  troubles.push(...missing(plan.shards, parts, collection, tally));
  return { question, plan, tally, done: verdicts.length, troubles };
}

function partsIn(files: readonly PartFile[]): Part[] {
  const parts = files.flatMap(({ name, text }) => {
    const [, part, parts] = PART_FILE.exec(name)?.map(Number) ?? [];
    if (part === undefined || parts === undefined) return [];
    const lines = readJournal(text);
    const head = lines[0]?.record;
    return [{ name, part, parts, campaign: head?.campaign, question: head?.question, lines }];
  });
  return parts.sort((x, y) => x.parts - y.parts || x.part - y.part);
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
    what: `${first === undefined ? '' : showShard(first)}${others.length > 0 ? ` and ${others.length} more` : ''}`,
  }));
}
