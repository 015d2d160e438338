import { operationInWords } from '../../../cost/operation-words.ts';
import { costCatalogue, priceDocument } from '../../../report/price-document.ts';
import { defineCommand } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { OF_COST } from './options.ts';

/** `cost mul 8 8`: an operation by every metric; without a name, what there is. */
export const operation = defineCommand({
  ...OF_COST,
  options: {},
  async run({ names, print }) {
    await print(names.length === 0 ? costCatalogue() : priceDocument(operationInWords('cost', names)));
    return EXIT.holds;
  },
});
