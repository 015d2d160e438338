import type { ComponentChildren } from 'preact';
import { CONTROL_PORTS } from '../../circuits/float-adder/control-ports.ts';
import { ROUNDINGS } from '../../circuits/float-adder/rounding.ts';
import { FLOAT_FORMATS, type FloatFormat, formatName, formatWidth } from '../../circuits/float-formats.ts';
import { floatFields, showFloat } from '../../circuits/float-text.ts';
import { announce, go, query } from '../state.ts';
import { RADIXES } from '../value-text.ts';
import type { AddState } from './add-address.ts';
import type { FloatQuestion } from './float-run.ts';
import { showOperand } from './operand-text.ts';
import { PRESETS } from './presets.ts';

/** Format, direction, examples, and how things are shown. */
export function Controls({
  state,
  children,
}: {
  readonly state: AddState;
  readonly children: ComponentChildren;
}) {
  const { question, areAllOpen, radix } = state;
  const { format, rounding, rm } = question;
  return (
    <div class="controls">
      <label>
        Format{' '}
        <select
          value={format.name}
          onChange={({ currentTarget }) => changeFormat(question, currentTarget.value)}
        >
          {!FLOAT_FORMATS.some(({ name }) => name === format.name) && <option>{format.name}</option>}
          {FLOAT_FORMATS.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <WidthField name="e" about="exponent bits" min={2} max={15} question={question} />
      <WidthField name="m" about="trailing significand bits" min={1} max={112} question={question} />
      <label>
        Rounding{' '}
        <select
          value={rounding}
          onChange={({ currentTarget }) =>
            go({
              rounding: currentTarget.value,
              ...(currentTarget.value === 'port' ? {} : { rm: undefined }),
            })
          }
        >
          {ROUNDINGS.map((name) => (
            <option key={name} value={name}>
              {name === 'port' ? 'by the port rm' : name}
            </option>
          ))}
        </select>
      </label>
      {rounding === 'port' && (
        <label>
          rm{' '}
          <select
            value={Object.entries(CONTROL_PORTS.rm.names).find(([, code]) => code === rm)?.[0]}
            onChange={({ currentTarget }) => go({ rm: currentTarget.value })}
          >
            {Object.entries(CONTROL_PORTS.rm.names).map(([name, code]) => (
              <option key={name} value={name}>
                {`${code} ${name}`}
              </option>
            ))}
          </select>
        </label>
      )}
      <fieldset class="choices">
        <legend>Operation</legend>
        <button type="button" aria-pressed={question.op === 0n} onClick={() => go({ op: undefined })}>
          a + b
        </button>
        <button type="button" aria-pressed={question.op === 1n} onClick={() => go({ op: 'subtract' })}>
          a - b
        </button>
      </fieldset>
      <fieldset class="choices">
        <legend>Operands in</legend>
        {RADIXES.map((name) => (
          <button key={name} type="button" aria-pressed={name === radix} onClick={() => go({ radix: name })}>
            {name}
          </button>
        ))}
      </fieldset>
      <button
        type="button"
        aria-pressed={areAllOpen}
        onClick={() => go({ lanes: areAllOpen ? undefined : 'all' })}
      >
        All stages open
      </button>
      {children}
      <Examples question={question} />
    </div>
  );
}

function WidthField({
  name,
  about,
  min,
  max,
  question,
}: {
  readonly name: 'e' | 'm';
  readonly about: string;
  readonly min: number;
  readonly max: number;
  readonly question: FloatQuestion;
}) {
  const { e, f } = question.format;
  return (
    <label title={about}>
      {name}{' '}
      <input
        type="number"
        aria-label={about}
        min={min}
        max={max}
        value={name === 'e' ? e : f}
        onChange={({ currentTarget }) => {
          const value = Math.min(max, Math.max(min, Math.round(currentTarget.valueAsNumber) || min));
          currentTarget.value = `${value}`;
          changeFormat(question, name === 'e' ? formatName({ e: value, f }) : formatName({ e, f: value }));
        }}
      />
    </label>
  );
}

/** The same numbers in another format: what was written as a number is rounded anew, bits are read as the number they were. */
function changeFormat({ format, a, b }: FloatQuestion, name: string): void {
  const kept = (operand: 'a' | 'b', bits: bigint) => {
    const text = query.value[operand];
    return text === undefined || !/^0[xb]/i.test(text) ? text : numberText(format, bits);
  };
  go({ format: name, a: kept('a', a), b: kept('b', b) }, 'push');
}

/** A number as any format can read it: without the payload of a NaN. */
function numberText(format: FloatFormat, bits: bigint): string {
  return floatFields(format, bits).class.endsWith('NaN') ? 'nan' : showFloat(format, bits);
}

/** Operands worth seeing. */
function Examples({ question }: { readonly question: FloatQuestion }) {
  const { format, a, b, op } = question;
  const offered = PRESETS.flatMap((preset) => {
    const operands = preset.operands(format);
    return operands === undefined ? [] : [{ ...preset, found: operands }];
  });
  const current = offered.find(({ found }) => found.a === a && found.b === b && found.op === op);
  const choose = (name: string) => {
    const preset = offered.find((one) => one.name === name);
    if (preset === undefined) return;
    const hex = (bits: bigint) => showOperand(format, bits, 'hex');
    const { found } = preset;
    go({ a: hex(found.a), b: hex(found.b), op: found.op === 1n ? 'subtract' : undefined }, 'push');
    announce(`${preset.title}: ${preset.look}`);
  };
  return (
    <label class="examples">
      Example{' '}
      <select
        key={current?.name ?? ''}
        value={current?.name ?? ''}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        <option value="" disabled>
          {`choose, of ${formatWidth(format)} bits`}
        </option>
        {offered.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
      {current !== undefined && <span class="look">{current.look}</span>}
    </label>
  );
}
