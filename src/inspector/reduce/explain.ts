import type { DotGroup } from '../../dots/dot-stages.ts';
import { at, wordAt } from '../../gates/at.ts';
import { ONE } from '../../gates/net.ts';
import { addersIn, type Diagram, type DiagramStage } from './diagram.ts';

/** Why a column of a stage got what it got. */
export interface ColumnReason {
  /** The dots before, and the carries that arrive from the column below within the stage. */
  readonly dots: number;
  readonly carriesIn: number;
  /** Dots after the stage. */
  readonly after: number;
  /** What the column as a whole is about, in a sentence or two. */
  readonly summary: string;
  /** A reason for each adder of the column, in their order. */
  readonly adders: readonly string[];
}

/** How a method decides. Where there is no entry, an adder is explained by what it takes. */
const METHODS: Readonly<
  Record<string, { readonly rule: string; readonly half: string; readonly full: string }>
> = {
  wallace: {
    rule: 'Wallace adds the rows in groups of three, each group into a row of sums and a row of carries',
    full: 'all three rows of the group have a dot here, so a full adder',
    half: 'only two rows of the group have a dot here; Wallace adds them all the same, by a half adder',
  },
  array: {
    rule: 'The array adds one row of partial products to the sums and carries so far',
    full: 'sum, carry and new dot meet here, so a full adder',
    half: 'only two dots meet here, so a half adder',
  },
};

/** The reasons for a column of a stage: heights, target and rule in words, computed from the diagram. */
export function columnReason(diagram: Diagram, stageIndex: number, column: number): ColumnReason {
  const stage = at(diagram.stages, stageIndex);
  const dots = wordAt(stage.heights, column);
  const adders = addersIn(stage, column);
  const below = column === 0 ? [] : addersIn(stage, column - 1);
  const carriesIn = below.filter(({ carry }) => carry !== undefined).length;
  const after = dots + carriesIn - adders.reduce((sum, { dots: taken }) => sum + taken.length - 1, 0);
  const constant = hasConstant(diagram, stage, column) ? ', the constant 1 among them' : '';
  const facts = { dots, carriesIn, after, constant };
  if (isLast(diagram, stageIndex))
    return { ...facts, summary: `Column ${column} holds bit ${column} of the product.`, adders: [] };
  if (isFinal(stage)) return { ...facts, ...finalReason(facts, column, adders) };
  const { target } = stage;
  if (target !== undefined) return { ...facts, ...daddaReason(facts, column, target, adders) };
  return { ...facts, ...methodReason(diagram, facts, column, adders) };
}

function isLast({ stages }: Diagram, stage: number): boolean {
  return stage === stages.length - 1;
}

/** The carry-propagate adder, whose carries are made and used in one stage. */
function isFinal({ name }: DiagramStage): boolean {
  return name === 'final adder';
}

type Facts = Pick<ColumnReason, 'dots' | 'carriesIn' | 'after'> & {
  /** Said of the dots where the constant 1 is one of them. */
  readonly constant: string;
};

function hasConstant({ columns }: Diagram, { nets, heights }: DiagramStage, column: number): boolean {
  for (let row = 0; row < wordAt(heights, column); row++)
    if (nets[row * columns + column] === ONE) return true;
  return false;
}

function daddaReason(
  { dots, carriesIn, after, constant }: Facts,
  column: number,
  target: number,
  adders: readonly DotGroup[],
) {
  const total = dots + carriesIn;
  const arriving =
    carriesIn === 0
      ? ''
      : `; with ${plural(carriesIn, 'carry', 'carries')} from column ${column - 1} that makes ${total}`;
  const start = `Column ${column} has ${plural(dots, 'dot')}${constant}${arriving}.`;
  if (total <= target) {
    const fits = total === target ? 'just the target' : `under the target ${target}`;
    return { summary: `${start} That is ${fits}, so nothing is added here.`, adders: [] };
  }
  let excess = total - target;
  const reasons = adders.map(({ kind, dots: taken }) => {
    const before = excess;
    excess -= taken.length - 1;
    const left =
      excess === 0 ? 'the target is met' : `${excess} too many ${excess === 1 ? 'is' : 'are'} left`;
    if (kind === 'one') return `${before} too many; ${ONE_MORE}, so ${left}.`;
    if (kind === 'xor')
      return `${before} too many; a carry out of the top column would be worth more than any product, so XOR gates do, and ${left}.`;
    if (kind === 'ha' && taken.length === 3) return `${before} too many; ${HALF_AND_ONE}, so ${left}.`;
    if (kind === 'fa') return `${before} too many; a full adder takes three dots and leaves one, so ${left}.`;
    return `${before} too many; a half adder takes two dots and leaves one, which is just enough. A full adder would take the column below its target.`;
  });
  return {
    summary: `${start} The target is ${target}, so ${total - target} too many; after the stage there are ${after}.`,
    adders: reasons,
  };
}

/** How the constant 1 is added without an adder that reads it. */
const ONE_MORE = '1 + x is 2x and the complement of x: an inverter does, and x itself is the carry';
const HALF_AND_ONE = 'a half adder between inverters adds two dots and the constant 1 and leaves one dot';

function finalReason({ dots, carriesIn, constant }: Facts, column: number, adders: readonly DotGroup[]) {
  const arriving = carriesIn === 0 ? 'no carry arrives' : `a carry arrives from column ${column - 1}`;
  const start = `Column ${column} has ${plural(dots, 'dot')}${constant}, and ${arriving}.`;
  if (adders.length === 0)
    return { summary: `${start} There is nothing to add, and it costs nothing.`, adders: [] };
  return {
    summary: start,
    adders: adders.map(finalAdder),
  };
}

function finalAdder({ kind, dots, carry }: DotGroup): string {
  if (kind === 'xor' || (kind === 'one' && carry === undefined))
    return `The top column: its carry would be worth more than any product, so it is never 1, and ${kind === 'xor' ? 'XOR gates do' : 'an inverter does'}.`;
  if (kind === 'one') return `${sentence(ONE_MORE)}.`;
  if (kind === 'fa') return 'Three bits meet: a full adder.';
  return dots.length === 3 ? `${sentence(HALF_AND_ONE)}.` : 'Two bits meet: a half adder does.';
}

function methodReason(
  { kind }: Diagram,
  { dots, carriesIn, after }: Facts,
  column: number,
  adders: readonly DotGroup[],
) {
  const method = METHODS[kind];
  const passes = adders.length === 0 ? ' No group has two of them, so they pass.' : '';
  const rule = method === undefined ? '' : ` ${method.rule}.`;
  const leaves = `After the stage there ${after === 1 ? 'is' : 'are'} ${after}${carriesIn === 0 ? '' : `, ${plural(carriesIn, 'carry', 'carries')} from column ${column - 1} among them`}.`;
  return {
    summary: `Column ${column} has ${plural(dots, 'dot')}.${passes}${rule} ${leaves}`,
    adders: adders.map(({ kind }) => {
      if (kind === 'xor')
        return 'The top column: its carry would be worth more than any product, so XOR gates do.';
      const reason = kind === 'fa' ? method?.full : method?.half;
      return `${sentence(reason ?? (kind === 'fa' ? 'three dots: a full adder' : 'two dots: a half adder'))}.`;
    }),
  };
}

/** `1 dot`, `3 dots`. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
