import { explainFloatAdder } from '../../circuits/float-adder/explain.ts';
import { FLOAT_STAGES, type FloatStage } from '../../circuits/float-adder/stages.ts';
import { at } from '../../gates/at.ts';
import type { Bus } from '../../gates/bus.ts';
import { type Net, ZERO } from '../../gates/net.ts';
import { scopeAt } from '../../gates/netlist.ts';
import { bitOf, type FloatRun } from './float-run.ts';
import { type Region, SLOT } from './layout.ts';
import { readShifterRows } from './shifter-rows.ts';
import { type StageCost, stageCost } from './stage-cost.ts';
import { type Part, type RowSpec, type ShifterSpec, type Source, STAGE_ROWS } from './stage-rows.ts';

/** A bit of the circuit where it is drawn. */
export interface BitCell {
  readonly region: Region;
  readonly slot: number;
  readonly net: Net;
  readonly bit: 0 | 1;
}

/** A row of bits in a lane. */
export interface BitRow {
  readonly label: string;
  readonly when: 'before' | 'inside' | 'after';
  /** From the top place down, by region. */
  readonly cells: readonly BitCell[];
  /** In a shifter: the bit of the amount that moves this row by so many places, or not. */
  readonly moves?: { readonly lit: 0 | 1; readonly select: Net; readonly by: number };
}

/** A bit that decides something in a stage. */
export interface Flag {
  readonly label: string;
  readonly net: Net;
  readonly bit: 0 | 1;
}

/** One stage of the adder at work. */
export interface Lane {
  /** 1 to 9 for the stages of the paper; absent for unpacking and packing. */
  readonly number?: number;
  readonly stage: FloatStage;
  /** What happened, in a sentence. */
  readonly happened: string;
  readonly rows: readonly BitRow[];
  readonly flags: readonly Flag[];
  readonly cost: StageCost;
}

const STAGES = Object.keys(FLOAT_STAGES).filter((name): name is FloatStage => name in FLOAT_STAGES);

/** All stages of a run in order, the nine of the paper numbered. */
export function lanesOf(run: FloatRun): Lane[] {
  const { format, rounding, netlist, shown } = run;
  const explain = explainFloatAdder({ e: format.e, f: format.f, rounding });
  let number = 0;
  return STAGES.map((stage) => {
    const spec = STAGE_ROWS[stage];
    const rowsOf = (when: BitRow['when'], specs: readonly RowSpec[] = []): BitRow[] =>
      specs.map(({ label, parts }) => ({
        label,
        when,
        cells: parts.flatMap((part) => cellsOf(run, part)).sort(fromTheTop),
      }));
    return {
      ...(FLOAT_STAGES[stage].isPaper ? { number: ++number } : {}),
      stage,
      happened: explain[stage](shown),
      rows: [
        ...rowsOf('before', spec.before),
        ...rowsOf('inside', spec.inside),
        ...(spec.shifter === undefined ? [] : shifterRows(run, stage, spec.shifter)),
        ...rowsOf('after', spec.after),
      ],
      flags: spec.flags.map((flag) => {
        const net = at(busOf(run, flag), 0);
        return { label: flag.label, net, bit: bitOf(run, net) };
      }),
      cost: stageCost(netlist, format, stage),
    };
  });
}

const REGIONS: readonly Region[] = ['sign', 'exponent', 'significand'];

function fromTheTop(x: BitCell, y: BitCell): number {
  return REGIONS.indexOf(x.region) - REGIONS.indexOf(y.region) || y.slot - x.slot;
}

function cellsOf(run: FloatRun, { region, slot, source }: Part): BitCell[] {
  const low = slot === 'carry' ? run.format.f + 4 : slot;
  return cellsFrom(run, region, low, busOf(run, source));
}

function cellsFrom(run: FloatRun, region: Region, low: number, bus: Bus): BitCell[] {
  return bus.map((net, k) => ({ region, slot: low + k, net, bit: bitOf(run, net) }));
}

/** The nets of a source; throws when the circuit has no such bus. */
function busOf({ netlist, format: { e, f } }: FloatRun, source: Source): Bus {
  if ('stage' in source) {
    const bus = scopeAt(netlist, source.stage).shows[source.bus];
    if (bus === undefined) throw new Error(`stage '${source.stage}' must show ${source.bus}`);
    return bus;
  }
  const bus = (source.port === 'r' ? netlist.outputs : netlist.inputs)[source.port];
  if (bus === undefined) throw new Error(`the adder must have a port ${source.port}`);
  const fields = { significand: bus.slice(0, f), exponent: bus.slice(f, f + e), sign: bus.slice(e + f) };
  return fields[source.field];
}

/** The rows of a barrel shifter, each as it comes out; the first moves by one place. */
function shifterRows(run: FloatRun, stage: FloatStage, { scope, direction, slot }: ShifterSpec): BitRow[] {
  const { x, amount } = shifterInputs(run, stage);
  return readShifterRows(run.netlist, scope, direction, x, amount).map(({ select, by, out, sticky }) => ({
    label: `${direction} by ${by}`,
    when: 'inside',
    cells: [
      ...cellsFrom(run, 'significand', slot, out),
      ...(sticky === undefined ? [] : cellsFrom(run, 'significand', SLOT.sticky, [sticky])),
    ].sort(fromTheTop),
    moves: { lit: bitOf(run, select), select, by },
  }));
}

/** What enters the shifter of a stage: with two places below it where the alignment shifts out of the significand. */
function shifterInputs(run: FloatRun, stage: FloatStage): { x: Bus; amount: Bus } {
  const shows = (of: FloatStage, bus: string) => busOf(run, { stage: of, bus });
  if (stage === 'alignment shift')
    return {
      x: [ZERO, ZERO, ...shows('operand swapping', 'smaller')],
      amount: shows('limitation of alignment shift amount', 'amount'),
    };
  return { x: shows('significand conversion', 'magnitude'), amount: shows('normalization', 'amount') };
}
