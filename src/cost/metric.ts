import type { Netlist } from '../gates/netlist.ts';
import type { Operation, OperationKind, Sizes } from './operation.ts';

/**
 * Where a number comes from. stated: its source says so; computed: worked out here from what is stated or from gates;
 * inferred: our reading, or a recalled figure. An inferred number is marked wherever it is shown.
 */
export type Status = 'stated' | 'computed' | 'inferred';

/** What a metric says that an operation costs. */
export interface Price {
  readonly value: number;
  /** The formula as text. */
  readonly text: string;
  readonly status: Status;
}

/** The formula of a price, as text and as what it says of sizes: written once, here, for all that restate it. */
export interface Formula<S> {
  readonly text: string;
  readonly status: Status;
  value(sizes: S): number;
}

/** One formula for all sizes, or which one it is, where that depends on them; undefined for sizes that have no price. */
type Pricing<S> = Formula<S> | ((sizes: S) => Formula<S> | undefined);

/** The formulas of a metric by kind of operation; a kind without one is not in the metric's reach. */
export type Prices = { readonly [K in OperationKind]?: Pricing<Sizes[K]> };

/** A cost model as a record. */
export interface Metric {
  /** Kebab-case, as on the command line. */
  readonly name: string;
  /** As a column heading. */
  readonly title: string;
  readonly unit: string;
  /** One sentence: what is counted as what. */
  readonly about: string;
  readonly source: string;
  readonly status: Status;
  readonly prices: Prices;
  /** Set where the source counts the products of a network alone: its other parts cost nothing by this metric. */
  readonly isOfProducts?: true;
  /** The cost of a netlist, counted in its gates; absent where the metric speaks of operations alone. */
  readonly ofNetlist?: (netlist: Netlist) => number;
}

/** What a metric says that an operation costs; undefined where it says nothing. */
export function priceOf(metric: Metric, operation: Operation): Price | undefined {
  return lookUp(metric.prices, operation);
}

function lookUp<K extends OperationKind>(prices: Prices, { kind, sizes }: { kind: K; sizes: Sizes[K] }) {
  const pricing: Pricing<Sizes[K]> | undefined = prices[kind];
  const formula = typeof pricing === 'function' ? pricing(sizes) : pricing;
  return formula === undefined
    ? undefined
    : { value: formula.value(sizes), text: formula.text, status: formula.status };
}

/** A price as its source states it. */
export function stated<S>(text: string, value: (sizes: S) => number): Formula<S> {
  return { text, value, status: 'stated' };
}

/** A price worked out here. */
export function computed<S>(text: string, value: (sizes: S) => number): Formula<S> {
  return { text, value, status: 'computed' };
}

/** A price by our reading of a source that does not say it. */
export function inferred<S>(text: string, value: (sizes: S) => number): Formula<S> {
  return { text, value, status: 'inferred' };
}
