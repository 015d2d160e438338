/** Where a value stands on an axis, and the marks along it. */
export interface Axis {
  /** From 0 at the low end to 1 at the high end. */
  place(value: number): number;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

/** An axis that holds the values: even, from 0 or below, or by powers of ten, where only values above 0 have a place. */
export function axisFor(values: readonly number[], isLogarithmic: boolean): Axis {
  return isLogarithmic ? logarithmic(values.filter((value) => value > 0)) : even(values);
}

function logarithmic(values: readonly number[]): Axis {
  const low = Math.floor(Math.log10(least(values, 1)) + 1e-9);
  const high = Math.max(low + 1, Math.ceil(Math.log10(most(values, 10)) - 1e-9));
  const step = Math.ceil((high - low) / 8);
  const ticks = [];
  for (let power = low; power <= high; power += step)
    ticks.push({
      at: (power - low) / (high - low),
      text: power >= -3 && power <= 5 ? String(10 ** power) : `1e${power}`,
    });
  return { place: (value) => (Math.log10(value) - low) / (high - low), ticks };
}

function even(values: readonly number[]): Axis {
  const low = Math.min(0, least(values, 0));
  const high = most(values, 1);
  const rough = (high - low) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => one >= rough) ?? rough;
  const first = Math.floor(low / step) * step;
  const end = first + Math.ceil((high - first) / step - 1e-9) * step;
  const ticks = [];
  for (let k = 0; first + k * step <= end + step / 2; k++) {
    const value = first + k * step;
    ticks.push({ at: (value - first) / (end - first), text: String(Number(value.toPrecision(6))) });
  }
  return { place: (value) => (value - first) / (end - first), ticks };
}

/** By a loop: there may be more values than a call takes arguments. */
function least(values: readonly number[], preset: number): number {
  return values.reduce((low, value) => Math.min(low, value), values[0] ?? preset);
}

function most(values: readonly number[], preset: number): number {
  return values.reduce((high, value) => Math.max(high, value), values[0] ?? preset);
}
