import { textOf } from '../../formats/named-file.ts';
import { said } from '../../gates/misuse.ts';
import { mustBe } from '../../gates/must-be.ts';
import { namedFile } from '../../host/read-file.ts';
import { checkCertificate as replay } from '../../proof/certificate-checker.ts';
import { tableOf } from '../../tables/document.ts';
import type { Command, OptionSpec } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { NETLIST_OPTIONS, proofSubject } from '../netlist-argument.ts';
import { SUBJECT_OPTIONS } from '../subject-options.ts';

/** The first name is the certificate: what an option says of the netlist is of the second. */
function ofSecondName({ misplaced, ...option }: OptionSpec): OptionSpec {
  if (misplaced === undefined) return option;
  return { ...option, misplaced: (line) => misplaced({ ...line, names: line.names.slice(1) }) };
}

export const checkCertificate: Command = {
  name: 'check-certificate',
  takes: '<certificate> <netlist or circuit>',
  mostNames: 2,
  about: 'replays a proof in LPAC by a checker that knows gates and polynomials, and nothing of adders',
  options: [...SUBJECT_OPTIONS, ...NETLIST_OPTIONS].map(ofSecondName),
  circuitOptions: 'params',
  async run(context) {
    const [path = '', name] = context.names;
    const { label, netlist, equation, reading } = proofSubject('check-certificate', name, context);
    if (equation === undefined)
      throw mustBe(
        'check-certificate',
        '--as',
        'multiplier, adder or subtractor for a file',
        said('nothing'),
      );
    if (reading?.isNarrow === true)
      throw mustBe(
        label,
        '--modulo',
        'given where the result is too narrow for every value',
        said('nothing'),
      );
    const file = namedFile('check-certificate', 'certificate', path, 'a file that can be read');
    const row = { circuit: label, certificate: path, ...replay(netlist, equation, textOf(file)) };
    await context.print({
      facts: row,
      tables: [
        tableOf(
          'certificates',
          'Certificate',
          [row],
          [
            ['circuit', (one) => one.circuit],
            ['accepted', (one) => one.accepted],
            ['lines', (one) => one.rules],
            ['why not', (one) => one.reason ?? ''],
          ],
        ),
      ],
    });
    return row.accepted ? EXIT.holds : EXIT.fails;
  },
};
