import { type AnyValues, showParams } from './params.ts';

/** A circuit of the catalogue with the values of all its parameters: what is verified, kept and shown again. */
export interface CaseId {
  readonly circuit: string;
  readonly params: AnyValues;
}

/** How a case is named everywhere: `dadda-multiplier(i=4,j=8)`. No two cases share a name, so it is their key too. */
export function showCase({ circuit, params }: CaseId): string {
  return `${circuit}(${showParams(params)})`;
}
