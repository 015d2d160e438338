import { METRICS } from '../../cost/index.ts';
import { readNetwork } from '../../cost/network/read-network.ts';
import { NETWORK_FILES } from '../../cost/network/shipped.ts';
import { mustBe } from '../../gates/must-be.ts';
import type { Command, Context } from '../context.ts';
import { networkArgument } from '../cost/network-argument.ts';
import { networkView } from '../cost/network-view.ts';
import { operationArgument } from '../cost/operation-argument.ts';
import { catalogueView, priceView } from '../cost/price-view.ts';
import type { Document } from '../document.ts';
import { EXIT } from '../exit-code.ts';
import { writeOutput } from '../output.ts';
import { asUsage, UsageError } from '../usage-error.ts';

const PRESET_METRIC = 'ace-v2';

export const cost: Command = {
  name: 'cost',
  takes: '[operation sizes, or network FILE]',
  about:
    'what an operation costs by every metric, beside the gates of its circuit; or what a network costs, layer by layer',
  options: [
    {
      name: 'metric',
      kind: 'text',
      about: 'network: what to price it by',
      choices: METRICS.map(({ name }) => name),
      default: PRESET_METRIC,
    },
    { name: 'bits', kind: 'text', about: 'network: JSON file with widths for the nodes of an ONNX file' },
    { name: 'as-file', kind: 'flag', about: 'network: print it in the form of a file, to be changed' },
  ],
  circuitOptions: 'none',
  async run(context) {
    const { names, print } = context;
    if (names[0] === 'network') await network(context);
    else print(view(context));
    return EXIT.holds;
  },
};

/** What there is to price, or one operation priced. */
function view({ names, catalogue }: Context): Document {
  if (names.length === 0) return catalogueView();
  return priceView(operationArgument('cost', names), catalogue);
}

async function network({ names, options, print }: Context): Promise<void> {
  const [, name, ...more] = names;
  if (name === undefined || more.length > 0) {
    const rule = `one file, or one of ${[...NETWORK_FILES.keys()].join(', ')}`;
    throw new UsageError(mustBe('cost', 'network', rule, [name, ...more].join(' ') || 'nothing').message);
  }
  const file = await networkArgument(name, typeof options.bits === 'string' ? options.bits : undefined);
  const priced = asUsage(() => readNetwork(name, file));
  if (options['as-file'] === true) {
    const out = typeof options.out === 'string' ? options.out : undefined;
    writeOutput(`${JSON.stringify(file, undefined, 2)}\n`, out);
    return;
  }
  const metric = METRICS.find((one) => one.name === options.metric);
  if (metric === undefined) throw new UsageError(mustBe('cost', '--metric', 'known', options.metric).message);
  print(asUsage(() => networkView(priced, metric)));
}
