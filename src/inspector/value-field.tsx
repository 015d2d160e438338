import { useState } from 'preact/hooks';
import { flipBit, RADIXES, type Radix, readValue, showValue, valueRule } from './value-text.ts';

interface Props {
  readonly name: string;
  readonly width: number;
  readonly value: bigint;
  /** Whether the number is in two's complement. */
  readonly isSigned: boolean;
  /** As typed. */
  readonly text: string;
  /** What the value means, where that is not the number itself. */
  readonly note?: string | undefined;
  /** Reads what is typed; by default a number in decimal, 0x or 0b. */
  read?(text: string): bigint | undefined;
  onValue(text: string): void;
}

/** How a text was written, so that bits that are clicked keep the writing. */
function radixOf(text: string): Radix {
  return /^0x/i.test(text) ? 'hex' : /^0b/i.test(text) ? 'binary' : 'decimal';
}

/** A number that can be typed in decimal, 0x or 0b, or made of bits by clicking them. */
export function ValueField({ name, width, value, isSigned, text, note, onValue, ...given }: Props) {
  const read = given.read ?? ((typed: string) => readValue(typed, width, isSigned));
  const [draft, setDraft] = useState<string | undefined>();
  const radix = radixOf(text);
  const shown = draft ?? text;
  const isWrong = draft !== undefined && read(draft) === undefined;
  return (
    <fieldset class="value">
      <legend>
        {name}{' '}
        <span class="faint">
          {width === 1 ? '1 bit' : `${width} bits`}
          {note !== undefined && ` = ${note}`}
        </span>
      </legend>
      <div class="value-line">
        <input
          class="mono"
          aria-label={`${name} in decimal, 0x or 0b`}
          aria-invalid={isWrong}
          value={shown}
          spellcheck={false}
          autocomplete="off"
          onInput={({ currentTarget }) => {
            const typed = currentTarget.value.trim();
            setDraft(typed);
            if (read(typed) !== undefined) onValue(typed);
          }}
          onBlur={() => setDraft(undefined)}
        />
        <select
          aria-label={`${name} written in`}
          value={radix}
          onChange={({ currentTarget }) => {
            setDraft(undefined);
            onValue(
              showValue(
                value,
                width,
                RADIXES.find((one) => one === currentTarget.value) ?? 'decimal',
                isSigned,
              ),
            );
          }}
        >
          {RADIXES.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </div>
      {isWrong && <p class="wrong">{valueRule(width, isSigned)}</p>}
      <div class="bits">
        {Array.from({ length: width }, (_, place) => {
          const k = width - 1 - place;
          const isOne = ((value >> BigInt(k)) & 1n) === 1n;
          return (
            <button
              key={k}
              type="button"
              class={k % 4 === 0 && k > 0 ? 'gap' : ''}
              aria-pressed={isOne}
              aria-label={`${name} bit ${k}`}
              title={`bit ${k}, worth 2^${k}`}
              onClick={() => {
                setDraft(undefined);
                onValue(showValue(flipBit(value, k), width, radix, isSigned));
              }}
            >
              {isOne ? '1' : '0'}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}
