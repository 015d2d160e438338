import { readNetwork } from '../../../cost/network/read-network.ts';
import { NETWORK_FILES } from '../../../cost/network/shipped.ts';
import { mustBe } from '../../../gates/must-be.ts';
import { networkDocument } from '../../../report/network-document.ts';
import { defineCommand } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { networkArgument } from '../../network-argument.ts';
import { readPath } from '../../readers.ts';
import { METRIC, metricNamed, OF_COST } from './options.ts';

/** `cost network FILE`: what a whole network costs, layer by layer. */
export const network = defineCommand({
  ...OF_COST,
  options: {
    metric: METRIC,
    bits: { about: 'network: JSON file with widths for the nodes of an ONNX file', parse: readPath },
    'as-file': {
      about: 'network: print it in the form of a file, to be changed',
      excludes: ['format', 'metric'],
    },
  },
  async run({ names, options, print, write }) {
    const [, name, ...more] = names;
    if (name === undefined || more.length > 0) {
      const rule = `one file, or one of ${[...NETWORK_FILES.keys()].join(', ')}`;
      throw mustBe('cost', 'network', rule, [name, ...more].join(' ') || 'nothing');
    }
    const file = await networkArgument(name, options.bits);
    const priced = readNetwork(name, file);
    if (options['as-file']) write(`${JSON.stringify(file, undefined, 2)}\n`);
    else await print(networkDocument(priced, metricNamed(options.metric ?? 'ace-v2')));
    return EXIT.holds;
  },
});
