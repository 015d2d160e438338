import { showNumber } from '../../circuits/port-number.ts';
import { CLAIMS } from '../../claims/index.ts';
import { at } from '../../gates/at.ts';
import { netValues, showFault } from '../net-values.ts';
import { go, query } from '../state.ts';
import { ValueField } from '../value-field.tsx';
import { ADDER_NAMES, dotText, takerOf } from './describe.ts';
import { addersIn, tally } from './diagram.ts';
import { columnReason, plural } from './explain.ts';
import { isSigned as isSignedKind, multipliers } from './multipliers.ts';
import { type Place, type ReduceState, showPlace } from './reduce-state.ts';
import type { Scene } from './scene.ts';
import { StageList } from './stage-list.tsx';

interface Props {
  readonly state: ReduceState;
  readonly scene: Scene;
}

/** The claim that the page holds adder counts against. */
const FORMULA = CLAIMS.find(({ id }) => id === 'F4');

/** Everything beside the picture: what to build, what to multiply, the stages, and the reasons for the place selected. */
export function ReducePanel({ state, scene }: Props) {
  const { kind, i, j, a, b, fault } = state;
  const placed = at(scene.placed, 0);
  const { diagram } = placed;
  const claimed = FORMULA?.terms[0]?.formula({ i, j });
  const { adders } = diagram.count;
  const { product } = scene;
  const isSigned = isSignedKind(kind);
  return (
    <aside class="panel" aria-label="Multiplier">
      <div class="row">
        <label>
          Multiplier{' '}
          <select
            value={kind}
            onChange={({ currentTarget }) =>
              go({ kind: currentTarget.value, stage: undefined, sel: undefined, fault: undefined }, 'push')
            }
          >
            {[...multipliers().keys()].map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <span class="row">
          <WidthField name="a" value={i} onWidth={(width) => toWidths(width, j)} /> by{' '}
          <WidthField name="b" value={j} onWidth={(width) => toWidths(i, width)} /> bits
        </span>
      </div>
      <ValueField
        name="a"
        width={i}
        value={a}
        isSigned={isSigned}
        note={isSigned ? showNumber(a, i, true) : undefined}
        text={query.value.a ?? showNumber(a, i, isSigned)}
        onValue={(text) => go({ a: text })}
      />
      <ValueField
        name="b"
        width={j}
        value={b}
        isSigned={isSigned}
        note={isSigned ? showNumber(b, j, true) : undefined}
        text={query.value.b ?? showNumber(b, j, isSigned)}
        onValue={(text) => go({ b: text })}
      />
      <p class="result">
        a·b = <strong class="mono">{showNumber(product, i + j, isSigned)}</strong>
        {isSigned && `, in two's complement 0x${product.toString(16)}`}{' '}
        {placed.wrong === undefined ? (
          <span class="good">every stage comes to it</span>
        ) : (
          <span class="wrong">
            stage {placed.wrong}, {at(diagram.stages, placed.wrong).name}, is the first whose dots come to
            something else
          </span>
        )}
      </p>
      {fault !== undefined && (
        <p class="fault">
          Net {fault.net} is stuck at {fault.stuck}
          {netValues(diagram.netlist, { a, b })[fault.net] === fault.stuck
            ? ', which it is anyway with these numbers.'
            : '.'}{' '}
          <button type="button" onClick={() => go({ fault: undefined }, 'push')}>
            Mend it
          </button>
        </p>
      )}
      <Reasons state={state} scene={scene} />
      <StageList state={state} placed={placed} />
      <p class="formula">
        {adders} adders; {FORMULA?.text} = {claimed}
        {claimed === adders
          ? ', the same.'
          : `, so ${plural(Math.abs(adders - (claimed ?? 0)), 'adder')} ${adders > (claimed ?? 0) ? 'more' : 'fewer'}.`}{' '}
        {diagram.count.gates} gates, depth {diagram.depth}.
      </p>
    </aside>
  );

  function toWidths(newI: number, newJ: number): void {
    go({ w: `${newI}x${newJ}`, stage: undefined, sel: undefined, fault: undefined }, 'push');
  }
}

interface WidthProps {
  readonly name: string;
  readonly value: number;
  onWidth(width: number): void;
}

function WidthField({ name, value, onWidth }: WidthProps) {
  return (
    <input
      type="number"
      aria-label={`bits of ${name}`}
      min={1}
      max={64}
      value={value}
      onChange={({ currentTarget }) => {
        const width = Math.round(Number(currentTarget.value));
        if (width >= 1 && width <= 64) onWidth(width);
        else currentTarget.value = String(value);
      }}
    />
  );
}

/** Why things are as they are at the selected place. */
function Reasons({ state, scene }: Props) {
  const { place } = state;
  const placed = at(scene.placed, 0);
  const { diagram, bits } = placed;
  if (place === undefined)
    return (
      <section class="reasons" aria-label="Reasons">
        <p class="faint">
          Click a dot, or walk through the columns with <kbd>]</kbd>: here it says why there is an adder or
          none.
        </p>
        <StepButtons state={state} scene={scene} />
      </section>
    );
  const stage = at(diagram.stages, place.stage);
  const reason = columnReason(diagram, place.stage, place.column);
  const all = addersIn(stage, place.column);
  const taker =
    place.adder ??
    (place.row === undefined ? undefined : takerOf(diagram, place.stage, place.column, place.row));
  const net = place.row === undefined ? undefined : stage.nets[place.row * diagram.columns + place.column];
  const so = tally(diagram, place.stage, place.column);
  return (
    <section class="reasons" aria-label="Reasons">
      <h2>
        Stage {place.stage}, {stage.name}: column {place.column}
      </h2>
      <p>{reason.summary}</p>
      <ol>
        {all.map((adder, n) => (
          <li key={adder.net} class={adder.kind} aria-current={n === taker ? 'true' : undefined}>
            <button type="button" class="link" onClick={() => choose({ ...place, adder: n })}>
              {ADDER_NAMES[adder.kind]}
            </button>
            : {reason.adders[n]}
          </li>
        ))}
      </ol>
      {net !== undefined && (
        <p>
          The dot is {bits[net]}, the {dotText(diagram, net)} <span class="faint">(net {net})</span>.
          <FaultButtons net={net} />
        </p>
      )}
      <p>
        Up to here {so.fa} FA + {so.ha} HA = <strong>{plural(so.adders, 'adder')}</strong> of{' '}
        {diagram.count.adders}.
      </p>
      <StepButtons state={state} scene={scene} />
    </section>
  );

  function choose({ stage, column, adder }: Place): void {
    go({ sel: showPlace({ stage, column, ...(adder === undefined ? {} : { adder }) }, diagram) });
  }
}

function FaultButtons({ net }: { readonly net: number }) {
  return (
    <span class="row">
      {([0, 1] as const).map((stuck) => (
        <button key={stuck} type="button" onClick={() => go({ fault: showFault({ net, stuck }) }, 'push')}>
          Stick it at {stuck}
        </button>
      ))}
    </span>
  );
}

/** A column back and on, for those who have no [ and ] at hand. */
function StepButtons({ state, scene }: Props) {
  const { diagram } = at(scene.placed, 0);
  const { columns, stages } = diagram;
  const stage = state.place?.stage ?? state.stage ?? 0;
  const now = state.place === undefined ? stage * columns - 1 : stage * columns + state.place.column;
  const to = (next: number) => {
    const place = { stage: Math.floor(next / columns), column: next % columns };
    go({
      sel: showPlace(place, diagram),
      ...(query.value.stage === undefined ? {} : { stage: String(place.stage) }),
    });
  };
  return (
    <p class="row">
      <button type="button" disabled={now <= 0} onClick={() => to(now - 1)}>
        Column back <kbd>[</kbd>
      </button>
      <button type="button" disabled={now + 1 >= stages.length * columns} onClick={() => to(now + 1)}>
        Column on <kbd>]</kbd>
      </button>
    </p>
  );
}
