import { countDocument } from '../../report/count-document.ts';
import { namedCircuit, paramsGiven } from '../circuit-argument.ts';
import { defineCommand } from '../context.ts';
import { EXIT } from '../exit-code.ts';

export const count = defineCommand({
  name: 'count',
  takes: '<circuit>',
  mostNames: 1,
  about: 'gates, half adders, full adders, multiplexers and depth, stage by stage, beside the claims',
  options: {},
  circuitOptions: 'params',
  async run(context) {
    const circuit = namedCircuit('count', context);
    const given = paramsGiven(circuit, context);
    const { document, isAsClaimed } = countDocument(circuit, given, context.catalogue.claims);
    await context.print(document);
    return isAsClaimed ? EXIT.holds : EXIT.fails;
  },
});
