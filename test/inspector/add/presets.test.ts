import { describe, expect, it } from 'vitest';
import { FLOAT_FORMATS, type FloatFormat, formatNamed } from '../../../src/circuits/float-formats.ts';
import { floatFields, showFloat } from '../../../src/circuits/float-text.ts';
import { type FloatRun, runFloatAdder } from '../../../src/inspector/add/float-run.ts';
import { PRESETS } from '../../../src/inspector/add/presets.ts';

/** The named formats, and the narrowest of all. */
const FORMATS: readonly FloatFormat[] = [
  ...FLOAT_FORMATS,
  formatNamed('e2m1-ieee'),
  formatNamed('e3m2-ieee'),
];

function run(name: string, format: FloatFormat): FloatRun | undefined {
  const preset = PRESETS.find((one) => one.name === name);
  if (preset === undefined) throw new Error(`no preset ${name}`);
  const operands = preset.operands(format);
  return operands && runFloatAdder({ format, rounding: 'ties-to-even', rm: 0n, ...operands });
}

const normal = (bus: string) => (run: FloatRun) => run.shown('normalization', bus);
const rounded = (bus: string) => (run: FloatRun) => run.shown('rounding and post-normalization', bus);
const kind = ({ format, sum }: FloatRun) => floatFields(format, sum.r).class;

/** What the sentence beside each preset promises, as the circuit has it. */
const PROMISES: Readonly<Record<string, (run: FloatRun) => boolean>> = {
  tenths: ({ sum }) => sum.invalid === 0n,
  carry: (run) => run.shown('significand addition', 'carry') === 1n && normal('amount')(run) === 0n,
  'tie-down': (run) =>
    normal('guard')(run) === 1n && normal('sticky')(run) === 0n && rounded('increment')(run) === 0n,
  'tie-up': (run) =>
    normal('guard')(run) === 1n && normal('sticky')(run) === 0n && rounded('increment')(run) === 1n,
  'above-tie': (run) => normal('guard')(run) === 1n && normal('sticky')(run) === 1n,
  'round-carry': (run) =>
    rounded('increment')(run) === 1n && rounded('trailing')(run) === 0n && normal('significand')(run) !== 0n,
  far: ({ shown, sum, a }) =>
    sum.r === a &&
    shown('limitation of alignment shift amount', 'amount') <
      shown('limitation of alignment shift amount', 'distance'),
  cancel: (run) => normal('amount')(run) > BigInt(run.format.f),
  negate: (run) => run.shown('significand conversion', 'negative') === 1n,
  zero: (run) => normal('zero')(run) === 1n && run.sum.r === 0n,
  underflow: (run) => kind(run) === 'subnormal' && normal('amount')(run) < normal('leading_zeros')(run),
  subnormals: (run) =>
    floatFields(run.format, run.a).class === 'subnormal' &&
    floatFields(run.format, run.b).class === 'subnormal' &&
    kind(run) === 'normal',
  greatest: (run) => run.sum.overflow === 1n && kind(run) === 'infinity',
  infinity: (run) => kind(run) === 'infinity' && run.sum.overflow === 0n,
  invalid: (run) => kind(run) === 'quiet NaN' && run.sum.invalid === 1n,
  nan: (run) => kind(run) === 'quiet NaN' && run.sum.invalid === 0n,
  signalling: (run) => kind(run) === 'quiet NaN' && run.sum.invalid === 1n,
};

describe('presets', () => {
  it('have names of their own, and each has its promise here', () => {
    expect(Object.keys(PROMISES)).toEqual(PRESETS.map(({ name }) => name));
  });

  it.each(FORMATS.map((format) => [format.name, format] as const))('do in %s what they say', (_, format) => {
    for (const [name, promise] of Object.entries(PROMISES)) {
      const ran = run(name, format);
      if (ran !== undefined) expect([name, promise(ran)]).toEqual([name, true]);
    }
  });

  it('are there in every format but the narrowest', () => {
    const missing = FORMATS.map((format) => [
      format.name,
      PRESETS.filter((preset) => preset.operands(format) === undefined).map(({ name }) => name),
    ]).filter(([, names]) => names?.length !== 0);
    expect(missing).toEqual([
      ['e2m1-ieee', ['above-tie', 'far', 'signalling']],
      ['e3m2-ieee', ['far']],
    ]);
  });

  it('of binary32 are these sums', () => {
    const format = formatNamed('binary32');
    const lines = PRESETS.map(({ name }) => {
      const ran = run(name, format);
      if (ran === undefined) return name;
      const [a, b, r] = [ran.a, ran.b, ran.sum.r].map((bits) => showFloat(format, bits));
      return `${name}: ${a} ${ran.op === 1n ? '-' : '+'} ${b} = ${r}`;
    });
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "tenths: 0.1 + 0.2 = 0.3
      carry: 1.5 + 1.5 = 3
      tie-down: 1 + 5.9604645e-8 = 1
      tie-up: 1.0000001 + 5.9604645e-8 = 1.0000002
      above-tie: 1 + 5.960465e-8 = 1.0000001
      round-carry: 1.9999999 + 5.9604645e-8 = 2
      far: 3.4028235e+38 + 1e-45 = 3.4028235e+38
      cancel: 1 - 0.99999994 = 5.9604645e-8
      negate: 1 - 1.5 = -0.5
      zero: 1.5 - 1.5 = 0
      underflow: 1.1754944e-38 - 1e-45 = 1.1754942e-38
      subnormals: 1.1754942e-38 + 1e-45 = 1.1754944e-38
      greatest: 3.4028235e+38 + 1.0141205e+31 = inf
      infinity: inf + 1 = inf
      invalid: inf - inf = nan
      nan: nan + 1 = nan
      signalling: snan + 1 = nan"
    `);
  });
});
