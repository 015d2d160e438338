import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CIRCUITS } from '../../../src/circuits/index.ts';
import { CLAIMS } from '../../../src/claims/index.ts';
import { firstGate } from '../../../src/gates/netlist.ts';
import { netValues } from '../../../src/inspector/net-values.ts';
import { dotText, originsOf, placeOfNet } from '../../../src/inspector/reduce/describe.ts';
import { diagramOf, firstWrong, stageSums, tally } from '../../../src/inspector/reduce/diagram.ts';
import { columnReason } from '../../../src/inspector/reduce/explain.ts';
import { multipliers, productOf } from '../../../src/inspector/reduce/multipliers.ts';
import { readPlace, showPlace } from '../../../src/inspector/reduce/reduce-state.ts';
import { placeAt, sceneOf } from '../../../src/inspector/reduce/scene.ts';

const KINDS = [...multipliers().keys()];
const kinds = fc.constantFrom(...KINDS);
const widths = fc.integer({ min: 1, max: 12 });
const diagrams = fc.tuple(kinds, widths, widths).map(([kind, i, j]) => diagramOf(kind, i, j));

test('has every multiplier of two numbers in the catalogue', () => {
  const all = CIRCUITS.filter(
    ({ name, params }) => name.endsWith('-multiplier') && 'i' in params && 'j' in params,
  );
  expect(KINDS.map((kind) => `${kind}-multiplier`)).toEqual(all.map(({ name }) => name));
  expect(KINDS).toEqual(expect.arrayContaining(['dadda', 'wallace', 'array', 'baugh-wooley', 'booth']));
});

describe('every diagram', () => {
  test('leaves in each column what its reasons say', () => {
    fc.assert(
      fc.property(diagrams, (diagram) => {
        const { stages, columns } = diagram;
        for (let s = 0; s + 1 < stages.length; s++)
          for (let k = 0; k < columns; k++) {
            const { after, adders } = columnReason(diagram, s, k);
            expect([s, k, after]).toEqual([s, k, stages[s + 1]?.heights[k]]);
            for (const reason of adders) expect(reason).toMatch(/^[A-Z0-9].*\.$/);
          }
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  test('comes to a b in every stage', () => {
    fc.assert(
      fc.property(diagrams, fc.bigInt(0n, 2n ** 12n - 1n), fc.bigInt(0n, 2n ** 12n - 1n), (diagram, x, y) => {
        const { a, b } = diagram.netlist.inputs;
        const [p, q] = [BigInt.asUintN(a?.length ?? 0, x), BigInt.asUintN(b?.length ?? 0, y)];
        const bits = netValues(diagram.netlist, { a: p, b: q });
        const product = productOf(diagram.kind, { a: p, b: q, ...diagram.widths });
        expect(new Set(stageSums(diagram, bits))).toEqual(new Set([product]));
      }),
      { seed: 2, numRuns: 40 },
    );
  });

  test('comes to a b in every stage at every width to 7, and at the corners', () => {
    const small = Array.from({ length: 49 }, (_, n) => [1 + (n % 7), 1 + Math.floor(n / 7)] as const);
    let checked = 0;
    for (const kind of KINDS)
      for (const [i, j] of [...small, [1, 64], [64, 1], [64, 64]] as const) {
        const diagram = diagramOf(kind, i, j);
        const [most, top] = [2n ** BigInt(i) - 1n, 2n ** BigInt(i - 1)];
        for (const [a, b] of [
          [0n, 0n],
          [most, 2n ** BigInt(j) - 1n],
          [top, 2n ** BigInt(j - 1)],
          [most, 1n],
        ] as const) {
          const bits = netValues(diagram.netlist, { a, b });
          expect([
            kind,
            i,
            j,
            a,
            b,
            firstWrong(stageSums(diagram, bits), productOf(kind, { a, b, i, j })),
          ]).toEqual([kind, i, j, a, b, undefined]);
          checked++;
        }
      }
    expect(checked).toBe(KINDS.length * 52 * 4);
  });

  test('tallies every adder of the netlist', () => {
    fc.assert(
      fc.property(diagrams, (diagram) => {
        const { fa, ha, adders } = diagram.count;
        expect(tally(diagram, diagram.stages.length)).toEqual({ fa, ha, adders });
      }),
      { seed: 3, numRuns: 40 },
    );
  });

  test('reads the places back that it shows', () => {
    fc.assert(
      fc.property(diagrams, fc.nat(), fc.nat(), (diagram, s, n) => {
        const stage = s % diagram.stages.length;
        const adder =
          diagram.stages[stage]?.groups[n % Math.max(1, diagram.stages[stage]?.groups.length ?? 1)];
        const places = [
          { stage, column: n % diagram.columns },
          ...(adder === undefined
            ? []
            : [{ ...placeOfNet(diagram, adder.net), stage, column: adder.column }]),
        ];
        for (const place of places) expect(readPlace(showPlace(place, diagram), diagram)).toEqual(place);
      }),
      { seed: 4, numRuns: 40 },
    );
  });
});

test('a running tally ends at the formula, for Dadda', () => {
  const terms = CLAIMS.find(({ id }) => id === 'F4')?.terms[0];
  for (const [i, j] of [
    [1, 5],
    [8, 8],
    [16, 5],
    [64, 64],
  ] as const) {
    const diagram = diagramOf('dadda', i, j);
    expect(tally(diagram, diagram.stages.length).adders).toBe(terms?.formula({ i, j }));
  }
});

describe('a fault', () => {
  const diagram = diagramOf('dadda', 8, 8);

  test('shows in the first stage behind the net that is stuck, and in all after it', () => {
    const product = 255n * 255n;
    const inputs = { a: 255n, b: 255n };
    expect(firstWrong(stageSums(diagram, netValues(diagram.netlist, inputs)), product)).toBeUndefined();
    for (const [net, { stage }] of originsOf(diagram)) {
      const healthy = netValues(diagram.netlist, inputs)[net];
      const bits = netValues(diagram.netlist, inputs, { net, stuck: healthy === 1 ? 0 : 1 });
      // Ripple carries are no dots: what is wrong in the final adder shows in the result.
      const shows = firstWrong(stageSums(diagram, bits), product);
      expect(shows).toBe(stage + 1);
    }
  });

  test('needs a net with a gate', () => {
    expect(() => netValues(diagram.netlist, { a: 0n, b: 0n }, { net: 5, stuck: 1 })).toThrow(
      'dadda-multiplier(i=8,j=8,final=ripple-carry): net of the fault must be one that a gate drives, got 5',
    );
    expect(firstGate(diagram.netlist)).toBe(18);
  });
});

test('dots are described by what makes them', () => {
  const diagram = diagramOf('dadda', 8, 8);
  const texts = [...(diagram.stages[1]?.nets ?? [])]
    .filter((net) => net >= 0)
    .map((net) => dotText(diagram, net));
  expect(texts).toContain('partial product a3 b2');
  expect(texts).toContain('carry of a half adder in column 6 of stage 0, to height 6');
});

test('a point of the drawing leads to the dot that is there', () => {
  const scene = sceneOf({ kind: 'dadda', i: 8, j: 8, a: 1n, b: 1n, fault: undefined, beside: false });
  const [placed] = scene.placed;
  if (placed === undefined) throw new Error('there must be a diagram');
  const right = placed.left + placed.diagram.columns;
  expect(placeAt(placed, right - 0.5, 0.5)).toEqual({ stage: 0, column: 0, row: 0 });
  expect(placeAt(placed, right - 0.5, 1.5)).toBeUndefined();
  expect(placeAt(placed, right - 7.5, 7.5)).toEqual({ stage: 0, column: 7, row: 7 });
  expect(placeAt(placed, right + 0.5, 0.5)).toBeUndefined();
  expect(placeAt(placed, right - 7.5, 8.5)).toBeUndefined();
});
