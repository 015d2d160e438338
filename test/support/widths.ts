/** Every pair of whole numbers from 1 to `most`. */
export function pairs(most: number): [number, number][] {
  const all = Array.from({ length: most }, (_, k) => k + 1);
  return all.flatMap((i) => all.map((j): [number, number] => [i, j]));
}
