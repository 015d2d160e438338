import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeDimacs } from '../../src/formats/write-dimacs.ts';
import { writeDot } from '../../src/formats/write-dot.ts';
import { writeSmtLib } from '../../src/formats/write-smt-lib.ts';
import { writeVcd } from '../../src/formats/write-vcd.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { evaluate, evaluateNets } from '../../src/sim/evaluate.ts';
import { build, INFO, SOME_NETLISTS, someNetlist } from './support.ts';

/** Formats that are not read back say the same as the netlist; each is read here by a reader of a few lines. */

const SMALL = SOME_NETLISTS.filter(({ netCount }) => netCount < 500);

function someInputs(netlist: Netlist, seed: number): Record<string, bigint> {
  return Object.fromEntries(
    Object.entries(netlist.inputs).map(([name, bus], k) => {
      const bits = BigInt(seed) * 0x9e3779b97f4a7c15f39cc0605cedc835n + BigInt(k * 77);
      return [name, (bits >> 32n) & ((1n << BigInt(bus.length)) - 1n)];
    }),
  );
}

describe('SMT-LIB', () => {
  it('defines the outputs that the netlist has', () => {
    const agrees = (netlist: Netlist, seed: number) => {
      const inputs = someInputs(netlist, seed);
      const bits = solveSmt(writeSmtLib(netlist, INFO), inputs);
      for (const [name, value] of Object.entries(evaluate(netlist, inputs)))
        expect(BigInt(`0b${bits.get(`|${name}|`)}`)).toBe(value);
    };
    for (const netlist of SMALL) for (let seed = 1; seed < 5; seed++) agrees(netlist, seed);
    fc.assert(fc.property(someNetlist, fc.integer({ min: 1, max: 1e6 }), agrees), { seed: 10, numRuns: 100 });
  });
});

type Sexp = string | Sexp[];

/** The values of all definitions, as strings of bits. */
function solveSmt(text: string, inputs: Record<string, bigint>): Map<string, string> {
  const values = new Map<string, string>();
  const words = text.replaceAll(/;.*/g, '').match(/[()]|\|[^|]*\||[^\s()|]+/g) ?? [];
  let next = 0;
  const parse = (): Sexp => {
    const word = words[next++] ?? '';
    if (word !== '(') return word;
    const list: Sexp[] = [];
    while (words[next] !== ')') list.push(parse());
    next++;
    return list;
  };
  const turn = (x: string) => (x === '1' ? '0' : '1');
  const value = (term: Sexp): string => {
    if (typeof term === 'string')
      return term.startsWith('#b') ? term.slice(2) : (values.get(term) ?? 'undefined');
    const [head, ...rest] = term;
    if (Array.isArray(head)) {
      const bits = value(rest[0] ?? '');
      return bits[bits.length - 1 - Number(head[2])] ?? 'outside';
    }
    if (head === 'ite') {
      const [test, one = '', zero = ''] = rest;
      return value(Array.isArray(test) ? (test[1] ?? '') : '') === '1' ? value(one) : value(zero);
    }
    const [x = '', y = ''] = rest.map(value);
    if (head === 'concat') return rest.map(value).join('');
    if (head === 'bvnot') return turn(x);
    if (head === 'bvand') return x === '1' && y === '1' ? '1' : '0';
    if (head === 'bvor') return x === '1' || y === '1' ? '1' : '0';
    if (head === 'bvxor') return x === y ? '0' : '1';
    throw new Error(`unknown ${JSON.stringify(head)}`);
  };
  while (next < words.length) {
    const [head, name, third, sort, term] = parse();
    if (typeof name !== 'string') throw new Error('a command without a name');
    const width = Number((head === 'declare-const' ? third : sort)?.[2]);
    if (head === 'declare-const')
      values.set(name, (inputs[name.slice(1, -1)] ?? 0n).toString(2).padStart(width, '0'));
    if (head === 'define-fun') values.set(name, value(term ?? ''));
    if (head !== 'set-logic') expect(values.get(name)).toHaveLength(width);
  }
  return values;
}

describe('DIMACS', () => {
  const clausesOf = (text: string) =>
    text
      .split('\n')
      .filter((line) => /^[-\d]/.test(line))
      .map((line) => line.split(' ').slice(0, -1).map(Number));

  it('is satisfied by each run of the circuit, and by no run with a gate turned', () => {
    const agrees = (netlist: Netlist, seed: number) => {
      const text = writeDimacs(netlist, INFO);
      const bits = evaluateNets(netlist, someInputs(netlist, seed));
      const clauses = clausesOf(text);
      const header = /^p cnf (\d+) (\d+)$/m.exec(text);
      expect(header?.slice(1).map(Number)).toEqual([netlist.netCount - 1, clauses.length]);
      const holds = (literal: number, turned: number) =>
        ((bits[Math.abs(literal)] === 1n) !== (Math.abs(literal) === turned)) === literal > 0;
      const broken = (turned: number) =>
        clauses.some((clause) => !clause.some((literal) => holds(literal, turned)));
      expect(broken(0)).toBe(false);
      for (let net = 2 + netlist.inputCount; net < netlist.netCount; net++) expect(broken(net)).toBe(true);
    };
    for (let seed = 1; seed < 9; seed++) agrees(build('dadda-multiplier', { i: 3, j: 3 }), seed);
    fc.assert(fc.property(someNetlist, fc.integer({ min: 1, max: 1e6 }), agrees), { seed: 11, numRuns: 100 });
  });

  it('names the variables of the ports, the least significant first', () => {
    const text = writeDimacs(build('ripple-carry-adder', { i: 2, j: 2 }), INFO);
    expect(text.split('\n').filter((line) => /^c (in|out)put /.test(line))).toEqual([
      'c input a 2 3',
      'c input b 4 5',
      'c output s 6 9 12',
    ]);
  });
});

describe('VCD', () => {
  it('shows every port, shown bus and net at its value in every vector', () => {
    const netlist = build('float-adder', { e: 3, f: 2 });
    const vectors = Array.from({ length: 6 }, (_, seed) => {
      const inputs = someInputs(netlist, seed + 1);
      return { inputs, outputs: evaluate(netlist, inputs) };
    });
    const text = writeVcd(netlist, { ...INFO, vectors });
    const codes = new Map<string, string>();
    const all = [...text.matchAll(/\$var wire \d+ (\S+) (\w+)/g)];
    expect(new Set(all.map(([, code]) => code)).size).toBe(all.length);
    // Stages may show buses of one name; nets and ports have theirs alone.
    for (const [, code = '', name = ''] of all)
      if (/^n\d+$/.test(name) || name in netlist.outputs)
        if (![...codes.values()].includes(name)) codes.set(code, name);
    const now = new Map<string, string>();
    let at = -1;
    const compare = () => {
      const vector = vectors[at];
      if (vector === undefined) return;
      const bits = evaluateNets(netlist, vector.inputs);
      for (let net = 2 + netlist.inputCount; net < netlist.netCount; net++)
        expect(now.get(`n${net}`)).toBe(`${bits[net]}`);
      for (const [name, value] of Object.entries(vector.outputs))
        expect(BigInt(`0b${now.get(name)}`)).toBe(value);
    };
    for (const line of text.slice(text.indexOf('$enddefinitions')).split('\n')) {
      const change = /^(?:b([01]+) |([01]))(\S+)$/.exec(line);
      const name = codes.get(change?.[3] ?? '');
      if (name !== undefined) now.set(name, change?.[1] ?? change?.[2] ?? '');
      if (!line.startsWith('#')) continue;
      compare();
      at = Number(line.slice(1)) / 10;
    }
    expect(at).toBe(6);
    expect(text.match(/\$scope /g)?.length).toBe(netlist.scopes.length);
    expect(text.match(/\$upscope /g)?.length).toBe(netlist.scopes.length);
  });

  it('is refused without a vector', () => {
    expect(() => writeVcd(build('comparator', {}), INFO)).toThrow(
      'writeVcd: vectors must be at least one, got',
    );
  });
});

describe('DOT', () => {
  it('has a box for each gate, an edge for each fan-in, and closes what it opens', () => {
    for (const netlist of SMALL) {
      const text = writeDot(netlist, INFO);
      expect(text.match(/\[label="(not|and|or|xor|mux) \d+"\]/g)?.length ?? 0).toBe(
        netlist.netCount - netlist.inputCount - 2,
      );
      expect(text.match(/label="[HF]A"/g)?.length ?? 0).toBe(netlist.cells.kind.length);
      expect(text.split('{').length).toBe(text.split('}').length);
    }
  });
});
