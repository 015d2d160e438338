import { byteAt, wordAt } from '../../gates/at.ts';
import type { Bus } from '../../gates/bus.ts';
import { GATE_CODE } from '../../gates/gate.ts';
import { mustBe } from '../../gates/must-be.ts';
import { type Net, netAt, ZERO } from '../../gates/net.ts';
import { type Netlist, scopeAt } from '../../gates/netlist.ts';

/** One row of a barrel shifter, as it stands in the netlist. */
export interface ShifterRow {
  /** The bit of the amount that moves this row, or not. */
  readonly select: Net;
  /** How far: 2^row places. */
  readonly by: number;
  /** What comes out, the lowest place first; a place that can only be 0 is the constant. */
  readonly out: Bus;
  /** Whether a one was lost in this row or before it; absent where nothing can be. */
  readonly sticky?: Net;
}

/**
 * Reads the rows `row 0`, `row 1` ... of a shifter back from the netlist: which multiplexer is which place follows from
 * its fan-ins, (amount bit, what moves in, what stays). Throws where the stage is no such shifter.
 */
export function readShifterRows(
  netlist: Netlist,
  stage: string,
  direction: 'left' | 'right',
  x: Bus,
  amount: Bus,
): ShifterRow[] {
  const [fanin0, fanin1, fanin2] = netlist.fanin;
  const rows: ShifterRow[] = [];
  let before = x;
  let sticky: Net | undefined;
  for (const [r, select] of amount.entries()) {
    const by = 2 ** r;
    const scope = scopeAt(netlist, `${stage}/row ${r}`);
    let next = scope.start;
    const out = before.map((stay, place) => {
      const moved = before[direction === 'left' ? place - by : place + by] ?? ZERO;
      if (moved === ZERO && stay === ZERO) return ZERO;
      const isThere =
        next < scope.end &&
        byteAt(netlist.gate, next) === GATE_CODE.mux &&
        wordAt(fanin0, next) === select &&
        wordAt(fanin1, next) === moved &&
        wordAt(fanin2, next) === stay;
      if (!isThere)
        throw mustBe(
          'readShifterRows',
          `net ${next}`,
          `place ${place} of row ${r} of ${stage}`,
          'another gate',
        );
      return netAt(next++);
    });
    // Behind the multiplexers come the gates of the sticky bit, the last of which is that of all rows so far.
    if (next < scope.end) sticky = netAt(scope.end - 1);
    rows.push({ select, by, out, ...(sticky === undefined ? {} : { sticky }) });
    before = out;
  }
  return rows;
}
