import { CONTROL_PORTS } from '../../circuits/float-adder/control-ports.ts';
import { floatAdder } from '../../circuits/float-adder/float-adder.ts';
import { ROUNDINGS } from '../../circuits/float-adder/rounding.ts';
import { FLOAT_STAGES, type FloatStage } from '../../circuits/float-adder/stages.ts';
import {
  type FloatFormat,
  FORMAT_RULE,
  formatName,
  formatNamed,
  formatWidth,
  OCP_FORMATS_REFUSED,
} from '../../circuits/float-formats.ts';
import { Misuse } from '../../gates/misuse.ts';
import type { AddressKey, Query, Subject, ViewAddress } from '../address.ts';
import { choiceKey } from '../address-keys.ts';
import { RADIXES, type Radix, showValue } from '../value-text.ts';
import type { FloatQuestion } from './float-run.ts';
import { readOperand } from './operand-text.ts';

/** The stages as the address calls them: the nine of the paper by number. */
export const STAGE_KEYS: readonly { readonly key: string; readonly stage: FloatStage }[] = stageKeys();

function stageKeys() {
  let number = 0;
  return Object.entries(FLOAT_STAGES).map(([name, { isPaper }]) => ({
    key: isPaper ? `${++number}` : name,
    stage: name as FloatStage,
  }));
}

/** Whether one stage is open at a time, or all are. */
const LANES = ['one', 'all'] as const;

const OPERATIONS = Object.keys(CONTROL_PORTS.op.names);

const DEFAULTS: Readonly<
  Record<'format' | 'rounding' | 'rm' | 'op' | 'a' | 'b' | 'stage' | 'lanes' | 'radix', string>
> = {
  format: 'binary32',
  rounding: 'ties-to-even',
  rm: 'ties-to-even',
  op: 'add',
  a: '0.1',
  b: '0.2',
  stage: '4',
  lanes: 'one',
  radix: 'decimal',
};

/** What the address says of this view; what it leaves out has its default. */
export interface AddState {
  readonly question: FloatQuestion;
  readonly stage: FloatStage;
  readonly areAllOpen: boolean;
  readonly radix: Radix;
}

/** Reads a query that was checked against the keys. */
export function readAddQuery(query: Query): AddState {
  const { format: name, rounding, rm, op, a, b, stage, lanes, radix } = { ...DEFAULTS, ...query };
  const format = formatOf(name) ?? formatNamed(DEFAULTS.format);
  return {
    question: {
      format,
      rounding: ROUNDINGS.find((one) => one === rounding) ?? 'ties-to-even',
      rm: CONTROL_PORTS.rm.names[rm] ?? 0n,
      op: CONTROL_PORTS.op.names[op] ?? 0n,
      a: readOperand('a', format, a),
      b: readOperand('b', format, b),
    },
    stage: STAGE_KEYS.find(({ key }) => key === stage)?.stage ?? 'alignment shift',
    areAllOpen: lanes === 'all',
    radix: RADIXES.find((one) => one === radix) ?? 'decimal',
  };
}

function formatOf(name: string): FloatFormat | undefined {
  try {
    return formatNamed(name);
  } catch {
    return undefined;
  }
}

function operandKey(name: 'a' | 'b', format: FloatFormat): AddressKey {
  return {
    name,
    about: `operand ${name}: a number such as 0.1, -1.5e-7, inf or nan, or ${formatWidth(format)} bits as 0x or 0b`,
    fault(text) {
      try {
        readOperand(name, format, text);
        return undefined;
      } catch (error) {
        // What was given is said by whoever asks.
        if (error instanceof Misuse) return error.rule;
        throw error;
      }
    },
  };
}

function keys(query: Query): AddressKey[] {
  const format = formatOf(query.format ?? DEFAULTS.format) ?? formatNamed(DEFAULTS.format);
  return [
    {
      name: 'format',
      about: FORMAT_RULE,
      fault: (text) =>
        formatOf(text) === undefined
          ? (new Map(Object.entries(OCP_FORMATS_REFUSED)).get(text) ?? FORMAT_RULE)
          : undefined,
    },
    choiceKey('rounding', 'how the circuit is built; port: the direction is an input', ROUNDINGS),
    ...(query.rounding === 'port'
      ? [choiceKey('rm', 'the direction on the port rm', Object.keys(CONTROL_PORTS.rm.names))]
      : []),
    choiceKey('op', 'the operation', OPERATIONS),
    operandKey('a', format),
    operandKey('b', format),
    choiceKey(
      'stage',
      'the stage that is open',
      STAGE_KEYS.map(({ key }) => key),
    ),
    choiceKey('lanes', 'whether one stage is open or all are', LANES),
    choiceKey('radix', 'how operands are written', RADIXES),
  ];
}

function subject(query: Query): Subject {
  const { format, rounding, rm, op, a, b } = readAddQuery(query).question;
  const hex = (value: bigint) => showValue(value, formatWidth(format), 'hex');
  return {
    circuit: floatAdder.name,
    params: { e: `${format.e}`, f: `${format.f}`, rounding },
    inputs: { a: hex(a), b: hex(b), op: `${op}`, ...(rounding === 'port' ? { rm: `${rm}` } : {}) },
  };
}

function show({ circuit, params, inputs }: Subject): Query | undefined {
  if (circuit !== floatAdder.name) return undefined;
  const { e, f } = { ...defaultParams(), ...params };
  const named = (port: 'op' | 'rm') =>
    Object.entries(CONTROL_PORTS[port].names).find(([, code]) => `${code}` === inputs[port])?.[0];
  const [op, rm] = [named('op'), named('rm')];
  return {
    format: formatName({ e: Number(e), f: Number(f) }),
    ...(params.rounding === undefined ? {} : { rounding: params.rounding }),
    ...(rm === undefined || params.rounding !== 'port' ? {} : { rm }),
    ...(op === undefined ? {} : { op }),
    ...bitsOf(inputs, 'a'),
    ...bitsOf(inputs, 'b'),
  };
}

function defaultParams(): Query {
  const { e, f } = floatAdder.params;
  return { e: `${e.default}`, f: `${f.default}` };
}

/** Other views give bits, in decimal too; here a decimal is a number, so they are written as hex. */
function bitsOf(inputs: Query, port: 'a' | 'b'): Query {
  const text = inputs[port];
  if (text === undefined || !/^(\d+|0x[0-9a-f]+|0b[01]+)$/i.test(text)) return {};
  return { [port]: `0x${BigInt(text).toString(16)}` };
}

export const addAddress: ViewAddress = { name: 'add', keys, subject, show };
