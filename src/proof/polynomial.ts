/**
 * Coefficients of a polynomial, one for each net, as m 2^e with odd m: those of an arithmetic circuit are small
 * multiples of powers of two far beyond 2^53. What does not fit is noted in `lost`, never rounded. Exact modulo 2^n.
 */
export class Coefficients {
  readonly mantissa: Float64Array;
  readonly exponent: Int32Array;
  readonly modulus: number;
  /** Set when a sum did not fit; the polynomial then means nothing. */
  lost = false;

  constructor(size: number, modulus: number) {
    this.mantissa = new Float64Array(size);
    this.exponent = new Int32Array(size);
    this.modulus = modulus;
  }

  isZero(index: number): boolean {
    return this.mantissa[index] === 0;
  }

  /** Adds m 2^e to a coefficient. */
  add(index: number, m: number, e: number): void {
    if (m === 0 || e >= this.modulus) return;
    const old = this.mantissa[index] ?? 0;
    let sum = m;
    let exponent = e;
    if (old !== 0) {
      const before = this.exponent[index] ?? 0;
      exponent = Math.min(before, e);
      if (Math.abs(before - e) > MOST_SHIFT) this.lost = true;
      sum = before < e ? old + m * 2 ** (e - before) : old * 2 ** (before - e) + m;
      if (Math.abs(sum) > MOST_MANTISSA) this.lost = true;
    }
    while (sum !== 0 && sum % 2 === 0) {
      sum /= 2;
      exponent++;
    }
    this.mantissa[index] = exponent >= this.modulus ? 0 : sum;
    this.exponent[index] = exponent;
  }

  /** The m and e of a coefficient. */
  get(index: number): readonly [m: number, e: number] {
    return [this.mantissa[index] ?? 0, this.exponent[index] ?? 0];
  }

  /** Takes a coefficient out: returns its m and leaves 0; its e stays readable in `exponent`. */
  take(index: number): number {
    const m = this.mantissa[index] ?? 0;
    this.mantissa[index] = 0;
    return m;
  }
}

const MOST_SHIFT = 40;
const MOST_MANTISSA = 2 ** 52;

/** A whole number as m 2^e with odd m; undefined when m does not fit. */
export function asPower(value: bigint): { m: number; e: number } | undefined {
  let m = value;
  let e = 0;
  while (m !== 0n && m % 2n === 0n) {
    m /= 2n;
    e++;
  }
  const size = m < 0n ? -m : m;
  return size > BigInt(MOST_MANTISSA) ? undefined : { m: Number(m), e };
}
