import { at } from '../../gates/at.ts';
import { printAddress } from '../address.ts';
import { go } from '../state.ts';
import { VIEW_ADDRESSES } from '../view-addresses.ts';
import { formulaOf, LAYERS } from './layers.ts';
import { mapOf } from './measuring.ts';
import type { Scene } from './scene.ts';
import { cellOf, SIDE, sampleAt } from './width-map.ts';
import { KINDS, subjectAt, type WidthsState } from './widths-address.ts';

/** What is mapped, and all numbers of the selected cell. */
export function WidthsPanel({ state, scene }: { readonly state: WidthsState; readonly scene: Scene }) {
  const { kind, circuit, rest, layer } = state;
  const cells = SIDE * SIDE * scene.maps.length;
  const done = scene.maps.reduce((sum, { survey }) => sum + survey.done, 0);
  const front = scene.maps.find((map) => map.kind === kind) ?? at(scene.maps, 0);
  return (
    <aside class="panel widths-panel" aria-label="Map">
      <div class="controls">
        <label>
          Multiplier{' '}
          <select value={kind} onChange={({ currentTarget }) => chooseKind(state, currentTarget.value)}>
            {[...KINDS.keys()].map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        {Object.entries(circuit.params).flatMap(([name, param]) =>
          param.kind === 'integer'
            ? []
            : [
                <label key={name} title={param.about}>
                  {name}{' '}
                  <select
                    value={String(rest[name])}
                    onChange={({ currentTarget }) => go({ [name]: currentTarget.value }, 'push')}
                  >
                    {(param.kind === 'choice' ? param.values : ['false', 'true']).map((value) => (
                      <option key={value}>{value}</option>
                    ))}
                  </select>
                </label>,
              ],
        )}
      </div>
      <fieldset class="layers">
        <legend>Layer</legend>
        {LAYERS.map(({ name, title }) => (
          <label key={name}>
            <input
              type="radio"
              name="layer"
              value={name}
              checked={name === layer.name}
              onChange={() => go({ layer: name }, 'push')}
            />{' '}
            {title}
          </label>
        ))}
      </fieldset>
      <p class="about">{sentence(layer.about)}</p>
      <p class="summary">{sentence(front.summary.long)}</p>
      {done < cells && (
        <p class="progress">
          <progress max={cells} value={done} aria-label="circuits counted" /> {done.toLocaleString('en')} of{' '}
          {cells.toLocaleString('en')} circuits built and counted
        </p>
      )}
      <Cell state={state} />
    </aside>
  );
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

/** Another multiplier: what only the one before has, such as its final adder, is left behind. */
export function chooseKind({ rest }: WidthsState, kind: string): void {
  go({ ...Object.fromEntries(Object.keys(rest).map((name) => [name, undefined])), kind }, 'push');
}

/** The selected widths: every number, and the way to the circuit. */
function Cell({ state }: { readonly state: WidthsState }) {
  const { circuit, rest, i, j } = state;
  const sample = sampleAt(mapOf(circuit, rest), cellOf(i, j));
  const formula = formulaOf();
  const subject = subjectAt(state);
  const ways = VIEW_ADDRESSES.flatMap((view) => {
    const title = WAYS[view.name];
    const query = title === undefined ? undefined : view.show?.(subject);
    return query === undefined ? [] : [{ title, href: printAddress({ view: view.name, query }) }];
  });
  return (
    <section class="cell" aria-label="Selected widths">
      <h2>
        <WidthField name="i" about="bits of a" value={i} /> by{' '}
        <WidthField name="j" about="bits of b" value={j} /> bits
      </h2>
      {sample === undefined ? (
        <p>Not counted yet.</p>
      ) : (
        <dl>
          <div>
            <dt>full adders</dt>
            <dd>{sample.fa.toLocaleString('en')}</dd>
          </div>
          <div>
            <dt>half adders</dt>
            <dd>{sample.ha.toLocaleString('en')}</dd>
          </div>
          <div>
            <dt>adders</dt>
            <dd>{sample.adders.toLocaleString('en')}</dd>
          </div>
          <div>
            <dt>
              formula <code>{formula.text}</code>
            </dt>
            <dd>{formula.value(i, j).toLocaleString('en')}</dd>
          </div>
          <div>
            <dt>depth</dt>
            <dd>{sample.depth.toLocaleString('en')}</dd>
          </div>
          <div>
            <dt>gates</dt>
            <dd>{sample.gates.toLocaleString('en')}</dd>
          </div>
        </dl>
      )}
      <p class="ways">
        {ways.map(({ title, href }) => (
          <a key={title} href={href}>
            {title}
          </a>
        ))}
      </p>
    </section>
  );
}

/** The views that show the circuit of a cell, and how the links to them read. */
const WAYS: Readonly<Record<string, string>> = { reduce: 'see it reduce', inside: 'look inside' };

/** The address of the first view that can show the circuit of the selected cell. */
export function circuitAddress(state: WidthsState) {
  const subject = subjectAt(state);
  for (const view of VIEW_ADDRESSES) {
    const query = view.name in WAYS ? view.show?.(subject) : undefined;
    if (query !== undefined) return { view: view.name, query };
  }
  return undefined;
}

function WidthField({
  name,
  about,
  value,
}: {
  readonly name: 'i' | 'j';
  readonly about: string;
  readonly value: number;
}) {
  return (
    <input
      type="number"
      aria-label={about}
      min={1}
      max={SIDE}
      value={value}
      onChange={({ currentTarget }) => {
        const width = Math.round(currentTarget.valueAsNumber);
        if (width >= 1 && width <= SIDE) go({ [name]: `${width}` });
        else currentTarget.value = `${value}`;
      }}
    />
  );
}
