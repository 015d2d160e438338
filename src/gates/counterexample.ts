/** Values of ports, unsigned. */
export type PortNumbers = Readonly<Record<string, bigint>>;

/** An input on which a netlist is wrong, what it gave and, where that is known, what it should have given. */
export interface Counterexample {
  readonly inputs: PortNumbers;
  readonly got: PortNumbers;
  readonly expected?: PortNumbers;
}

/** Values of ports as they are printed and kept. */
export type PortTexts = Readonly<Record<string, string>>;

/** `One` as it is printed and kept, since JSON has no large numbers. */
export type AsTexts<One extends Counterexample> = { readonly [Side in keyof One]: PortTexts };

/** In hexadecimal, which the command line reads as bits at every port; decimals mean numbers at those of floats. */
export function showBits(value: bigint): string {
  return `0x${value.toString(16)}`;
}

/** What `showBits` wrote; undefined of any other text. */
export function readBits(text: string): bigint | undefined {
  return /^0x[0-9a-f]+$/.test(text) ? BigInt(text) : undefined;
}

export function portTexts(values: PortNumbers): PortTexts {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, showBits(value)]));
}

/** What `portTexts` wrote; undefined where a value is none. */
export function readPorts(texts: PortTexts): PortNumbers | undefined {
  const values: Record<string, bigint> = {};
  for (const [name, text] of Object.entries(texts)) {
    const value = readBits(text);
    if (value === undefined) return undefined;
    values[name] = value;
  }
  return values;
}

/** Values of ports in a line: `a=0x1 b=0x2`. */
export function showPorts(texts: PortTexts): string {
  return Object.entries(texts)
    .map(([name, text]) => `${name}=${text}`)
    .join(' ');
}
