import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAiger } from '../../src/formats/read-aiger.ts';
import { readAigerBinary } from '../../src/formats/read-aiger-binary.ts';
import { readBlif } from '../../src/formats/read-blif.ts';
import { readJson } from '../../src/formats/read-json.ts';
import { readVerilog } from '../../src/formats/read-verilog.ts';
import { readYosysJson } from '../../src/formats/read-yosys-json.ts';
import { writeAiger } from '../../src/formats/write-aiger.ts';
import { writeAigerBinary } from '../../src/formats/write-aiger-binary.ts';
import { writeBlif } from '../../src/formats/write-blif.ts';
import { writeJson } from '../../src/formats/write-json.ts';
import { writeVerilog } from '../../src/formats/write-verilog.ts';
import { writeYosysJson } from '../../src/formats/write-yosys-json.ts';
import type { Netlist } from '../../src/gates/netlist.ts';
import { gatesOf, INFO, SOME_NETLISTS, someNetlist, truthTables } from './support.ts';

/** Formats that carry every gate. */
const EXACT: Readonly<Record<string, (netlist: Netlist) => Netlist>> = {
  json: (netlist) => readJson(writeJson(netlist, INFO)),
  verilog: (netlist) => readVerilog(writeVerilog(netlist, INFO)),
  'verilog, a module a stage': (netlist) => readVerilog(writeVerilog(netlist, { ...INFO, hierarchy: true })),
  blif: (netlist) => readBlif(writeBlif(netlist, INFO)),
  'yosys-json': (netlist) => readYosysJson(writeYosysJson(netlist, INFO)),
};

/** Formats of ANDs and inverters. */
const FUNCTIONAL = {
  aiger: { write: (netlist: Netlist) => writeAiger(netlist, INFO), read: readAiger },
  'aiger-binary': {
    write: (netlist: Netlist) => Buffer.from(writeAigerBinary(netlist, INFO)).toString('latin1'),
    read: (text: string) => readAigerBinary(Buffer.from(text, 'latin1')),
  },
};

describe.each(Object.entries(EXACT))('through %s', (format, trip) => {
  it('every circuit comes back gate by gate, with its name', () => {
    for (const netlist of SOME_NETLISTS) {
      const back = trip(netlist);
      expect(gatesOf(back)).toEqual(gatesOf(netlist));
      expect(Object.keys(back.inputs)).toEqual(Object.keys(netlist.inputs));
      expect(back.name).toBe(netlist.name);
      if (format === 'json') expect(back).toEqual(netlist);
    }
  });

  it('so does any netlist', () => {
    fc.assert(
      fc.property(someNetlist, (netlist) => {
        const back = trip(netlist);
        expect(gatesOf(back)).toEqual(gatesOf(netlist));
        if (format === 'json') expect(back).toEqual(netlist);
      }),
      { seed: 5, numRuns: 150 },
    );
  });
});

describe.each(Object.entries(FUNCTIONAL))('through %s', (_, { write, read }) => {
  it('every circuit comes back with its ports and its name, and is written the same again', () => {
    for (const netlist of SOME_NETLISTS) {
      const file = write(netlist);
      const back = read(file);
      expect([back.name, back.inputs]).toEqual([netlist.name, netlist.inputs]);
      if (netlist.inputCount <= 12) expect(truthTables(back)).toEqual(truthTables(netlist));
      expect(withoutComment(write(back))).toEqual(withoutComment(file));
    }
  });

  it('any netlist comes back with its function', () => {
    fc.assert(
      fc.property(someNetlist, (netlist) => {
        const file = write(netlist);
        const back = read(file);
        expect(back.inputs).toEqual(netlist.inputs);
        expect(truthTables(back)).toEqual(truthTables(netlist));
        expect(withoutComment(write(back))).toEqual(withoutComment(file));
      }),
      { seed: 6, numRuns: 150 },
    );
  });
});

/** The counts in the comment are those of the netlist, which has other gates when it comes back. */
function withoutComment(file: string): string {
  return file.slice(0, file.lastIndexOf('\nc\n'));
}
