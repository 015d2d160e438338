import { interpolateCividis, interpolatePuOr } from 'd3-scale-chromatic';
import { HEAT_STEPS, heatStep } from '../../drawing/heat-step.ts';

/** Red, green and blue, each 0 to 255. */
export type Rgb = readonly [number, number, number];

/** Numbers as colours. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  colour(value: number): Rgb;
}

/**
 * A scale from `min` to `max`: cividis, which looks the same to every kind of colour vision and grows lighter all the
 * way. Where there are numbers on both sides of 0, purple below and orange above, white at 0, in
 * the steps of the report's maps.
 */
export function scaleOf(min: number, max: number): Scale {
  if (min < 0 && max > 0) {
    const reach = Math.max(-min, max);
    return {
      min,
      max,
      colour: (value) => rgb(interpolatePuOr(0.5 + heatStep(value, reach) / (2 * HEAT_STEPS))),
    };
  }
  const span = max - min;
  return { min, max, colour: (value) => rgb(interpolateCividis(span === 0 ? 0 : (value - min) / span)) };
}

function rgb(text: string): Rgb {
  const hex = /^#(..)(..)(..)$/.exec(text);
  const parts =
    hex === null
      ? (text.match(/\d+/g) ?? []).map(Number)
      : hex.slice(1).map((part) => Number.parseInt(part, 16));
  const [red = 0, green = 0, blue = 0] = parts;
  return [red, green, blue];
}

/** A colour as CSS. */
export function css([red, green, blue]: Rgb): string {
  return `rgb(${red}, ${green}, ${blue})`;
}

/** Whole numbers for a legend, at steps of 1, 2 or 5 times a power of ten; both ends are among them. */
export function ticks(min: number, max: number, about = 5): number[] {
  if (min === max) return [min];
  const rough = (max - min) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10));
  const inner: number[] = [];
  for (let tick = Math.ceil(min / step) * step; tick <= max; tick += step)
    // What would be printed over an end is left out.
    if (tick - min > step / 3 && max - tick > step / 3) inner.push(tick);
  return [min, ...inner, max];
}
