import type { AnyCircuit, Explain } from '../circuits/circuit.ts';
import type { Meaning, PlainForm } from '../circuits/meaning.ts';
import { type AnyValues, type Params, showParams } from '../circuits/params.ts';
import type { Claim } from '../claims/claim.ts';
import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import type { EquationSplit } from '../gates/equation.ts';
import { type EarlierCircuit, meaningOfEarlier } from './earlier-record.ts';
import { misbehaved, type Place, RecordError, recordError, setPlace, within } from './record-error.ts';
import { checkParams, checkShape, RESULTS } from './record-shapes.ts';

/**
 * A loaded circuit whose functions say where they are when they throw or give something else than they must. What they
 * give is passed on as it is.
 */
export function guardedCircuit(circuit: AnyCircuit, place: Place): AnyCircuit {
  const guards = new Guards(place, circuit.params);
  const meaning: AnyCircuit['meaning'] = (p) => {
    const where = (part: string) => within(guards.at('meaning', p), part);
    const given = guards.asked('meaning', p, () => circuit.meaning(p));
    const stated = {
      ...given,
      model: guards.model(
        (x) => given.model(x),
        () => where('.model()'),
      ),
      ...(given.observe && {
        observe: guards.observer(
          (g, y) => given.observe?.(g, y) ?? {},
          () => where('.observe()'),
        ),
      }),
    };
    if (stated.kind === 'split')
      return { ...stated, split: guards.split(stated.split, () => where('.split.equation()')) };
    if (stated.kind !== 'plain' && stated.kind !== 'shift') return stated;
    if (stated.plain === undefined) return stated;
    const { plain } = stated;
    const build: PlainForm['build'] = (g, x) =>
      guards.built(
        () => where('.plain.build()'),
        g,
        () => plain.build(g, x),
      );
    return { ...stated, plain: { ...plain, build } };
  };
  return setPlace({ ...guards.common(circuit), meaning }, place);
}

/** The same of a circuit in the earlier form, by the names of its own fields. */
export function guardedEarlier(circuit: EarlierCircuit, place: Place): AnyCircuit {
  const guards = new Guards(place, circuit.params);
  const { plain } = circuit;
  const guarded: EarlierCircuit = {
    ...guards.common(circuit),
    model: (x, p) =>
      guards.model(
        (values) => circuit.model(values, p),
        () => guards.at('model', p),
      )(x),
    ...(circuit.observe && {
      observe: (p) => {
        const observer = guards.asked('observe', p, () => circuit.observe?.(p));
        return observer && guards.observer(observer, () => guards.at('observe', p));
      },
    }),
    ...(circuit.arithmetic && {
      arithmetic: (p) => guards.asked('arithmetic', p, () => circuit.arithmetic?.(p)),
    }),
    ...(circuit.equation && {
      equation: (p) => guards.asked('equation', p, () => defined(circuit.equation?.(p))),
    }),
    ...(circuit.split && {
      split: (p) =>
        guards.split(
          guards.asked('split', p, () => defined(circuit.split?.(p))),
          () => within(guards.at('split', p), '.equation()'),
        ),
    }),
    ...(plain && {
      plain: {
        ...(plain.order && { order: plain.order }),
        build: (g, x, p) =>
          guards.built(
            () => guards.at('plain.build', p),
            g,
            () => plain.build(g, x, p),
          ),
      },
    }),
  };
  const { model, observe, arithmetic, equation, split, plain: _, ...common } = guarded;
  return setPlace({ ...common, meaning: meaningOfEarlier(guarded) }, { ...place, isEarlier: true });
}

/** The guards of a record's functions, by the place of the record. */
class Guards {
  readonly #place: Place;
  readonly #params: Params;

  constructor(place: Place, params: Params) {
    this.#place = place;
    this.#params = params;
  }

  /** What a field gives for these values of the parameters. */
  at(field: string, p: AnyValues): Place {
    return within(this.#place, `.${field}(${showParams(p)})`);
  }

  /** What a function gives, of the shape that its field must have. */
  asked<T>(field: keyof typeof RESULTS, p: AnyValues, body: () => T): T {
    const where = this.at(field, p);
    const result = trying(where, body);
    checkShape(RESULTS[field], result, where);
    return result;
  }

  built(place: () => Place, g: Builder, body: () => Record<string, Bus>): Record<string, Bus> {
    const where = place();
    const outputs = trying(where, body);
    checkShape(RESULTS.outputs, outputs, where);
    trying(where, () =>
      g.checkOutputs(Object.fromEntries(Object.entries(outputs).filter(([, bus]) => bus.length > 0))),
    );
    return outputs;
  }

  /** A model is asked thousands of times: its place is put into words when it is wrong. */
  model(model: Meaning['model'], place: () => Place): Meaning['model'] {
    return (x) => {
      let outputs: Record<string, bigint>;
      try {
        outputs = model(x);
      } catch (error) {
        throw misbehaved(place(), error);
      }
      if (typeof outputs !== 'object' || outputs === null)
        throw recordError(place(), 'an object of values', outputs);
      for (const port in outputs) {
        const value: unknown = outputs[port];
        if (typeof value !== 'bigint' || value < 0n)
          throw recordError(within(place(), `.${port}`), 'a bigint of at least 0n', value);
      }
      return outputs;
    };
  }

  observer(observe: NonNullable<Meaning['observe']>, place: () => Place): NonNullable<Meaning['observe']> {
    return (g, y) => this.built(place, g, () => onlyBuses(observe(g, y)));
  }

  split(split: EquationSplit, place: () => Place): EquationSplit {
    return {
      on: split.on,
      equation: (given) => {
        const result = trying(place(), () => split.equation(given));
        checkShape(RESULTS.equation, result, place());
        return result;
      },
    };
  }

  /** All of a record but what it computes. */
  common(circuit: Omit<AnyCircuit, 'meaning'>): Omit<AnyCircuit, 'meaning'> {
    const { name, about, source, params, shorthand, sweep, ports } = circuit;
    const inputs = (p: AnyValues) => this.asked('inputs', p, () => circuit.inputs(p));
    return {
      ...{ name, about, source, params, inputs },
      ...(shorthand && { shorthand }),
      ...(sweep && { sweep }),
      ...(ports && { ports }),
      build: (g, x, p) =>
        this.built(
          () => this.at('build', p),
          g,
          () => circuit.build(g, x, p),
        ),
      loose: (p) => this.asked('loose', p, () => circuit.loose(p)),
      ...(circuit.cases && { cases: () => this.#cases(circuit) }),
      ...(circuit.forbids && { forbids: (p) => this.asked('forbids', p, () => circuit.forbids?.(p)) }),
      ...(circuit.structure && {
        structure: (netlist, p) => this.asked('structure', p, () => defined(circuit.structure?.(netlist, p))),
      }),
      ...(circuit.stimulus && {
        stimulus: (p) => {
          const where = this.at('stimulus', p);
          const widths = inputs(p);
          return each(
            where,
            () => circuit.stimulus?.(p),
            (one, k) => checkVector(widths, one, within(where, `[${k}]`)),
          );
        },
      }),
      ...(circuit.signed && { signed: (p) => this.asked('signed', p, () => defined(circuit.signed?.(p))) }),
      ...(circuit.floats && { floats: (p) => this.asked('floats', p, () => defined(circuit.floats?.(p))) }),
      ...(circuit.explain && { explain: (p) => this.#explain(circuit, p) }),
    };
  }

  #cases(circuit: Pick<AnyCircuit, 'cases'>): Iterable<AnyValues> {
    const where = within(this.#place, '.cases()');
    return each(
      where,
      () => circuit.cases?.(),
      (one, k) => checkParams(this.#params, one, within(where, `[${k}]`), false),
    );
  }

  #explain(circuit: Pick<AnyCircuit, 'explain'>, p: AnyValues): Readonly<Record<string, Explain>> {
    const stages = this.asked('explain', p, () => defined(circuit.explain?.(p)));
    const guarded = (stage: string, explain: Explain): Explain => {
      return (shown) => {
        const where = within(this.at('explain', p), `['${stage}']`);
        const sentence = trying(where, () => explain(shown));
        checkShape(RESULTS.sentence, sentence, where);
        return sentence;
      };
    };
    return Object.fromEntries(
      Object.entries(stages).map(([stage, explain]) => [stage, guarded(stage, explain)]),
    );
  }
}

/** A loaded claim whose functions say where they are, as those of circuits do. `circuit` is the one it is about. */
export function guardedClaim(claim: Claim, circuit: AnyCircuit, place: Place): Claim {
  // A field that were left out here would be believed to be absent: a bound would be a claim that cannot fail.
  const { params: paramsOf, terms, ...data } = claim;
  const guarded: Claim = {
    ...data,
    circuit: circuit.name,
    params: (point) => {
      const where = within(place, `.params(${showParams(point)})`);
      const values = trying(where, () => paramsOf.call(claim, point));
      checkParams(circuit.params, values, where, true);
      return values;
    },
    terms: terms.map(({ scope, measure, text, formula }, k) => ({
      ...{ scope, measure, text },
      formula: (point) => {
        const where = within(place, `.terms[${k}].formula(${showParams(point)})`);
        const value = trying(where, () => formula(point));
        checkShape(RESULTS.formula, value, where);
        return value;
      },
    })),
  };
  return setPlace(guarded, place);
}

function trying<T>(place: Place, body: () => T): T {
  try {
    return body();
  } catch (error) {
    throw error instanceof RecordError ? error : misbehaved(place, error);
  }
}

/** The elements of what a function gives, each checked. An array stays the same one: what is kept of it is kept by it. */
function each<T>(
  place: Place,
  body: () => Iterable<T> | undefined,
  check: (one: T, k: number) => void,
): Iterable<T> {
  const all = trying(place, body);
  if (typeof all !== 'object' || all === null || !(Symbol.iterator in all))
    throw recordError(place, 'something to iterate over', all);
  if (Array.isArray(all)) {
    for (const [k, one] of all.entries()) check(one, k);
    return all;
  }
  return checkedEach(place, all, check);
}

function* checkedEach<T>(place: Place, all: Iterable<T>, check: (one: T, k: number) => void): Generator<T> {
  const elements = all[Symbol.iterator]();
  for (let k = 0; ; k++) {
    const next = trying(place, () => elements.next());
    if (next.done === true) return;
    check(next.value, k);
    yield next.value;
  }
}

function checkVector(widths: Readonly<Record<string, number>>, vector: unknown, place: Place): void {
  if (typeof vector !== 'object' || vector === null) throw recordError(place, 'an object of values', vector);
  for (const [port, value] of Object.entries(vector)) {
    const width = Object.hasOwn(widths, port) ? widths[port] : undefined;
    if (width === undefined)
      throw recordError(place, `an object of the ports ${Object.keys(widths).join(', ')}`, port);
    if (typeof value !== 'bigint' || value < 0n || value >> BigInt(width) !== 0n)
      throw recordError(within(place, `.${port}`), `a bigint of ${width} bits`, value);
  }
}

/** An observer leaves out the ports of which it says nothing. */
function onlyBuses(some: Partial<Record<string, Bus>>): Record<string, Bus> {
  return Object.fromEntries(
    Object.entries(some).flatMap(([port, bus]) => (bus === undefined ? [] : [[port, bus]])),
  );
}

function defined<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('nothing was returned');
  return value;
}
