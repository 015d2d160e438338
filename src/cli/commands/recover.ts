import { recover as recoverFrom } from '../../proof/recover.ts';
import { tableOf } from '../../tables/document.ts';
import { defineCommand } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { netlistOptions, proofSubjects } from '../netlist-argument.ts';

export const recover = defineCommand({
  name: 'recover',
  takes: '<files or circuits>',
  mostNames: Number.POSITIVE_INFINITY,
  about:
    'half and full adders of a netlist, found in its gates alone; a full adder with a constant input is a half adder',
  options: netlistOptions(),
  circuitOptions: 'params',
  async run(context) {
    const rows = proofSubjects('recover', context).map(({ label, netlist }) => ({
      circuit: label,
      ...recoverFrom(netlist),
    }));
    await context.print({
      facts: rows.length === 1 ? { ...rows[0] } : {},
      tables: [
        tableOf('recovered', 'Adders found', rows, [
          ['circuit', (row) => row.circuit],
          ['full adders', (row) => row.fa],
          ['half adders', (row) => row.ha],
          ['other gates', (row) => row.leftover],
        ]),
      ],
    });
    return EXIT.holds;
  },
});
