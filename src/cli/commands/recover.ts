import { recover as recoverFrom } from '../../proof/recover.ts';
import type { Command } from '../context.ts';
import { tableOf } from '../document.ts';
import { EXIT } from '../exit-code.ts';
import { proofSubject } from '../proof-subject.ts';

export const recover: Command = {
  name: 'recover',
  takes: '<file or circuit>',
  about:
    'half and full adders of a netlist, found in its gates alone; a full adder with a constant input is a half adder',
  options: [],
  circuitOptions: 'params',
  run(context) {
    const { netlist } = proofSubject('recover', context.names[0], context);
    const found = recoverFrom(netlist);
    const row = { circuit: netlist.name, ...found };
    context.print({
      facts: row,
      tables: [
        tableOf(
          'recovered',
          'Adders found',
          [row],
          [
            ['circuit', (one) => one.circuit],
            ['full adders', (one) => one.fa],
            ['half adders', (one) => one.ha],
            ['other gates', (one) => one.leftover],
          ],
        ),
      ],
    });
    return EXIT.holds;
  },
};
