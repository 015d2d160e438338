import { mustBe } from '../../gates/must-be.ts';
import { findCycle } from './find-cycle.ts';
import { type Field, type FieldValues, LAYER_KINDS } from './layer-kinds.ts';
import { type Layer, type Network, PARTS, type Published } from './network.ts';

/** A network as JSON; docs/networks.md describes it. */
export type NetworkFile = Readonly<Record<string, unknown>>;

/**
 * Reads a network from a parsed JSON value. Throws a Misuse that names the layer and its member, what is allowed
 * and what was given.
 */
export function readNetwork(who: string, json: unknown): Network {
  const file = asRecord(who, 'file', json);
  onlyMembers(who, file, ['name', 'about', 'source', 'layers', 'published', 'notes']);
  if (!Array.isArray(file.layers) || file.layers.length === 0)
    throw mustBe(who, 'layers', 'a list of at least one layer', file.layers ?? 'nothing');
  const read = file.layers.map((layer: unknown, k) => readLayer(who, layer, k));
  const names = new Set<string>();
  for (const { layer } of read) {
    if (names.has(layer.name)) throw mustBe(`${who}: layer '${layer.name}'`, 'name', 'new', layer.name);
    names.add(layer.name);
  }
  checkOrder(who, read, names);
  return {
    name: text(who, file, 'name', who),
    about: text(who, file, 'about', ''),
    source: text(who, file, 'source', ''),
    layers: read.map(({ layer }) => layer),
    published: listOf(who, file, 'published').map((one) => readPublished(who, one)),
    notes: listOf(who, file, 'notes').map(String),
  };
}

/** A layer and the names of those that it reads; undefined where it reads the one before. */
interface Read {
  readonly layer: Layer;
  readonly after: readonly string[] | undefined;
}

const ANY_LAYER = ['name', 'kind', 'after', 'inferred'];

function readLayer(who: string, json: unknown, index: number): Read {
  const fallback = `layer ${index + 1}`;
  const raw = asRecord(`${who}: ${fallback}`, 'layer', json);
  const name = text(`${who}: ${fallback}`, raw, 'name', fallback);
  const here = `${who}: layer '${name}'`;
  const kindName = text(here, raw, 'kind', '');
  const kind = Object.hasOwn(LAYER_KINDS, kindName) ? LAYER_KINDS[kindName] : undefined;
  if (kind === undefined)
    throw mustBe(here, 'kind', `one of ${Object.keys(LAYER_KINDS).join(', ')}`, kindName || 'nothing');
  onlyMembers(here, raw, [...ANY_LAYER, ...Object.keys(kind.fields)]);
  const values: Record<string, FieldValues[string]> = {};
  for (const [field, spec] of Object.entries(kind.fields))
    values[field] = fieldValue(here, field, spec, raw[field]);
  const after = raw.after === undefined ? undefined : listOf(here, raw, 'after').map(String);
  const inferred = text(here, raw, 'inferred', '');
  return {
    layer: {
      name,
      kind: kindName,
      charges: kind.charges(here, values),
      ...(inferred === '' ? {} : { inferred }),
    },
    after,
  };
}

/** Counts above this are no network's, and sums of them would not be exact. */
const MOST = 2 ** 40;

function fieldValue(who: string, name: string, field: Field, raw: unknown): FieldValues[string] {
  const value = raw ?? ('default' in field ? field.default : undefined);
  switch (field.kind) {
    case 'bits':
      return whole(who, name, value, 64);
    case 'count':
      return whole(who, name, value, MOST);
    case 'pair': {
      const both = typeof value === 'number' ? [value, value] : value;
      if (!Array.isArray(both) || both.length !== 2)
        throw mustBe(who, name, 'a whole number or two, as in [3, 3]', value ?? 'nothing');
      return both.map((one: unknown) => whole(who, name, one, MOST));
    }
    case 'choice':
      if (typeof value === 'string' && field.of.includes(value)) return value;
      throw mustBe(who, name, `one of ${field.of.join(', ')}`, value);
    case 'operations':
      if (Array.isArray(value) && value.length > 0 && value.every(Array.isArray)) return value;
      throw mustBe(who, name, 'a list of kinds and sizes, as in [["mul", 8, 8]]', value ?? 'nothing');
  }
}

function whole(who: string, name: string, value: unknown, most: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw mustBe(who, name, `a whole number from 1 to ${most}`, value ?? 'nothing');
}

/** Every layer that is named must be there, and none may come to read itself. */
function checkOrder(who: string, layers: readonly Read[], names: ReadonlySet<string>): void {
  const before = new Map<string, readonly string[]>();
  for (const [k, { layer, after }] of layers.entries()) {
    const previous = layers[k - 1]?.layer.name;
    for (const name of after ?? [])
      if (!names.has(name)) throw mustBe(`${who}: layer '${layer.name}'`, 'after', 'names of layers', name);
    before.set(layer.name, after ?? (previous === undefined ? [] : [previous]));
  }
  const cycle = findCycle(before);
  if (cycle !== undefined)
    throw mustBe(`${who}: layer '${cycle[0]}'`, 'what it reads', 'free of itself', cycle.join(' reads '));
}

function readPublished(who: string, json: unknown): Published {
  const raw = asRecord(`${who}: published`, 'figure', json);
  const of = (['total', 'overhead', ...PARTS] as const).find((one) => one === raw.of);
  if (of === undefined)
    throw mustBe(
      `${who}: published`,
      'of',
      `one of total, overhead, ${PARTS.join(', ')}`,
      raw.of ?? 'nothing',
    );
  if (typeof raw.value !== 'number' || !(raw.value >= 0))
    throw mustBe(`${who}: published`, `value of ${of}`, 'a number', raw.value ?? 'nothing');
  return { of, value: raw.value };
}

/** The members of an object; throws for anything else. */
export function asRecord(who: string, what: string, json: unknown): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw mustBe(who, what, 'an object with members', json ?? 'nothing');
  return Object.fromEntries(Object.entries(json));
}

/** Throws at a member that is not among those known: a misspelt one would otherwise be lost. */
export function onlyMembers(who: string, raw: object, known: readonly string[]): void {
  for (const name of Object.keys(raw))
    if (!known.includes(name)) throw mustBe(who, 'member', `one of ${known.join(', ')}`, name);
}

function text(who: string, raw: Readonly<Record<string, unknown>>, name: string, preset: string): string {
  const value = raw[name] ?? preset;
  if (typeof value !== 'string') throw mustBe(who, name, 'text', value);
  return value;
}

function listOf(who: string, raw: Readonly<Record<string, unknown>>, name: string): unknown[] {
  const value = raw[name] ?? [];
  if (!Array.isArray(value)) throw mustBe(who, name, 'a list', value);
  return value;
}
