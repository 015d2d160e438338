import type { AnyCircuit } from '../circuits/circuit.ts';
import type { AnyValues } from '../circuits/params.ts';
import { CELL_NAMES } from '../gates/cell.ts';
import { entryOf } from '../gates/entry-of.ts';
import { firstGate, type Netlist, scopePath } from '../gates/netlist.ts';
import { gateLine } from '../gates/text.ts';
import { shownValues } from '../sim/shown-values.ts';
import { type Table, tableOf } from '../tables/document.ts';

/** A circuit that was run: its netlist, and the bit of every net. */
export interface Run {
  readonly circuit: AnyCircuit;
  readonly params: AnyValues;
  readonly netlist: Netlist;
  readonly bits: readonly bigint[];
}

/** Whether some stage shows a bus, so that there is a line to print for it. */
export function showsStages({ scopes }: Netlist): boolean {
  return scopes.some(({ shows }) => Object.keys(shows).length > 0);
}

/** A line for each stage that shows buses: what happened, where the circuit explains it, and their values. */
export function stageTable({ circuit, params, netlist, bits }: Run): Table {
  const explain = circuit.explain?.(params) ?? {};
  const shown = shownValues(netlist, bits);
  const rows = netlist.scopes.flatMap(({ shows }, index) => {
    const names = Object.keys(shows);
    if (names.length === 0) return [];
    const stage = scopePath(netlist, index);
    const values = names.map((name) => [name, busText(shown(stage, name), shows[name]?.length ?? 0)]);
    return [{ stage, happened: entryOf(explain, stage)?.(shown) ?? '', shows: Object.fromEntries(values) }];
  });
  return tableOf('stages', 'Stage by stage', rows, [
    ['stage', (row) => row.stage],
    ...(circuit.explain === undefined
      ? []
      : [['what happened', (row: (typeof rows)[number]) => row.happened] as const]),
    [
      'shown',
      (row) =>
        Object.entries(row.shows)
          .map((pair) => pair.join('='))
          .join(' '),
    ],
  ]);
}

/** Narrow buses, such as exponents and shift amounts, in decimal; wide ones in hexadecimal. */
function busText(value: bigint, width: number): string {
  return width < 16 ? value.toString() : `0x${value.toString(16).padStart(Math.ceil(width / 4), '0')}`;
}

/** A row for each gate: the innermost stage it is in, the cell it begins, and its value. */
export function netTable({ netlist, bits }: Run): Table {
  const rows = [];
  const cellAt = new Map(Array.from(netlist.cells.start, (net, k) => [net, netlist.cells.kind[k] ?? 0]));
  for (let net = firstGate(netlist); net < netlist.netCount; net++) {
    const stage = netlist.scopes.findLastIndex(({ start, end }) => start <= net && net < end);
    const cell = cellAt.get(net);
    rows.push({
      stage: scopePath(netlist, stage),
      cell: cell === undefined ? '' : (CELL_NAMES[cell] ?? ''),
      gate: gateLine(netlist, net),
      value: Number(bits[net]),
    });
  }
  return tableOf('trace', 'Every net, stage by stage', rows, [
    ['stage', (row) => row.stage],
    ['cell', (row) => row.cell],
    ['net = gate fan-ins', (row) => row.gate],
    ['value', (row) => row.value],
  ]);
}
