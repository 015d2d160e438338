/** Steps of |value| to each side of zero; the last takes in all that is larger. */
export const HEAT_STEPS = 4;

/** 0 for zero, else 1 to HEAT_STEPS with the sign of the value: even steps up to the largest. */
export function heatStep(value: number, largest: number): number {
  if (Math.abs(value) < 1e-9) return 0;
  const reached = Math.ceil((HEAT_STEPS * Math.abs(value)) / largest - 1e-9);
  const step = Math.min(HEAT_STEPS, Math.max(1, reached));
  return value < 0 ? -step : step;
}

/** Widths with a number at the edge of a map of all widths. */
export const NUMBERED_WIDTHS = [1, 8, 16, 24, 32, 40, 48, 56, 64] as const;
