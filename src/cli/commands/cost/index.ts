import { FINDINGS } from '../../../findings/index.ts';
import type { CommandGroup, Part } from '../../context.ts';
import { compare } from './compare.ts';
import { findingCommand } from './finding.ts';
import { network } from './network.ts';
import { operation } from './operation.ts';
import { OF_COST } from './options.ts';

const PARTS: readonly Part[] = [
  { calledBy: { name: 'network' }, command: network },
  { calledBy: { flag: 'compare' }, command: compare },
  ...FINDINGS.map((finding) => ({
    calledBy: { name: finding.name, isAlone: true } as const,
    command: findingCommand(finding),
  })),
  { calledBy: 'nothing else', command: operation },
];

export const cost: CommandGroup = {
  ...OF_COST,
  takes: `[operation sizes | network FILE | ${FINDINGS.map(({ name }) => name).join(' | ')}]`,
  about:
    'what operations and networks cost: by every metric, beside the gates; without a name, the metrics and operations there are',
  options: Object.fromEntries(PARTS.flatMap(({ command }) => Object.entries(command.options))),
  parts: PARTS,
};
