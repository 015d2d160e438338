import { METRICS } from '../cost/index.ts';
import { priceOf } from '../cost/metric.ts';
import {
  OPERATIONS,
  type Operation,
  type OperationKind,
  showOperation,
  structureOf,
} from '../cost/operation.ts';
import { netlistOf } from '../cost/operation-netlist.ts';
import { type Document, type Table, tableOf } from '../tables/document.ts';

/** What every metric says of an operation, beside what is counted in its circuit. */
export function priceDocument(operation: Operation): Document {
  const netlist = structureOf(operation) === undefined ? undefined : netlistOf(operation);
  const rows = METRICS.map((metric) => {
    const price = priceOf(metric, operation);
    const counted = netlist === undefined ? undefined : metric.ofNetlist?.(netlist);
    return {
      metric: metric.name,
      unit: metric.unit,
      ...(price === undefined ? {} : { price: price.value, formula: price.text, status: price.status }),
      ...(counted === undefined ? {} : { counted }),
      ...(price === undefined || counted === undefined ? {} : { difference: counted - price.value }),
    };
  });
  const name = showOperation(operation);
  const of = netlist === undefined ? 'no circuit is built for it' : `counted in ${netlist.name}`;
  return {
    facts: { operation: operation.kind, sizes: operation.sizes, circuit: netlist?.name ?? null },
    tables: [
      tableOf('prices', `${name}: ${OPERATIONS[operation.kind].about}; ${of}`, rows, [
        ['metric', (row) => row.metric],
        ['unit', (row) => row.unit],
        ['by formula', (row) => row.price ?? ''],
        ['formula', (row) => row.formula ?? ''],
        ['status', (row) => row.status ?? ''],
        ['counted', (row) => row.counted ?? ''],
        ['counted - formula', (row) => row.difference ?? ''],
      ]),
    ],
  };
}

/** The metrics and the operations that there are. */
export function costCatalogue(): Document {
  return { facts: {}, tables: [metricTable(), operationTable()] };
}

/** Every metric, what it counts and where it comes from. */
export function metricTable(): Table {
  const rows = METRICS.map(({ name, title, unit, about, source, status, prices, ofNetlist }) => ({
    name,
    title,
    unit,
    about,
    source,
    status,
    operations: Object.keys(prices),
    ofNetlist: ofNetlist !== undefined,
  }));
  return tableOf('metrics', 'Metrics', rows, [
    ['metric', (row) => row.name],
    ['unit', (row) => row.unit],
    ['what it counts', (row) => row.about],
    ['of netlists', (row) => row.ofNetlist],
    ['source', (row) => row.source],
    ['status', (row) => row.status],
  ]);
}

function operationTable(): Table {
  const rows = Object.entries(OPERATIONS).map(([kind, { letters, about }]) => ({
    operation: kind as OperationKind,
    sizes: letters,
    about,
  }));
  return tableOf('operations', 'Operations', rows, [
    ['operation', (row) => row.operation],
    ['sizes', (row) => row.sizes.join(' ')],
    ['what it does', (row) => row.about],
  ]);
}
