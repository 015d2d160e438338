import type { Netlist } from '../gates/netlist.ts';
import { smtLibLines } from './smt-lib-lines.ts';

/** The rounding modes of SMT-LIB's theory of floating point by the names of the directions; to odd is made of them. */
const MODES = {
  'ties-to-even': 'RNE',
  'toward-zero': 'RTZ',
  down: 'RTN',
  up: 'RTP',
  'ties-away': 'RNA',
  'to-odd': 'RTZ',
} as const;

/** What a sum may be rounded to. */
export type SumRounding = keyof typeof MODES;

/** The ports of a floating-point adder that say something of a sum: its bits and the flags of IEEE 754, section 7. */
export const SUM_PORTS = ['r', 'invalid', 'overflow', 'underflow', 'inexact'] as const;

export type SumPort = (typeof SUM_PORTS)[number];

/** What is asked of one output port of an adder, in one rounding mode. */
export interface SumQuestion {
  /** Exponent bits. */
  readonly e: number;
  /** Trailing significand bits. */
  readonly f: number;
  readonly rounding: SumRounding;
  readonly port: SumPort;
  /** The value of the port `rm`, where the adder has one. */
  readonly rm?: number;
}

/**
 * SMT-LIB 2, logic QF_BVFP: inputs a, b, op (and rm) for which `port` of the netlist is not what IEEE 754-2019 says of
 * a + b, or of a - b where op is 1. Unsatisfiable means proved. `fp.to_ieee_bv` is
 * Z3's own: the bits of a number that is no NaN; those of a NaN are given here. Each input bit has a Boolean of its own,
 * called as in `inputBit`, so that it still has a name once all this has been made clauses.
 */
export function floatSumSmt(netlist: Netlist, question: SumQuestion): string {
  const { rm } = question;
  return [
    '(set-logic QF_BVFP)',
    ...smtLibLines(netlist),
    ...inputBits(netlist),
    // An adder without the port op adds.
    ...(netlist.inputs.op === undefined ? ['(define-fun |op| () (_ BitVec 1) #b0)'] : []),
    ...(rm === undefined ? [] : [`(assert (= |rm| #b${rm.toString(2).padStart(3, '0')}))`]),
    ...specification(question),
    `(assert (not ${CLAIMS[question.port]}))`,
    '',
  ].join('\n');
}

/** The Boolean that is bit k of an input port. */
export function inputBit(port: string, k: number): string {
  return `${port}.${k}`;
}

function inputBits(netlist: Netlist): string[] {
  return Object.entries(netlist.inputs).flatMap(([port, bus]) =>
    bus.flatMap((_, k) => [
      `(declare-const |${inputBit(port, k)}| Bool)`,
      `(assert (= |${inputBit(port, k)}| (= ((_ extract ${k} ${k}) |${port}|) #b1)))`,
    ]),
  );
}

/** What each port must be; `is` are the definitions of `specification`. */
const CLAIMS: Readonly<Record<SumPort, string>> = {
  r: '(= |r| (ite (fp.isNaN is.sum) is.nan is.r))',
  invalid: '(= (= |invalid| #b1) is.invalid)',
  overflow: '(= (= |overflow| #b1) is.overflow)',
  underflow: '(and (= |underflow| #b0) (not is.underflow))',
  inexact: '(= (= |inexact| #b1) is.inexact)',
};

/** The standard's side. A name nobody reads costs nothing: definitions are macros. */
function specification({ e, f, rounding }: SumQuestion): string[] {
  const mode = MODES[rounding];
  const sort = (exponent: number) => `(_ FloatingPoint ${exponent} ${f + 1})`;
  const number = (bits: string) => `((_ to_fp ${e} ${f + 1}) ${bits})`;
  const bits = `(_ BitVec ${1 + e + f})`;
  const one = `#b${'0'.repeat(e + f)}1`;
  const [ones, zeros] = ['1'.repeat(e), '0'.repeat(f)];
  const signals = (bits: string) =>
    `(and (fp.isNaN ${number(bits)}) (= ((_ extract ${f - 1} ${f - 1}) ${bits}) #b0))`;
  const define = (name: string, type: string, term: string) => `(define-fun is.${name} () ${type} ${term})`;
  return [
    define('a', sort(e), number('|a|')),
    define('b', sort(e), number('|b|')),
    define('sum', sort(e), sum(e, f, mode)),
    define('down', sort(e), sum(e, f, 'RTN')),
    define('up', sort(e), sum(e, f, 'RTP')),
    define('truncated', sort(e), sum(e, f, 'RTZ')),
    define('wide', sort(e + 1), sum(e + 1, f, mode)),
    define('largest', sort(e), `(fp #b0 #b${ones.slice(1)}0 #b${'1'.repeat(f)})`),
    define(
      'opposed',
      'Bool',
      '(and (fp.isInfinite is.a) (fp.isInfinite is.b) ' +
        '(= (= |op| #b1) (= (fp.isNegative is.a) (fp.isNegative is.b))))',
    ),
    define('invalid', 'Bool', `(or ${signals('|a|')} ${signals('|b|')} is.opposed)`),
    // Infinite in the wider format is only a sum with an infinity, which is exact.
    define(
      'overflow',
      'Bool',
      `(and (not (fp.isInfinite is.wide)) (fp.gt (fp.abs is.wide) ((_ to_fp ${e + 1} ${f + 1}) RNE is.largest)))`,
    ),
    // `fp.eq` holds of the two zeros; of a NaN it never does.
    define('inexact', 'Bool', '(and (not (fp.isNaN is.sum)) (or (not (fp.eq is.down is.up)) is.overflow))'),
    // Tiny: below the smallest normal number, whichever way it is rounded afterwards.
    define(
      'underflow',
      'Bool',
      '(and (or (fp.isSubnormal is.truncated) (fp.isZero is.truncated)) is.inexact)',
    ),
    define('nan', bits, `#b0${ones}1${zeros.slice(1)}`),
    define('bits', bits, '(fp.to_ieee_bv is.sum)'),
    // Toward zero, with the last bit set if that is inexact.
    define('r', bits, rounding === 'to-odd' ? `(ite is.inexact (bvor is.bits ${one}) is.bits)` : 'is.bits'),
  ];
}

/**
 * a + b or a - b rounded once to `exponent` exponent bits; the theory defines a - b as the sum of a and `fp.neg` of b,
 * and one addition is easier on Z3 than two. Z3 adds only where the precision p is at least the exponent bits; below,
 * the sum is taken in a precision of 2p + 2 or more and rounded again, which is the same: for nearest by S. Figueroa,
 * When is double rounding innocuous?, SIGNUM Newsletter 30(3), 1995; the directed roundings are nested.
 */
function sum(exponent: number, f: number, mode: string): string {
  const precision = f + 1;
  const inner = exponent <= precision ? precision : Math.max(exponent, 2 * precision + 2);
  const operand = (name: string) => `((_ to_fp ${exponent} ${inner}) RNE ${name})`;
  const [a, b] = [operand('is.a'), operand('is.b')];
  const exact = `(fp.add ${mode} ${a} (ite (= |op| #b1) (fp.neg ${b}) ${b}))`;
  return inner === precision ? exact : `((_ to_fp ${exponent} ${precision}) ${mode} ${exact})`;
}
