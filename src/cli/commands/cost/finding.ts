import type { Finding } from '../../../findings/finding.ts';
import { FINDINGS } from '../../../findings/index.ts';
import { type BaseContext, type Command, defineCommand } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { seedOption } from '../../shared-options.ts';
import { OF_COST, SVG } from './options.ts';
import { showPlot } from './show-plot.ts';

const SEEDED = FINDINGS.filter(({ isSeeded }) => isSeeded).map(({ name }) => name);

const SEED = seedOption(`${SEEDED.join(' and ')}: seed of the operands`);

/** `cost growth` and the like: a finding; only one that draws operands has a seed. */
export function findingCommand(finding: Finding): Command {
  if (!finding.isSeeded)
    return defineCommand({
      ...OF_COST,
      options: { svg: SVG },
      run: (context) => show(finding, Number(SEED.default), context.options.svg, context),
    });
  return defineCommand({
    ...OF_COST,
    options: { svg: SVG, seed: SEED },
    run: (context) => show(finding, context.options.seed, context.options.svg, context),
  });
}

async function show(finding: Finding, seed: number, isSvg: boolean, context: BaseContext): Promise<number> {
  const { tables, plot } = finding.show(seed);
  await showPlot(context, isSvg, plot, { facts: { seed }, tables, notes: finding.notes });
  return EXIT.holds;
}
