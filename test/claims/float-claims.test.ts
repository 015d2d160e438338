import { describe, expect, it } from 'vitest';
import { showCase } from '../../src/circuits/case-id.ts';
import { type AnyCircuit, buildCircuit } from '../../src/circuits/circuit.ts';
import { floatAdder } from '../../src/circuits/float-adder/float-adder.ts';
import { FLOAT_STAGES } from '../../src/circuits/float-adder/stages.ts';
import { FLOAT_FORMATS, formatWidth } from '../../src/circuits/float-formats.ts';
import { type Claim, MEASURES, type Point } from '../../src/claims/claim.ts';
import { floatClaims, STAGE_TERMS } from '../../src/claims/float-claims.ts';
import { count } from '../../src/gates/count.ts';
import { type Netlist, scopeAt } from '../../src/gates/netlist.ts';

const anyAdder: AnyCircuit = floatAdder;
const built = new Map<string, Netlist>();

/** What a claim says at a point, and what the structure holds. */
function beside(claim: Claim, point: Point): { claimed: number; counted: number } {
  const params = claim.params(point);
  const name = showCase({ circuit: anyAdder.name, params });
  const netlist = built.get(name) ?? buildCircuit(anyAdder, params);
  built.set(name, netlist);
  const [term] = claim.terms;
  if (term === undefined) throw new Error(`claim ${claim.id} must have a term`);
  const counted = MEASURES[term.measure].of(count(netlist, scopeAt(netlist, term.scope)));
  return { claimed: term.formula(point), counted };
}

function claimOf(id: string): Claim {
  const claim = floatClaims.find((one) => one.id === id);
  if (claim === undefined) throw new Error(`there must be a claim ${id}`);
  return claim;
}

describe('the nine-stage table', () => {
  it("has the paper's stages in order", () => {
    const stages = Object.entries(FLOAT_STAGES).filter(([, { isPaper }]) => isPaper);
    expect(STAGE_TERMS.map(({ stage }) => stage)).toEqual(stages.map(([name]) => name));
  });

  it('of binary32: term, adders and multiplexers / 5, unit gates / 7', () => {
    const point = { e: 8, m: 23 };
    const rows = ['F8-1', 'F8-2', 'F8-3', 'F8-4', 'F8-5', 'F8-6', 'F8-7', 'F8-8', 'F8-9', 'F8-sum'].map(
      (id) => {
        const { claimed, counted } = beside(claimOf(id), point);
        return [id, claimed, counted, beside(claimOf(`${id}u`), point).counted].map(short).join('  ');
      },
    );
    expect(rows.join('\n')).toMatchInlineSnapshot(`
      "F8-1  8.0  8.0  7.4
      F8-2  0.0  11.4  25.0
      F8-3  23.0  7.0  6.6
      F8-4  20.8  25.8  59.9
      F8-5  1.0  0.0  7.6
      F8-6  23.0  26.0  24.9
      F8-7  46.0  23.0  17.6
      F8-8  4.8  36.0  83.7
      F8-9  23.0  30.0  14.1
      F8-sum  149.6  167.2  266.0"
    `);
  });

  it("comes to the paper's sums, and to these totals, for the named formats", () => {
    const rows = FLOAT_FORMATS.map((format) => {
      const point = { e: format.e, m: format.f };
      const { claimed, counted } = beside(claimOf('F8-sum'), point);
      const unit = beside(claimOf('F8-sumu'), point).counted;
      const width = formatWidth(format);
      const perBit = [counted / width, unit / width].map((x) => x.toFixed(2));
      return [format.name, claimed, 6 * width, counted, unit, 'c_a', ...perBit].map(short).join('  ');
    });
    expect(rows.join('\n')).toMatchInlineSnapshot(`
      "binary16  65.0  96.0  78.8  125.9  c_a  4.92  7.87
      bfloat16  52.7  96.0  76.4  114.7  c_a  4.78  7.17
      tf32  70.4  114.0  91.4  138.3  c_a  4.81  7.28
      binary32  149.6  192.0  167.2  266.0  c_a  5.22  8.31
      binary64  338.9  384.0  358.8  584.4  c_a  5.61  9.13
      binary128  740.2  768.0  770.0  1284.0  c_a  6.02  10.03
      e5m2  18.7  48.0  36.4  56.6  c_a  4.55  7.07
      e4m3-ieee  22.6  48.0  36.8  59.1  c_a  4.60  7.39"
    `);
  });
});

function short(x: string | number): string {
  return typeof x === 'number' ? x.toFixed(1) : x;
}

describe('every claim about floating-point addition', () => {
  it.each(floatClaims.map((claim) => [claim.id, claim] as const))(
    '%s is off by what is recorded',
    (id, claim) => {
      let maxAbsError = 0;
      let maxRelError = 0;
      for (const point of claim.domain) {
        const { claimed, counted } = beside(claim, point);
        const error = Math.abs(claimed - counted);
        maxAbsError = Math.max(maxAbsError, error);
        maxRelError = Math.max(maxRelError, error === 0 ? 0 : error / counted);
      }
      if (id === 'F8-5') expect([maxAbsError, maxRelError, claim.recorded]).toEqual([1, Infinity, undefined]);
      else {
        expect(maxAbsError).toBeCloseTo(claim.recorded?.maxAbsError ?? -1, 5);
        expect(maxRelError).toBeCloseTo(claim.recorded?.maxRelError ?? -1, 5);
      }
    },
  );

  it('F8 covers every pair of widths with a format', () => {
    expect(claimOf('F8').domain).toHaveLength(61 * 61);
    expect(claimOf('F8').params({ i: 12, j: 32 })).toEqual({ e: 8, f: 23, rounding: 'ties-to-even' });
  });
});
