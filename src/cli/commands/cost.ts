import type { Command } from '../context.ts';
import { operationArgument } from '../cost/operation-argument.ts';
import { catalogueView, priceView } from '../cost/price-view.ts';
import { EXIT } from '../exit-code.ts';

export const cost: Command = {
  name: 'cost',
  takes: '[operation sizes]',
  about: 'what an operation costs by every metric, beside the gates of its circuit',
  options: [],
  circuitOptions: 'none',
  run(context) {
    const { names, print } = context;
    print(
      names.length === 0 ? catalogueView() : priceView(operationArgument('cost', names), context.catalogue),
    );
    return EXIT.holds;
  },
};
