import type { AnyCircuit, Observer } from '../circuits/circuit.ts';
import { type AnyValues, showParams } from '../circuits/params.ts';
import type { Claim } from '../claims/claim.ts';
import type { Builder } from '../gates/builder.ts';
import type { Bus } from '../gates/bus.ts';
import type { EquationSplit } from '../gates/equation.ts';
import { misbehaved, type Place, RecordError, recordError, setPlace, within } from './record-error.ts';
import { checkParams, checkShape, RESULTS } from './record-shapes.ts';

/**
 * A loaded circuit whose functions say where they are when they throw or give something else than they must. What they
 * give is passed on as it is.
 */
export function guardedCircuit(circuit: AnyCircuit, place: Place): AnyCircuit {
  const { name, about, source, params, shorthand, sweep, ports, plain } = circuit;
  const at = (field: string, p: AnyValues) => within(place, `.${field}(${showParams(p)})`);
  const asked = <T>(field: keyof typeof RESULTS, p: AnyValues, body: () => T): T => {
    const where = at(field, p);
    const result = trying(where, body);
    checkShape(RESULTS[field], result, where);
    return result;
  };
  const built = (field: string, p: AnyValues, g: Builder, body: () => Record<string, Bus>) => {
    const where = at(field, p);
    const outputs = trying(where, body);
    checkShape(RESULTS.outputs, outputs, where);
    trying(where, () =>
      g.checkOutputs(Object.fromEntries(Object.entries(outputs).filter(([, bus]) => bus.length > 0))),
    );
    return outputs;
  };
  const widthsOf = (p: AnyValues) => asked('inputs', p, () => circuit.inputs(p));
  // A model is asked thousands of times: its place is put into words when it is wrong.
  const answers: AnyCircuit['model'] = (x, p) => {
    let outputs: Record<string, bigint>;
    try {
      outputs = circuit.model(x, p);
    } catch (error) {
      throw misbehaved(at('model', p), error);
    }
    if (typeof outputs !== 'object' || outputs === null)
      throw recordError(at('model', p), 'an object of values', outputs);
    for (const port in outputs) {
      const value: unknown = outputs[port];
      if (typeof value !== 'bigint' || value < 0n)
        throw recordError(within(at('model', p), `.${port}`), 'a bigint of at least 0n', value);
    }
    return outputs;
  };

  const guarded: AnyCircuit = {
    ...{ name, about, source, params },
    ...(shorthand && { shorthand }),
    ...(sweep && { sweep }),
    ...(ports && { ports }),
    inputs: widthsOf,
    build: (g, x, p) => built('build', p, g, () => circuit.build(g, x, p)),
    model: answers,
    loose: (p) => asked('loose', p, () => circuit.loose(p)),
    ...(circuit.cases && {
      cases: () => {
        const where = within(place, '.cases()');
        return each(
          where,
          () => circuit.cases?.(),
          (one, k) => checkParams(params, one, within(where, `[${k}]`), false),
        );
      },
    }),
    ...(circuit.forbids && { forbids: (p) => asked('forbids', p, () => circuit.forbids?.(p)) }),
    ...(circuit.observe && {
      observe: (p) => {
        const observer = asked('observe', p, () => circuit.observe?.(p));
        if (observer === undefined) return undefined;
        const observing: Observer<string> = (g, y) => built('observe', p, g, () => onlyBuses(observer(g, y)));
        return observing;
      },
    }),
    ...(circuit.arithmetic && { arithmetic: (p) => asked('arithmetic', p, () => circuit.arithmetic?.(p)) }),
    ...(circuit.equation && {
      equation: (p) => asked('equation', p, () => defined(circuit.equation?.(p))),
    }),
    ...(circuit.split && {
      split: (p) => {
        const split = asked('split', p, () => defined(circuit.split?.(p)));
        const equation: EquationSplit['equation'] = (given) => {
          const where = within(at('split', p), '.equation()');
          const result = trying(where, () => split.equation(given));
          checkShape(RESULTS.equation, result, where);
          return result;
        };
        return { on: split.on, equation };
      },
    }),
    ...(plain && {
      plain: {
        ...(plain.order && { order: plain.order }),
        build: (g, x, p) => built('plain.build', p, g, () => plain.build(g, x, p)),
      },
    }),
    ...(circuit.structure && {
      structure: (netlist, p) => asked('structure', p, () => defined(circuit.structure?.(netlist, p))),
    }),
    ...(circuit.stimulus && {
      stimulus: (p) => {
        const where = at('stimulus', p);
        const widths = widthsOf(p);
        return each(
          where,
          () => circuit.stimulus?.(p),
          (one, k) => checkVector(widths, one, within(where, `[${k}]`)),
        );
      },
    }),
    ...(circuit.signed && { signed: (p) => asked('signed', p, () => defined(circuit.signed?.(p))) }),
    ...(circuit.floats && { floats: (p) => asked('floats', p, () => defined(circuit.floats?.(p))) }),
    ...(circuit.explain && {
      explain: (p) => {
        const stages = asked('explain', p, () => defined(circuit.explain?.(p)));
        return Object.fromEntries(
          Object.entries(stages).map(([stage, explain]) => [
            stage,
            (shown) => {
              const where = within(at('explain', p), `['${stage}']`);
              const sentence = trying(where, () => explain(shown));
              checkShape(RESULTS.sentence, sentence, where);
              return sentence;
            },
          ]),
        );
      },
    }),
  };
  return setPlace(guarded, place);
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
