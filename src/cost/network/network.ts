import { mustBe } from '../../gates/must-be.ts';
import { type Metric, priceOf, type Status } from '../metric.ts';
import { type Operation, showOperation } from '../operation.ts';

/** What a network spends its arithmetic on; the paper's table has the last four together as elementwise. */
export const PARTS = ['MAC', 'batch-norm', 'activation', 'quantization', 'elementwise'] as const;

export type Part = (typeof PARTS)[number];

/** So many operations of one kind. */
export interface Charge {
  readonly part: Part;
  readonly operation: Operation;
  readonly times: number;
}

/** A layer, taken apart into operations. */
export interface Layer {
  readonly name: string;
  readonly kind: string;
  readonly charges: readonly Charge[];
  /** Set where its sizes, widths or operations are our reading and not its source's: why. */
  readonly inferred?: string;
}

/** A figure that somebody published of a network, to stand beside what is computed. */
export interface Published {
  /** The cost of the whole, or the share of a part in percent; `overhead` is everything but MAC. */
  readonly of: 'total' | 'overhead' | Part;
  readonly value: number;
}

/** A network ready to be priced. */
export interface Network {
  readonly name: string;
  readonly about: string;
  readonly source: string;
  readonly layers: readonly Layer[];
  /** Figures by the metric ACE_v2, and where they stand. */
  readonly published: readonly Published[];
  readonly notes: readonly string[];
}

/** What a layer costs, by part. */
export interface LayerCost {
  readonly layer: string;
  readonly kind: string;
  readonly operations: string;
  readonly parts: Readonly<Record<Part, number>>;
  readonly total: number;
  /** inferred where the layer or a price in it is. */
  readonly status: Status;
  readonly why?: string;
}

export interface NetworkCost {
  readonly layers: readonly LayerCost[];
  readonly parts: Readonly<Record<Part, number>>;
  readonly total: number;
}

/**
 * Prices a network by a metric; throws where the metric has no price for one of its operations. A metric that is of products
 * alone takes the other parts for nothing, whatever it would charge such an operation elsewhere.
 */
export function networkCost(network: Network, metric: Metric): NetworkCost {
  const layers = network.layers.map((layer) => layerCost(layer, network, metric));
  const parts = addParts(layers.map((layer) => layer.parts));
  return { layers, parts, total: sum(parts) };
}

function layerCost(layer: Layer, network: Network, metric: Metric): LayerCost {
  let isInferred = layer.inferred !== undefined;
  const parts = addParts(
    layer.charges.map(({ part, operation, times }) => {
      if (metric.isOfProducts === true && part !== 'MAC') return {};
      const price = priceOf(metric, operation);
      if (price === undefined)
        throw mustBe(
          `network ${network.name}: layer '${layer.name}'`,
          'operation',
          `one that ${metric.name} has a price for`,
          showOperation(operation),
        );
      if (price.status === 'inferred') isInferred = true;
      return { [part]: times * price.value };
    }),
  );
  return {
    layer: layer.name,
    kind: layer.kind,
    operations: layer.charges
      .map(({ operation, times }) => `${times} x ${showOperation(operation)}`)
      .join(' + '),
    parts,
    total: sum(parts),
    status: isInferred ? 'inferred' : 'computed',
    ...(layer.inferred === undefined ? {} : { why: layer.inferred }),
  };
}

/** The share of each part in percent, and of all but MAC together. */
export function shares({ parts, total }: NetworkCost): Readonly<Record<Part | 'overhead', number>> {
  const share = (value: number) => (total === 0 ? 0 : (100 * value) / total);
  return { ...mapParts((part) => share(parts[part])), overhead: share(total - parts.MAC) };
}

/** A published figure beside the computed one. */
export interface Comparison {
  readonly of: Published['of'];
  readonly published: number;
  readonly computed: number;
  /** computed - published: in percent of the published total, or in percentage points of a share. */
  readonly gap: number;
  readonly verdict: 'comes out' | 'does not come out';
}

/** A total comes out within 0.1 %, a share within 0.1 percentage points, the last digit that is printed. */
const TOLERANCE = 0.1;

/** The published figures of a network beside what its layers come to. */
export function comparisons(network: Network, cost: NetworkCost): Comparison[] {
  const share = shares(cost);
  return network.published.map(({ of, value }) => {
    const computed = of === 'total' ? cost.total : share[of];
    const gap = of === 'total' ? (100 * (computed - value)) / value : computed - value;
    return {
      of,
      published: value,
      computed,
      gap,
      verdict: Math.abs(gap) <= TOLERANCE ? 'comes out' : 'does not come out',
    };
  });
}

type Parts = Readonly<Record<Part, number>>;

function mapParts(value: (part: Part) => number): Parts {
  return {
    MAC: value('MAC'),
    'batch-norm': value('batch-norm'),
    activation: value('activation'),
    quantization: value('quantization'),
    elementwise: value('elementwise'),
  };
}

function addParts(all: readonly Partial<Parts>[]): Parts {
  return mapParts((part) => all.reduce((total, parts) => total + (parts[part] ?? 0), 0));
}

function sum(parts: Parts): number {
  return Object.values(parts).reduce((total, value) => total + value, 0);
}
