import { describe, expect, test } from 'vitest';
import { type AnyCircuit, buildCircuit } from '../../src/circuits/circuit.ts';
import { CIRCUITS } from '../../src/circuits/index.ts';
import type { AnyValues } from '../../src/circuits/params.ts';
import { readBlif } from '../../src/formats/read-blif.ts';
import { readVerilog } from '../../src/formats/read-verilog.ts';
import { writeBlif } from '../../src/formats/write-blif.ts';
import { writeVerilog } from '../../src/formats/write-verilog.ts';
import { algebraOfGates } from '../../src/gates/algebra-of-gates.ts';
import { Builder } from '../../src/gates/builder.ts';
import type { Ports } from '../../src/gates/bus.ts';
import type { Equation } from '../../src/gates/equation.ts';
import { fold } from '../../src/gates/fold.ts';
import { type Net, ZERO } from '../../src/gates/net.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { proveEquation } from '../../src/proof/prove-equation.ts';
import { equationOf } from '../../src/verify/prove-circuit.ts';
import { proveReading, type ReadingProof } from '../../src/verify/prove-reading.ts';
import { type Operation, readAs, type Said } from '../../src/verify/reading.ts';
import { mutants } from '../proof/mutants.ts';
import { build } from '../support/build.ts';

/** A circuit of two operands and perhaps a carry, and what it must compute. */
interface Subject {
  readonly netlist: Netlist;
  readonly equation: Equation;
  readonly operation: Operation;
}

function operationOf({ inputs }: Equation): Operation | undefined {
  const [first, ...more] = inputs;
  if (first?.ports.length === 2 && more.length === 0) return 'multiplier';
  if (first?.coefficient !== 1n || inputs.some(({ ports }) => ports.length !== 1)) return undefined;
  if (more.length === 0 || inputs.length > 3) return undefined;
  if (more.every(({ coefficient }) => coefficient === 1n)) return 'adder';
  return more.every(({ coefficient }) => coefficient === -1n) ? 'subtractor' : undefined;
}

/** The parameter values that are tried: small widths, every flag both ways. */
function casesOf({ params }: AnyCircuit): AnyValues[] {
  const widths: Record<string, number> = { i: 3, j: 4, n: 4 };
  return Object.entries(params).reduce<AnyValues[]>(
    (some, [name, { kind, default: preset }]) =>
      some.flatMap((one) =>
        kind === 'flag'
          ? [false, true].map((value) => ({ ...one, [name]: value }))
          : [{ ...one, [name]: widths[name] ?? preset }],
      ),
    [{}],
  );
}

const subjects: Subject[] = CIRCUITS.flatMap((circuit) =>
  casesOf(circuit).flatMap((params) => {
    // Such as floats of widths that no format has.
    if (circuit.forbids?.(params) !== undefined || circuit.floats !== undefined) return [];
    if (!['product', 'sum', 'equation'].includes(circuit.meaning(params).kind)) return [];
    const netlist = buildCircuit(circuit, params);
    const equation = equationOf(circuit, params, netlist);
    const operation = equation === undefined ? undefined : operationOf(equation);
    return equation === undefined || operation === undefined ? [] : [{ netlist, equation, operation }];
  }),
);

/** Other names for the ports of the catalogue: as usual, unusual, and in another order of letters. */
const NAMES: readonly Readonly<Record<string, string>>[] = [
  {},
  { a: 'x', b: 'y', cin: 'ci', bin: 'borrow_in', s: 'sum', p: 'product', d: 'diff', bout: 'borrow_out' },
  { a: 'op0', b: 'op1', cin: 'enable', inc: 'up', bin: 'less', s: 'z', p: 'z', d: 'z', bout: 'w' },
  { a: 'p', b: 'a', cin: 'b', inc: 'c0', bin: 'c', s: 'b_0', p: 'c', d: 'q', bout: 'bw' },
];

/** How single bits are called; undefined leaves ports whole. */
const STYLES: readonly (((name: string, k: number) => string) | undefined)[] = [
  undefined,
  (name, k) => `${name}${k}`,
  (name, k) => `${name}_${k}`,
  (name, k) => `${name}_at${k}_`,
];

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, k) => permutations(items.toSpliced(k, 1)).map((rest) => [item, ...rest]));
}

function restyled(
  ports: Ports,
  names: Readonly<Record<string, string>>,
  style: (typeof STYLES)[number],
): Ports {
  return Object.fromEntries(
    Object.entries(ports).flatMap(([port, bus]) => {
      const name = names[port] ?? port;
      if (style === undefined || bus.length === 1) return [[name, bus] as const];
      return bus.map((net, k) => [style(name, k), [net]] as const);
    }),
  );
}

/** The same gates over other ports, in their order. */
function rebuilt(netlist: Netlist, inputs: Ports, outputs: Ports): Netlist {
  const g = new Builder('disguised');
  const nets: Net[] = [];
  for (const [name, bus] of Object.entries(inputs))
    for (const [k, net] of g.input(name, bus.length).entries()) nets[(bus[k] ?? ZERO) - 2] = net;
  const values = fold(netlist, algebraOfGates(g), nets);
  const moved = Object.entries(outputs).map(([name, bus]) => [name, bus.map((net) => values[net] ?? ZERO)]);
  return g.finish(Object.fromEntries(moved));
}

/** The same netlist written with its ports in every order, by other names and in single bits, and read again. */
function* disguised(netlist: Netlist): Generator<Netlist> {
  let turn = 0;
  for (const inputs of permutations(Object.entries(netlist.inputs)))
    for (const outputs of permutations(Object.entries(netlist.outputs)))
      for (const names of NAMES)
        for (const style of STYLES) {
          const other = rebuilt(
            netlist,
            restyled(Object.fromEntries(inputs), names, style),
            restyled(Object.fromEntries(outputs), names, style),
          );
          // Both formats take turns; the bits of the last style are escaped names in Verilog and indices in BLIF.
          if (turn++ % 2 === 0) {
            const text = writeVerilog(other, { version: '0' });
            yield readVerilog(text.replaceAll(/(\w+)_at(\d)_/g, '\\$1[$2] '));
          } else {
            const text = writeBlif(other, { version: '0' });
            yield readBlif(text.replaceAll(/(\w+)_at(\d)_/g, '$1[$2]'));
          }
        }
}

/** What is said of a netlist; a refusal before the proof is as good as one after it. */
function verdictOf(netlist: Netlist, operation: Operation, said: Said = {}): ReadingProof['verdict'] {
  let reading: ReturnType<typeof readAs>;
  try {
    reading = readAs(netlist, operation, said);
  } catch (error) {
    if (error instanceof RangeError && /must be said by --(operands|result), as in /.test(error.message))
      return 'unclear';
    throw error;
  }
  return proveReading(reading).verdict;
}

/** Some mutants that are wrong by the equation of the circuit's own record. */
function wrongOnes({ netlist, equation }: Subject): Netlist[] {
  const all = [...mutants({ ...netlist, cells: { kind: new Uint8Array(0), start: new Uint32Array(0) } })];
  const wrong = all
    .filter((_, k) => k % 29 === 3)
    .map((mutant) => mutant.netlist)
    .filter((mutant) => proveEquation(mutant, equation).verdict === 'refuted');
  if (wrong.length < 2) throw new Error(`${netlist.name} must have two mutants that are wrong`);
  return wrong.slice(0, 2);
}

describe('ports in every order, by other names, in single bits', () => {
  test.each(subjects.map((subject) => [subject.netlist.name, subject] as const))('%s', (_, subject) => {
    const { netlist, operation, equation } = subject;
    const isSigned = operation === 'multiplier' && equation.signed !== undefined;
    const right = { proved: 0, refuted: 0, undecided: 0, unclear: 0 };
    for (const one of disguised(netlist)) right[verdictOf(one, operation)]++;
    expect([right.refuted, right.undecided]).toEqual([0, 0]);
    if (isSigned) {
      expect(right.proved).toBe(0);
      const said = { proved: 0, refuted: 0, undecided: 0, unclear: 0 };
      for (const one of disguised(netlist)) said[verdictOf(one, operation, { signed: true })]++;
      expect([said.refuted, said.undecided]).toEqual([0, 0]);
      expect(said.proved).toBeGreaterThan(said.unclear);
    } else expect(right.proved).toBeGreaterThanOrEqual(right.unclear);
    const wrong = { proved: 0, refuted: 0, undecided: 0, unclear: 0 };
    for (const [k, mutant] of wrongOnes(subject).entries())
      for (const [turn, one] of [...disguised(mutant)].entries())
        if (turn % 2 === k) wrong[verdictOf(one, operation)]++;
    expect([wrong.proved, wrong.undecided]).toEqual([0, 0]);
    expect(wrong.refuted).toBeGreaterThan(0);
  });

  test('every multiplier, adder, incrementer and subtractor of the catalogue is among them', () => {
    const names = CIRCUITS.map(({ name }) => name).filter(
      (name) => /(multiplier|adder|incrementer|subtractor)$/.test(name) && !/float|power/.test(name),
    );
    const there = new Set(subjects.map(({ netlist }) => netlist.name.replace(/\(.*/, '')));
    expect(names.filter((name) => !there.has(name))).toEqual([]);
  });
});

/** Some netlist with these ports; nobody asks what it computes. */
function withPorts(
  inputs: Readonly<Record<string, number>>,
  outputs: Readonly<Record<string, number>>,
): Netlist {
  const g = new Builder('netlist.blif');
  const bits = Object.entries(inputs).flatMap(([name, width]) => g.input(name, width));
  return g.finish(
    Object.fromEntries(
      Object.entries(outputs).map(([name, width]) => [
        name,
        Array.from({ length: width }, (_, k) => bits[k % bits.length] ?? ZERO),
      ]),
    ),
  );
}

describe('what names and widths do not say is refused, with the option that says it', () => {
  test.each([
    [
      { a: 4 },
      { y: 8 },
      'multiplier',
      {},
      "netlist.blif: the operands must be said by --operands, as in a,a for a square, got 'a[4]'",
    ],
    [
      { a: 4, b: 4, clk: 1 },
      { p: 8 },
      'multiplier',
      {},
      "netlist.blif: the operands must be said by --operands, as in a,b, got 'a[4] b[4] clk'",
    ],
    [
      { a: 4, b: 4 },
      { s: 4, overflow: 1 },
      'adder',
      {},
      "netlist.blif: the result must be said by --result, as in s, or cout,s, got 's[4] overflow'",
    ],
    [
      { a: 4, b: 4 },
      { high: 4, low: 4 },
      'multiplier',
      {},
      "netlist.blif: the result must be said by --result, as in p, or high,low, got 'high[4] low[4]'",
    ],
    [
      { a: 8 },
      { s: 5 },
      'adder',
      { operands: '4,3' },
      "netlist.blif: --operands must be names of ports, or widths that add up to 8, of a[8], got '4,3'",
    ],
    [
      { a: 4, b: 4 },
      { s: 5 },
      'adder',
      { operands: 'a,c' },
      "--operands: its value must be names of ports or parts of them, as in a,b[3:0],{c1,c0}, of a[4] b[4], got 'a,c'",
    ],
    [
      { a: 4, b: 4 },
      { s: 5 },
      'adder',
      { operands: 'a,a[1:0]' },
      "--operands: a[1:0] must be apart from a, or the same, got 'a,a[1:0]'",
    ],
    [
      { a: 4, b: 4 },
      { s: 5 },
      'adder',
      { operands: 'a,b[4]' },
      "--operands: its value must be names of ports or parts of them, as in a,b[3:0],{c1,c0}, of a[4] b[4], got 'a,b[4]'",
    ],
    [
      { a: 4, b: 4 },
      { s: 5 },
      'adder',
      { result: 's,s[1]' },
      "--result: its bits must be each there once, got 's,s[1]'",
    ],
  ] as const)('%o %o as %s, %o', (inputs, outputs, operation, said, message) => {
    expect(() => readAs(withPorts(inputs, outputs), operation, said)).toThrow(new RangeError(message));
  });

  test('a one-bit port that is no carry by its name: its sum may be proved, and is never refuted', () => {
    const g = new Builder('gated');
    const [a, b] = [g.input('a', 2), g.input('b', 2)];
    const [enable = ZERO] = g.input('enable', 1);
    const gated = b.map((bit) => g.and(bit, enable));
    const both = fold(build('ripple-carry-adder', { i: 2, j: 2 }), algebraOfGates(g), [...a, ...gated]);
    const sum = build('ripple-carry-adder', { i: 2, j: 2 }).outputs.s ?? [];
    const netlist = g.finish({ s: sum.map((net) => both[net] ?? ZERO) });
    expect(proveReading(readAs(netlist, 'adder'))).toEqual({
      verdict: 'unclear',
      what: 'the operands',
      rule: 'said by --operands, as in a,b,enable',
      got: expect.stringMatching(/^nothing, and s = a \+ b \+ enable is false at a=\d+ b=\d+ enable=\d+$/),
    });
    expect(proveReading(readAs(netlist, 'adder', { operands: 'a,b,enable' })).verdict).toBe('refuted');
  });

  test('a sum without its carry is one modulo its width, where that is said', () => {
    const netlist = build('ripple-carry-adder', { i: 4, j: 4 });
    const short = { ...netlist, outputs: { s: (netlist.outputs.s ?? []).slice(0, 4) } };
    expect(proveReading(readAs(short, 'adder'))).toMatchObject({ verdict: 'unclear', what: '--modulo' });
    expect(proveReading(readAs(short, 'adder', { modulo: true })).verdict).toBe('proved');
  });

  test('a file that counts bits from the top', () => {
    const netlist = build('dadda-multiplier', { i: 4, j: 4 });
    const turned = {
      ...netlist,
      inputs: Object.fromEntries(
        Object.entries(netlist.inputs).map(([name, bus]) => [name, bus.toReversed()]),
      ),
      outputs: { p: (netlist.outputs.p ?? []).toReversed() },
    };
    expect(proveReading(readAs(turned, 'multiplier'))).toMatchObject({
      verdict: 'unclear',
      what: '--operands or --result',
      rule: 'said, since it may be right with the first bit the highest in a[0:3], b[0:3], p[0:7]',
    });
    expect(
      proveReading(readAs(turned, 'multiplier', { operands: 'a[0:3],b[0:3]', result: 'p[0:7]' })).verdict,
    ).toBe('proved');
  });

  test('a difference of which the names do not say the order', () => {
    const netlist = build('subtractor', { n: 4 });
    const { a = [], b = [] } = netlist.inputs;
    const turned = { ...netlist, inputs: { b: a, a: b } };
    expect(proveReading(readAs(turned, 'subtractor'))).toMatchObject({
      verdict: 'unclear',
      what: '--operands b,a',
    });
    expect(proveReading(readAs(turned, 'subtractor', { operands: 'b,a' })).verdict).toBe('proved');
  });

  test('parts of one port, in braces and by width', () => {
    const netlist = build('array-multiplier', { i: 3, j: 4 });
    const { a = [], b = [] } = netlist.inputs;
    const packed = { ...netlist, inputs: { i: [...a, ...b] } };
    for (const operands of ['3,4', 'i[2:0],i[6:3]', '{i[2],i[1],i[0]},{i[6:5],i[4:3]}'])
      expect(proveReading(readAs(packed, 'multiplier', { operands })).verdict).toBe('proved');
    const other = proveReading(readAs(packed, 'multiplier', { operands: '4,3' }));
    if (other.verdict !== 'refuted') throw new Error(`it must be refuted, got ${other.verdict}`);
    expect(Object.keys(other.counterexample.inputs)).toEqual(['i[3:0]', 'i[6:4]']);
  });

  test('a carry of the bits that are added is no top bit of a signed sum', () => {
    const g = new Builder('signed');
    const [a, b] = [g.input('a', 4), g.input('b', 2)];
    const [low = ZERO, sign = ZERO] = b;
    const adder = build('ripple-carry-adder', { i: 4, j: 4 });
    const nets = fold(adder, algebraOfGates(g), [...a, low, sign, sign, sign]);
    const bits = (adder.outputs.s ?? []).map((net) => nets[net] ?? ZERO);
    const netlist = g.finish({ s: bits.slice(0, 4), cout: bits.slice(4) });
    for (const said of [{}, { signed: true }])
      expect(proveReading(readAs(netlist, 'adder', said))).toMatchObject({
        verdict: 'unclear',
        what: '--result',
        rule: expect.stringMatching(
          /^said, since it may be right with .*cout the carry of the operands' bits$/,
        ),
      });
    const said = { result: 's', signed: true, modulo: true };
    expect(proveReading(readAs(netlist, 'adder', said)).verdict).toBe('proved');
    const wrong = { ...netlist, outputs: { ...netlist.outputs, cout: bits.slice(3, 4) } };
    expect(proveReading(readAs(wrong, 'adder', { signed: true })).verdict).toBe('refuted');
  });

  test('two bits of a port whose name ends in a digit are not two numbers beside a carry', () => {
    const g = new Builder('incrementer');
    const [[low = ZERO], [high = ZERO]] = [g.input('in10', 1), g.input('in11', 1)];
    const [inc = ZERO] = g.input('inc', 1);
    const carry = g.and(low, inc);
    const netlist = g.finish({ s: [g.xor(low, inc), g.xor(high, carry), g.and(high, carry)] });
    expect(proveReading(readAs(netlist, 'adder'))).toMatchObject({
      verdict: 'unclear',
      what: 'the operands',
    });
    expect(proveReading(readAs(netlist, 'adder', { operands: '{in11,in10},inc' })).verdict).toBe('proved');
  });

  test('a full adder of x_0, x_1 and cin, of which the first two were gathered to one port', () => {
    const g = new Builder('full');
    const [[x = ZERO, y = ZERO], [cin = ZERO]] = [g.input('x', 2), g.input('cin', 1)];
    const half = g.xor(x, y);
    const netlist = g.finish({
      s: [g.xor(half, cin)],
      cout: [g.or(g.and(x, y), g.and(half, cin))],
    });
    expect(proveReading(readAs(netlist, 'adder'))).toMatchObject({
      verdict: 'unclear',
      what: 'the operands',
      rule: 'said by --operands, as in x,cin or 1,1,1',
    });
    expect(proveReading(readAs(netlist, 'adder', { operands: '1,1,1' })).verdict).toBe('proved');
  });

  test('a square of a signed number asks for --signed', () => {
    const g = new Builder('square');
    const a = g.input('a', 3);
    const product = build('baugh-wooley-multiplier', { i: 3, j: 3 });
    const nets = fold(product, algebraOfGates(g), [...a, ...a]);
    const netlist = g.finish({ y: (product.outputs.p ?? []).map((net) => nets[net] ?? ZERO) });
    expect(proveReading(readAs(netlist, 'multiplier', { operands: 'a,a' }))).toMatchObject({
      verdict: 'unclear',
      what: '--signed or --unsigned',
      rule: "said, since it may be right with a in two's complement",
    });
    expect(proveReading(readAs(netlist, 'multiplier', { operands: 'a,a', signed: true })).verdict).toBe(
      'proved',
    );
  });

  test('single bits have no sign: a half adder of which the sum is wrong is refuted', () => {
    const g = new Builder('half');
    const [[a = ZERO], [b = ZERO]] = [g.input('a', 1), g.input('b', 1)];
    const netlist = g.finish({ s: [g.xor(a, b), g.xor(a, g.and(a, b))] });
    expect(proveReading(readAs(netlist, 'adder', { operands: '1,1' })).verdict).toBe('refuted');
  });
});
