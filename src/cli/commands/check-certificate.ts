import { textOf } from '../../formats/named-file.ts';
import { said } from '../../gates/misuse.ts';
import { mustBe } from '../../gates/must-be.ts';
import { namedFile } from '../../host/read-file.ts';
import { checkCertificate as replay } from '../../proof/certificate-checker.ts';
import { tableOf } from '../../tables/document.ts';
import { defineCommand } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { netlistOptions, proofSubject } from '../netlist-argument.ts';
import type { CommandLine } from '../option.ts';
import { subjectOptions } from '../subject-options.ts';

/** The first name is the certificate: what an option says of the netlist is of the second. */
const second = ({ names }: CommandLine) => names.slice(1);

export const checkCertificate = defineCommand({
  name: 'check-certificate',
  takes: '<certificate> <netlist or circuit>',
  mostNames: 2,
  about: 'replays a proof in LPAC by a checker that knows gates and polynomials, and nothing of adders',
  options: { ...subjectOptions(second), ...netlistOptions(second) },
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
});
