import { SYSTEMVERILOG_WORDS, VERILOG_WORDS } from './verilog-words.ts';

/** A port's name as Verilog takes it: a keyword is escaped. */
export function verilogName(name: string): string {
  return VERILOG_WORDS.has(name) || SYSTEMVERILOG_WORDS.has(name) ? `\\${name} ` : name;
}

/** The range of a port: `[3:0] `, or nothing for one bit. */
export function verilogRange(width: number): string {
  return width === 1 ? '' : `[${width - 1}:0] `;
}
