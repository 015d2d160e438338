export type CellValue = string | number | boolean;

/** A table as a report shows it. */
export interface TableData {
  readonly title: string;
  readonly columns: readonly { readonly label: string; readonly align: 'left' | 'right' }[];
  readonly lines: readonly (readonly CellValue[])[];
}
