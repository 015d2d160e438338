import { useRef, useState } from 'preact/hooks';
import { formatWidth } from '../../circuits/float-formats.ts';
import { floatFields } from '../../circuits/float-text.ts';
import { announce, go } from '../state.ts';
import { flipBit, type Radix } from '../value-text.ts';
import type { FloatQuestion } from './float-run.ts';
import { type Geometry, LEAST_DIGIT, placeX, ROW } from './geometry.ts';
import { type Region, SLOT } from './layout.ts';
import { readOperand, scientific, showOperand } from './operand-text.ts';
import { bitWidth } from './paint-bits.ts';

/** An operand: its text, and its bits, which can be clicked. */
export function Operand({
  name,
  question,
  radix,
  geometry,
}: {
  readonly name: 'a' | 'b';
  readonly question: FloatQuestion;
  readonly radix: Radix;
  readonly geometry: Geometry;
}) {
  const { format } = question;
  const bits = question[name];
  const sign = name === 'a' ? 'a' : question.op === 1n ? '- b' : '+ b';
  // What is being typed stays as it is typed; from outside comes a new text.
  const [draft, setDraft] = useState<string>();
  const fault = draft === undefined ? undefined : faultOf(() => readOperand(name, format, draft));
  const type = (text: string) => {
    setDraft(text);
    if (faultOf(() => readOperand(name, format, text)) === undefined) go({ [name]: text });
  };
  return (
    <div class="operand">
      <div class="operand-bits" style={{ height: `${ROW + 10}px` }}>
        <label class="operand-text" style={{ width: `${geometry.margin - 12}px` }}>
          <span>{sign}</span>
          <input
            aria-label={`operand ${name}`}
            value={draft ?? showOperand(format, bits, radix)}
            aria-invalid={fault !== undefined}
            aria-describedby={fault === undefined ? undefined : `${name}-fault`}
            spellcheck={false}
            autocomplete="off"
            onInput={({ currentTarget }) => type(currentTarget.value)}
            onBlur={() => setDraft(undefined)}
          />
        </label>
        <BitButtons name={name} bits={bits} format={format} geometry={geometry} />
      </div>
      <p class="operand-note" id={`${name}-fault`} role={fault === undefined ? undefined : 'alert'}>
        {fault ?? <OperandNote format={format} bits={bits} />}
      </p>
    </div>
  );
}

/** What a number is: class, and its other ways to be written. */
export function OperandNote({ format, bits }: { format: FloatQuestion['format']; bits: bigint }) {
  const kind = floatFields(format, bits).class;
  const isNumber = kind === 'normal' || kind === 'subnormal';
  return (
    <>
      {kind} {isNumber && <span title={scientific(format, bits)}>{scientific(format, bits, 10)}</span>}
      <br />
      <code>{showOperand(format, bits, 'hex')}</code>
    </>
  );
}

function faultOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^add: /, '') : String(error);
  }
}

/** The bit at a place of a number, from 0, and where it is drawn. */
interface Place {
  readonly k: number;
  readonly region: Region;
  readonly slot: number;
  readonly title: string;
}

function placesOf({ e, f }: FloatQuestion['format']): Place[] {
  return Array.from({ length: 1 + e + f }, (_, index) => {
    const k = e + f - index;
    if (k === e + f) return { k, region: 'sign', slot: 0, title: 'sign' };
    if (k >= f) return { k, region: 'exponent', slot: k - f, title: `exponent bit ${k - f}` };
    return { k, region: 'significand', slot: SLOT.significand + k, title: `significand bit ${k}` };
  });
}

/** A button for each bit. Tab comes to one of them; arrows go on from there, Space and Enter turn a bit over. */
function BitButtons({
  name,
  bits,
  format,
  geometry,
}: {
  readonly name: 'a' | 'b';
  readonly bits: bigint;
  readonly format: FloatQuestion['format'];
  readonly geometry: Geometry;
}) {
  const group = useRef<HTMLDivElement>(null);
  const places = placesOf(format);
  const [current, setCurrent] = useState(0);
  const stop = Math.min(current, places.length - 1);
  const turn = ({ k, title }: Place) => {
    const turned = flipBit(bits, k);
    go({ [name]: showOperand(format, turned, 'hex') });
    announce(
      `${title} of ${name} is ${(turned >> BigInt(k)) & 1n}: ${showOperand(format, turned, 'decimal')}`,
    );
  };
  const move = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowLeft: stop - 1,
      ArrowRight: stop + 1,
      Home: 0,
      End: places.length - 1,
    };
    const next = steps[event.key];
    if (next === undefined || places[next] === undefined) return;
    event.preventDefault();
    setCurrent(next);
    group.current?.querySelectorAll('button')[next]?.focus();
  };
  const { cell } = geometry;
  return (
    <div ref={group} role="group" aria-label={`${formatWidth(format)} bits of ${name}`} onKeyDown={move}>
      {places.map((place, index) => {
        const isOne = (bits >> BigInt(place.k)) & 1n;
        return (
          <button
            key={place.k}
            type="button"
            class="bit"
            aria-pressed={isOne === 1n}
            aria-label={`${place.title} of ${name}`}
            title={place.title}
            tabIndex={index === stop ? 0 : -1}
            style={{
              left: `${placeX(geometry, place.region, place.slot)}px`,
              width: `${bitWidth(geometry)}px`,
              height: `${ROW + 4}px`,
              fontSize: `${Math.min(15, cell * 0.95)}px`,
            }}
            onFocus={() => setCurrent(index)}
            onClick={() => turn(place)}
          >
            {cell >= LEAST_DIGIT ? `${isOne}` : ''}
          </button>
        );
      })}
    </div>
  );
}
