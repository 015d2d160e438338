import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Format } from '../../src/formats/format.ts';
import { FILE_FORMATS } from '../../src/formats/index.ts';
import { fold } from '../../src/gates/fold.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { build, INFO, someNetlist } from './support.ts';

/** Each error of a reader: who, where, what, which rule, and what was there instead. */
const TEXT_ERROR = /^read\w+: line [1-9]\d*, column [1-9]\d*: .+ must be .+, got .*$/s;
const BINARY_ERROR = /^readAigerBinary: byte \d+: .+ must be .+, got .*$/s;

/** Changes of a file, each at a place given as a fraction of its length. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  what: fc.constantFrom('delete', 'double', 'swap', 'cut', 'insert', 'replace'),
  length: fc.integer({ min: 1, max: 30 }),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 6 }),
    fc
      .constantFrom(
        '0',
        '1',
        '999999999',
        '-1',
        '{',
        '}',
        '(',
        ')',
        '[',
        ']',
        '"',
        '.',
        ';',
        '\n',
        ' ',
        ',',
        'a',
        '~',
        '/*',
        '$',
        '4294967296',
      )
      .map((text) => new TextEncoder().encode(text)),
  ),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(file: Uint8Array, { at, what, length, bytes }: Change): Uint8Array {
  const from = Math.floor(at * file.length);
  const [before, piece, after] = [
    file.subarray(0, from),
    file.subarray(from, from + length),
    file.subarray(from + length),
  ];
  const parts = {
    delete: [before, after],
    double: [before, piece, piece, after],
    swap: [before, after.subarray(0, length), piece, after.subarray(length)],
    cut: [before],
    insert: [before, bytes, piece, after],
    replace: [before, bytes, piece.subarray(bytes.length), after],
  }[what];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** A reader gives a whole netlist or an error with its place, whatever the bytes. */
function mustReadOrRefuse(format: Format, bytes: Uint8Array): 'read' | 'refused' {
  let netlist: Netlist | undefined;
  try {
    netlist = format.kind === 'text' ? format.read?.(new TextDecoder().decode(bytes)) : format.read?.(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    expect(error instanceof Error ? error.message : '').toMatch(
      format.kind === 'text' ? TEXT_ERROR : BINARY_ERROR,
    );
    return 'refused';
  }
  if (netlist === undefined) throw new Error(`${format.name} gave nothing`);
  mustBeWhole(netlist);
  return 'read';
}

/** Every net can be evaluated, and every output is a net. */
function mustBeWhole(netlist: Netlist): void {
  const one = () => 1;
  const values = fold(
    netlist,
    { zero: 1, one: 1, not: one, and: one, or: one, xor: one, mux: one },
    new Array<number>(netlist.inputCount).fill(1),
  );
  for (const bus of Object.values(netlist.outputs)) for (const net of bus) expect(values[net]).toBe(1);
}

const written = (format: Format, netlist: Netlist): Uint8Array => {
  const data = format.write?.(netlist, INFO) ?? '';
  return typeof data === 'string' ? new TextEncoder().encode(data) : data;
};

describe.each(FILE_FORMATS.filter(({ read }) => read !== undefined))('reading $name', (format) => {
  it('refuses random bytes and random signs of its own language', () => {
    const words = new TextDecoder('latin1')
      .decode(written(format, build('dadda-multiplier', { i: 2, j: 2 })))
      .split(/\b/);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .array(fc.constantFrom(...words), { maxLength: 60 })
        .map((some) => new TextEncoder().encode(some.join(''))),
    );
    fc.assert(
      fc.property(bytes, (some) => {
        mustReadOrRefuse(format, some);
      }),
      { seed: 8, numRuns: 500 },
    );
  });

  it('reads or refuses valid files with changes', () => {
    const tally = { read: 0, refused: 0 };
    fc.assert(
      fc.property(someNetlist, fc.array(change, { minLength: 1, maxLength: 3 }), (netlist, changes) => {
        tally[mustReadOrRefuse(format, changes.reduce(changed, written(format, netlist)))]++;
      }),
      { seed: 9, numRuns: 600 },
    );
    // A fuzz that only ever reads or only ever refuses tests little.
    expect(Math.min(tally.read, tally.refused)).toBeGreaterThan(4);
  });

  it('refuses every beginning of a file', () => {
    const file = written(format, build('ripple-carry-adder', { i: 2, j: 2 }));
    // Symbols and comments of AIGER may be left out, the `.end` of BLIF, and the last line break of any text.
    const rest = new TextDecoder('latin1').decode(file).search(/i0 a\[0\]|\n\.end/);
    const end = rest === -1 ? file.length - 1 : rest - 1;
    for (let length = 0; length < end; length++)
      expect(mustReadOrRefuse(format, file.subarray(0, length)), `${length} bytes`).toBe('refused');
  });
});
