import { METRICS } from '../../cost/index.ts';
import type { Metric } from '../../cost/metric.ts';
import { readNetwork } from '../../cost/network/read-network.ts';
import { NETWORK_FILES } from '../../cost/network/shipped.ts';
import { operationInWords } from '../../cost/operation-words.ts';
import { type Plot, plotSvg } from '../../drawing/plot.ts';
import { comparePlot, PAIR_NOTES, pairTables } from '../../findings/compare-tables.ts';
import type { Finding } from '../../findings/finding.ts';
import { FINDINGS } from '../../findings/index.ts';
import { COUNTING_METRICS, measureAll } from '../../findings/measure-operations.ts';
import { mustBe } from '../../gates/must-be.ts';
import { writeOutput } from '../../host/output.ts';
import { networkDocument } from '../../report/network-document.ts';
import { costCatalogue, priceDocument } from '../../report/price-document.ts';
import type { Document } from '../../tables/document.ts';
import { type Command, type CommandLine, type Context, optionValue } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { networkArgument } from '../network-argument.ts';
import { readPath, readWidths } from '../readers.ts';
import { seedOption } from '../shared-options.ts';

const NAMES = FINDINGS.map(({ name }) => name);
const SEEDED = FINDINGS.filter(({ isSeeded }) => isSeeded).map(({ name }) => name);

const isNetwork = ({ names }: CommandLine) => names[0] === 'network';

const WIDTHS = {
  name: 'widths',
  kind: 'text',
  about: 'compare: widths, as in 8, 1..64 or 1,2,4..8',
  default: '1..64',
  parse: readWidths,
  needs: ['compare'],
} as const;

const SEED = {
  ...seedOption(`${SEEDED.join(' and ')}: seed of the operands`),
  misplaced: ({ names: [name = ''] }: CommandLine) =>
    SEEDED.includes(name) ? undefined : `with ${SEEDED.join(' or ')}`,
} as const;

const BITS = {
  name: 'bits',
  kind: 'text',
  about: 'network: JSON file with widths for the nodes of an ONNX file',
  parse: readPath,
  misplaced: (line: CommandLine) => (isNetwork(line) ? undefined : 'with network'),
} as const;

export const cost: Command = {
  name: 'cost',
  takes: `[operation sizes | network FILE | ${NAMES.join(' | ')}]`,
  mostNames: Number.POSITIVE_INFINITY,
  about:
    'what operations and networks cost: by every metric, beside the gates; without a name, the metrics and operations there are',
  options: [
    {
      name: 'compare',
      kind: 'flag',
      about: 'every metric against every other, over operations and widths',
      misplaced: ({ names }) => (names.length === 0 ? undefined : ['without a name', names.join(' ')]),
    },
    WIDTHS,
    {
      name: 'metric',
      kind: 'text',
      about: 'network: what to price it by; compare: what to plot',
      choices: METRICS.map(({ name }) => name),
      misplaced: (line) =>
        isNetwork(line) || line.given.has('compare') ? undefined : 'with network or --compare',
    },
    {
      name: 'against',
      kind: 'text',
      about: 'compare: the metric to plot it against',
      choices: COUNTING_METRICS.map(({ name }) => name),
      default: 'ace-v2',
      needs: ['compare'],
    },
    {
      name: 'svg',
      kind: 'flag',
      about: 'compare and findings: the plot as SVG instead of the tables',
      excludes: ['format'],
      misplaced: ({ names: [name], given }) =>
        given.has('compare') || findingNamed(name) !== undefined
          ? undefined
          : [`with --compare or one of ${NAMES.join(', ')}`, name ?? 'nothing'],
    },
    SEED,
    BITS,
    {
      name: 'as-file',
      kind: 'flag',
      about: 'network: print it in the form of a file, to be changed',
      excludes: ['format', 'metric'],
      misplaced: (line) => (isNetwork(line) ? undefined : ['with network', line.names[0] ?? 'nothing']),
    },
  ],
  // Operations are counted in circuits of our own.
  without: ['load'],
  circuitOptions: 'none',
  async run(context) {
    const { names, options, print } = context;
    const [name] = names;
    const finding = names.length === 1 ? findingNamed(name) : undefined;
    if (options.compare === true) await compare(context);
    else if (name === 'network') await network(context);
    else if (finding !== undefined) {
      const seed = optionValue(options, SEED);
      const { tables, plot } = finding.show(seed);
      await show(context, plot, { facts: { seed }, tables, notes: finding.notes });
    } else if (name === undefined) await print(costCatalogue());
    else await print(priceDocument(operationInWords('cost', names)));
    return EXIT.holds;
  },
};

function findingNamed(name: string | undefined): Finding | undefined {
  return FINDINGS.find((finding) => finding.name === name);
}

async function show({ options, print }: Context, plot: Plot, document: Document): Promise<void> {
  if (options.svg === true) writeOutput(plotSvg(plot, true), outOf(options));
  else await print(document);
}

async function compare(context: Context): Promise<void> {
  const { options } = context;
  const widths = optionValue(options, WIDTHS);
  if (widths.length < 3) throw mustBe('cost', '--widths', 'at least three', options.widths);
  const { name } = metricOf(options.metric, 'unit-gate-area');
  if (!COUNTING_METRICS.some((metric) => metric.name === name)) {
    const rule = `one that counts netlists: ${COUNTING_METRICS.map((metric) => metric.name).join(', ')}`;
    throw mustBe('cost', '--metric of --compare', rule, name);
  }
  const { name: against } = metricOf(options.against, 'ace-v2');
  const measured = measureAll(widths);
  await show(context, comparePlot(measured, against, name), {
    facts: { widths },
    tables: pairTables(measured),
    notes: PAIR_NOTES,
  });
}

async function network({ names, options, print }: Context): Promise<void> {
  const [, name, ...more] = names;
  if (name === undefined || more.length > 0) {
    const rule = `one file, or one of ${[...NETWORK_FILES.keys()].join(', ')}`;
    throw mustBe('cost', 'network', rule, [name, ...more].join(' ') || 'nothing');
  }
  const file = await networkArgument(name, optionValue(options, BITS));
  const priced = readNetwork(name, file);
  if (options['as-file'] === true) writeOutput(`${JSON.stringify(file, undefined, 2)}\n`, outOf(options));
  else await print(networkDocument(priced, metricOf(options.metric, 'ace-v2')));
}

function metricOf(given: unknown, preset: string): Metric {
  const metric = METRICS.find(({ name }) => name === (given ?? preset));
  if (metric === undefined) throw mustBe('cost', '--metric', 'known', given);
  return metric;
}

function outOf(options: Context['options']): string | undefined {
  return typeof options.out === 'string' ? options.out : undefined;
}
