/** 27,584 for 27584. The language's own way loads tables of every country first, which a short run can feel. */
export function grouped(value: number): string {
  return String(value).replaceAll(/(?<=\d)(?=(?:\d{3})+$)/g, ',');
}
