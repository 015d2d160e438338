import { OPERATIONS } from '../verify/reading.ts';
import type { CommandLine, Misplaced, OptionSpec } from './context.ts';
import { onlyFiles } from './netlist-argument.ts';

/** For an option that circuits may have for themselves. */
function besideAs(name: string): (line: CommandLine) => Misplaced | undefined {
  return ({ names, catalogue, given, options }) => {
    const named = catalogue.circuits.filter(
      (one) => names.includes(one.name) || one.name === options.against,
    );
    return given.has('as') || named.some(({ params }) => name in params) ? undefined : 'with --as';
  };
}

/** The options that say what a netlist from a file must compute. */
export const SUBJECT_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'as',
    kind: 'text',
    about: 'what the netlist of a file must compute, by the names of its ports',
    choices: OPERATIONS,
    excludes: ['against'],
    misplaced: onlyFiles,
  },
  {
    name: 'operands',
    kind: 'text',
    about:
      'operands in a file: ports or parts of them, as in a,b,cin or x[7:0],x[15:8] or a,a for a square; or widths in the order of the file, as in 8,8,1',
    needs: ['as'],
  },
  {
    name: 'result',
    kind: 'text',
    about: 'result in a file: ports or parts of them, the highest first, as in cout,s',
    needs: ['as'],
  },
  {
    name: 'signed',
    kind: 'flag',
    about: "operands and result of a file are in two's complement",
    misplaced: besideAs('signed'),
  },
  {
    name: 'unsigned',
    kind: 'flag',
    about: 'operands and result of a file are unsigned',
    needs: ['as'],
    excludes: ['signed'],
  },
  {
    name: 'modulo',
    kind: 'flag',
    about: 'what does not fit into the result of a file is dropped, as the carry of a + b in as many bits',
    needs: ['as'],
  },
];
