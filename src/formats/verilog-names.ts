/** The words that no Verilog or SystemVerilog identifier may be; those that a port could be called. */
const KEYWORDS = new Set(
  `alias always and assert assign assume automatic before begin bind bins bit break buf bufif0 bufif1 byte case casex
  casez cell chandle checker class clocking cmos config const constraint context continue cover cross deassign default
  defparam design disable dist do edge else end endcase endfunction endmodule endtask enum event eventually expect
  export extends extern final first_match for force foreach forever fork forkjoin function generate genvar global
  highz0 highz1 if iff ifnone import incdir include initial inout input inside instance int integer interconnect
  interface intersect join large let liblist library local localparam logic longint macromodule matches medium
  modport module nand negedge nettype new nexttime nmos nor noshowcancelled not notif0 notif1 null or output package
  packed parameter pmos posedge primitive priority program property protected pull0 pull1 pulldown pullup pure rand
  randc randcase randsequence rcmos real realtime ref reg reject_on release repeat restrict return rnmos rpmos rtran
  rtranif0 rtranif1 scalared sequence shortint shortreal showcancelled signed small soft solve specify specparam
  static string strong strong0 strong1 struct super supply0 supply1 table tagged task this throughout time timeprecision
  timeunit tran tranif0 tranif1 tri tri0 tri1 triand trior trireg type typedef union unique unique0 unsigned until
  untyped use uwire var vectored virtual void wait wand weak weak0 weak1 while wildcard wire with within wor xnor
  xor`.split(/\s+/),
);

/** A port's name as Verilog takes it: a keyword is escaped. */
export function verilogName(name: string): string {
  return KEYWORDS.has(name) ? `\\${name} ` : name;
}

/** The range of a port: `[3:0] `, or nothing for one bit. */
export function verilogRange(width: number): string {
  return width === 1 ? '' : `[${width - 1}:0] `;
}
