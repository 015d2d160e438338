import { plotSvg } from '../drawing/plot.ts';
import type { Finding } from '../findings/finding.ts';
import type { Block, Section } from './report.ts';

/** A finding as a section, with its plot before its figures. */
export function findingSection(
  { name, title, about, isSeeded, show, notes }: Finding,
  seed: number,
): Section {
  const { tables, plot } = show(seed);
  const seeded = isSeeded ? ` --seed ${seed}` : '';
  return {
    title,
    blocks: [
      { kind: 'text', text: about },
      { kind: 'drawing', svg: plotSvg(plot), caption: `${plot.title}.` },
      ...tables.map((table): Block => ({ kind: 'table', table, isFolded: table.lines.length > 40 })),
      ...notes.map((note): Block => ({ kind: 'text', text: note })),
    ],
    reproduce: [`adderscope cost ${name}${seeded}`, `adderscope cost ${name}${seeded} --svg`],
  };
}
