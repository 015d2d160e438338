import { describe, expect, test } from 'vitest';
import { resolveCircuit } from '../../src/circuits/circuit.ts';
import { type Claim, letter, MEASURES, type Point } from '../../src/claims/claim.ts';
import { CLAIMS } from '../../src/claims/index.ts';
import { scopeAt } from '../../src/gates/netlist.ts';
import { build, circuitNamed } from '../support/build.ts';

/** What each term of a claim says at a point. */
const says = (id: string, point: Point) => claimNamed(id).terms.map((term) => term.formula(point));

function claimNamed(id: string): Claim {
  const claim = CLAIMS.find((one) => one.id === id);
  if (claim === undefined) throw new Error(`no claim ${id}`);
  return claim;
}

test('ids are unique', () => {
  const ids = CLAIMS.map(({ id }) => id);
  expect(ids).toEqual([...['F1', 'F2', 'F3', 'F4', 'F4r', 'F4w', 'F4a', 'F6', 'F7', 'F7r', 'F7u', 'F7ur']]);
  expect(new Set(ids).size).toBe(ids.length);
});

test('the domains are whole', () => {
  const sizes = Object.fromEntries(CLAIMS.map(({ id, domain }) => [id, domain.length]));
  const pairs = { F4: 4096, F4r: 4096, F4w: 4096, F4a: 4096, F6: 4096, F7u: 4096, F7ur: 4096 };
  expect(sizes).toEqual({ F1: 64, F2: 64, F3: 64, F7: 4032, F7r: 4032, ...pairs });
});

describe.each(CLAIMS.map((claim) => [claim.id, claim] as const))('%s', (_, claim) => {
  test('has distinct points of its own letters, from 1 to 64', () => {
    expect(new Set(claim.domain.map((point) => JSON.stringify(point))).size).toBe(claim.domain.length);
    for (const point of claim.domain) {
      expect(Object.keys(point)).toEqual(claim.letters);
      for (const value of Object.values(point)) expect(value >= 1 && value <= 64).toBe(true);
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

  test('says where it stands; an approximate one has recorded errors', () => {
    for (const text of [claim.text, claim.about, claim.source]) expect(text).not.toBe('');
    expect(claim.recorded !== undefined).toBe(claim.kind === 'approximate');
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
