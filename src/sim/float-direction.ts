/** Codes of the directions, as on a port `rm`; 5 acts as 4 and 7 as 6. */
export const DIRECTION = { even: 0, zero: 1, down: 2, up: 3, away: 4, odd: 6 } as const;

/** A rounding direction by name. */
export type FloatDirection = keyof typeof DIRECTION;
