import { describe, expect, test } from 'vitest';
import { resolveCircuit } from '../../src/circuits/circuit.ts';
import { FLOAT_FORMATS, formatForWidth, formatNamed } from '../../src/circuits/float-formats.ts';
import { WIDTH_LETTERS } from '../../src/circuits/params.ts';
import { type Claim, letter, MEASURES, type Point } from '../../src/claims/claim.ts';
import { CLAIMS } from '../../src/claims/index.ts';
import { count } from '../../src/gates/count.ts';
import { scopeAt } from '../../src/gates/netlist.ts';
import { build, circuitNamed } from '../support/build.ts';

/** What each term of a claim says at a point. */
const says = (id: string, point: Point) => claimNamed(id).terms.map((term) => term.formula(point));

function claimNamed(id: string): Claim {
  const claim = CLAIMS.find((one) => one.id === id);
  if (claim === undefined) throw new Error(`no claim ${id}`);
  return claim;
}

test('ids are unique, and begin with the number of their formula', () => {
  const ids = CLAIMS.map(({ id }) => id);
  for (const id of ids) expect(id).toMatch(/^F[1-9][0-9]*[a-z]*(-[a-z0-9]+)?$/);
  expect(new Set(ids).size).toBe(ids.length);
});

test('the domains are whole', () => {
  const sizes = Object.fromEntries(CLAIMS.map(({ id, domain }) => [id, domain.length]));
  const pairs = { F4: 4096, F4r: 4096, F4w: 4096, F4a: 4096, F6: 4096, F7u: 4096, F7ur: 4096 };
  expect(sizes).toMatchObject({ F1: 64, F2: 64, F3: 64, F7: 4032, F7r: 4032, ...pairs });
  expect(sizes).toMatchObject({ F5: 259, F5r: 259, F5s: 259, 'F5d-64': 259, F5dr: 6 * 259 });
  expect(sizes).toMatchObject({ F8: 61 * 61, F8u: 61 * 61, 'F8-i': 61, 'F8-iu': 61 });
});

test('a claim about formats is about every one with a name, and that of every width', () => {
  const widths = Array.from({ length: 61 }, (_, k) => k + 4);
  const formats = [...FLOAT_FORMATS, ...widths.flatMap((width) => formatForWidth(width) ?? [])];
  const points = new Set(formats.map(({ e, f }) => JSON.stringify({ e, m: f })));
  const claims = CLAIMS.filter(({ letters }) => letters.includes('e'));
  expect(claims.map(({ id }) => id)).toContain('F8-sum');
  for (const { domain } of claims) expect(new Set(domain.map((p) => JSON.stringify(p)))).toEqual(points);
});

/** Whether the relative error of a claim is infinite somewhere: it charges what the structure counts as nothing. */
function chargesNothing({ domain, terms, circuit, params }: Claim): boolean {
  return domain.some((point) => {
    const netlist = build(circuit, params(point));
    return terms.some(
      ({ measure, scope, formula }) =>
        formula(point) !== 0 && MEASURES[measure].of(count(netlist, scopeAt(netlist, scope))) === 0,
    );
  });
}

describe.each(CLAIMS.map((claim) => [claim.id, claim] as const))('%s', (_, claim) => {
  test('has distinct points of its own letters: widths from 1 to 64, formats within their limits', () => {
    expect(new Set(claim.domain.map((point) => JSON.stringify(point))).size).toBe(claim.domain.length);
    for (const point of claim.domain) {
      expect(Object.keys(point)).toEqual(claim.letters);
      const { e, m, d, ...widths } = point;
      for (const [name, value] of Object.entries(widths)) {
        expect(WIDTH_LETTERS).toContain(name);
        expect(value >= 1 && value <= 64).toBe(true);
      }
      if (d !== undefined) expect([1, 2, 4, 8, 16, 32, 64]).toContain(d);
      if (e !== undefined || m !== undefined)
        expect(formatNamed(`e${e}m${m}-ieee`)).toMatchObject({ e, f: m });
    }
  });

  test('gives parameters that its circuit takes as they are, at every point', () => {
    const circuit = circuitNamed(claim.circuit);
    for (const point of claim.domain) {
      const params = claim.params(point);
      expect(resolveCircuit(circuit, params)).toEqual(params);
    }
  });

  test('speaks of stages that its circuit has', () => {
    const smallest = build(claim.circuit, claim.params(claim.domain[0] ?? {}));
    for (const term of claim.terms) {
      expect(scopeAt(smallest, term.scope).name).not.toBe('');
      expect(Object.keys(MEASURES)).toContain(term.measure);
    }
  });

  test('says where it stands; an approximate one has recorded errors, unless one is infinite', () => {
    for (const text of [claim.text, claim.about, claim.source]) expect(text).not.toBe('');
    if (claim.kind === 'exact') expect(claim.recorded).toBeUndefined();
    else if (claim.recorded === undefined) expect(chargesNothing(claim)).toBe(true);
  });
});

test.each([
  ['F1', { i: 1 }, [0]],
  ['F1', { i: 8 }, [42]],
  ['F1', { i: 64 }, [3906]],
  ['F2', { i: 8 }, [14]],
  ['F3', { i: 8 }, [56]],
  ['F4', { i: 8, j: 8 }, [56]],
  ['F4', { i: 1, j: 9 }, [0]],
  ['F4', { i: 9, j: 4 }, [27]],
  ['F4r', { i: 8, j: 8 }, [35, 7, 13, 1]],
  ['F4r', { i: 3, j: 5 }, [2, 2, 5, 1]],
  ['F4r', { i: 2, j: 5 }, [0, 0, 3, 2]],
  ['F4r', { i: 5, j: 1 }, [0, 0, 0, 0]],
  ['F5', { i: 8, j: 8 }, [64]],
  ['F5r', { i: 8, j: 3 }, [23, 9]],
  ['F5d-64', { i: 8, j: 8, d: 64 }, [4096]],
  ['F5dr', { i: 8, j: 8, d: 64 }, [4054]],
  ['F5dr', { i: 2, j: 2, d: 4 }, [7]],
  ['F5dr', { i: 1, j: 4, d: 2 }, [0]],
  ['F5dr', { i: 1, j: 1, d: 8 }, [3]],
  ['F6', { i: 3, j: 8 }, [8]],
  ['F7', { i: 10, j: 8 }, [6]],
  ['F7r', { i: 10, j: 9 }, [40]],
  ['F7u', { i: 10, j: 1 }, [0]],
  ['F7ur', { i: 10, j: 8 }, [40]],
])('%s at %o is %o', (id, point, values) => {
  expect(says(id, point)).toEqual(values);
});

test('a point without a letter of the formula is a fault of ours', () => {
  expect(() => letter({ i: 1 }, 'j')).toThrow('a point must have the letter j, got {"i":1}');
});
