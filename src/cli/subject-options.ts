import { OPERATIONS } from '../verify/reading.ts';
import { type NamesOf, onlyFiles } from './netlist-argument.ts';
import type { CommandLine, Misplaced, Options } from './option.ts';
import { oneOf, readAny } from './readers.ts';

/** For an option that circuits may have for themselves. */
function besideAs(name: string, namesOf: NamesOf): (line: CommandLine) => Misplaced | undefined {
  return (line) => {
    const names = namesOf(line);
    const named = line.catalogue.circuits.filter(
      (one) => names.includes(one.name) || one.name === line.text('against'),
    );
    return line.given.has('as') || named.some(({ params }) => name in params) ? undefined : 'with --as';
  };
}

/** The options that say what a netlist from a file must compute, for a command of which these names are netlists. */
export function subjectOptions(namesOf: NamesOf = ({ names }) => names) {
  return {
    as: {
      about: 'what the netlist of a file must compute, by the names of its ports',
      parse: oneOf(OPERATIONS),
      excludes: ['against'],
      misplaced: onlyFiles(namesOf),
    },
    operands: {
      about:
        'operands in a file: ports or parts of them, as in a,b,cin or x[7:0],x[15:8] or a,a for a square; or widths in the order of the file, as in 8,8,1',
      parse: readAny,
      needs: ['as'],
    },
    result: {
      about: 'result in a file: ports or parts of them, the highest first, as in cout,s',
      parse: readAny,
      needs: ['as'],
    },
    signed: {
      about: "operands and result of a file are in two's complement",
      misplaced: besideAs('signed', namesOf),
    },
    unsigned: {
      about: 'operands and result of a file are unsigned',
      needs: ['as'],
      excludes: ['signed'],
    },
    modulo: {
      about: 'what does not fit into the result of a file is dropped, as the carry of a + b in as many bits',
      needs: ['as'],
    },
  } as const satisfies Options;
}
