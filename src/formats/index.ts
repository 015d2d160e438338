import { isAiger, isAigerBinary, isBench, isBlif, isJson, isVerilog } from './beginnings.ts';
import type { Format } from './format.ts';
import { readAiger } from './read-aiger.ts';
import { readAigerBinary } from './read-aiger-binary.ts';
import { readBench } from './read-bench.ts';
import { readBlif } from './read-blif.ts';
import { readJson } from './read-json.ts';
import { readVerilog } from './read-verilog.ts';
import { readYosysJson } from './read-yosys-json.ts';
import { writeAiger } from './write-aiger.ts';
import { writeAigerBinary } from './write-aiger-binary.ts';
import { writeBench } from './write-bench.ts';
import { writeBlif } from './write-blif.ts';
import { writeDimacs } from './write-dimacs.ts';
import { writeDot } from './write-dot.ts';
import { writeDotDiagram } from './write-dot-diagram.ts';
import { writeJson } from './write-json.ts';
import { writeSmtLib } from './write-smt-lib.ts';
import { writeVcd } from './write-vcd.ts';
import { writeVerilog } from './write-verilog.ts';
import { writeYosysJson } from './write-yosys-json.ts';

/** The catalogue of file formats. Whatever exports, imports or documents them reads this. */
export const FILE_FORMATS: readonly Format[] = [
  {
    name: 'verilog',
    kind: 'text',
    extension: '.v',
    about: 'structural Verilog, flat or one module a stage, with a self-checking test bench if asked for',
    options: ['hierarchy', 'testbench'],
    write: writeVerilog,
    readOptions: ['top', 'cells'],
    begins: isVerilog,
    read: readVerilog,
  },
  {
    name: 'blif',
    kind: 'text',
    extension: '.blif',
    about: 'BLIF, a table a gate, for ABC, SIS and VPR',
    write: writeBlif,
    readOptions: ['top', 'cells'],
    begins: isBlif,
    read: readBlif,
  },
  {
    name: 'bench',
    kind: 'text',
    extension: '.bench',
    about: 'the language of the ISCAS benchmarks, a line a gate, for test generators and ABC',
    write: writeBench,
    begins: isBench,
    read: readBench,
  },
  {
    name: 'aiger',
    kind: 'text',
    extension: '.aag',
    about: 'AIGER in ASCII: ANDs and inverters with the names of the ports, for provers',
    write: writeAiger,
    begins: isAiger,
    read: readAiger,
  },
  {
    name: 'aiger-binary',
    kind: 'binary',
    extension: '.aig',
    about: 'AIGER in its binary form, a few bytes an AND',
    write: writeAigerBinary,
    begins: isAigerBinary,
    read: readAigerBinary,
  },
  {
    name: 'yosys-json',
    kind: 'text',
    extension: '.yosys.json',
    about: "Yosys's own gates as JSON, for Yosys and for viewers of schematics",
    write: writeYosysJson,
    read: readYosysJson,
  },
  {
    name: 'json',
    kind: 'text',
    extension: '.json',
    about: 'everything a netlist holds: gates, cells, stages and their counts',
    write: writeJson,
    begins: isJson,
    read: readJson,
  },
  {
    name: 'dot',
    kind: 'text',
    extension: '.dot',
    about: 'a drawing of gates, cells and stages for Graphviz',
    write: writeDot,
  },
  {
    name: 'svg',
    kind: 'text',
    extension: '.svg',
    about: 'the dot diagram of a multiplier or adder, stage by stage',
    write: writeDotDiagram,
  },
  {
    name: 'vcd',
    kind: 'text',
    extension: '.vcd',
    about: 'the waves of a simulation of given inputs, for GTKWave',
    options: ['inputs'],
    write: writeVcd,
  },
  {
    name: 'smt-lib',
    kind: 'text',
    extension: '.smt2',
    about: 'the circuit as definitions in SMT-LIB 2, to assert something of',
    write: writeSmtLib,
  },
  {
    name: 'dimacs',
    kind: 'text',
    extension: '.cnf',
    about: 'the circuit as clauses for SAT solvers, a variable a net',
    write: writeDimacs,
  },
];
