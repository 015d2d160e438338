import { visible } from '../gates/visible.ts';
import { markdownProse, markdownText } from '../tables/markdown-text.ts';
import { markdownOf } from '../tables/write-markdown.ts';
import type { Block, Report } from './report.ts';

/** A report as Markdown. Drawings, which Markdown cannot hold, are told by their captions. */
export function markdownReport({ title, lead, facts, sections }: Report): string {
  const parts = [
    `# ${markdownText(title)}`,
    lead.map((line) => `- ${markdownProse(line)}`).join('\n'),
    facts.map(([name, value]) => `- **${markdownText(name)}**: ${markdownProse(value)}`).join('\n'),
    ...sections.flatMap((section) => [
      `## ${markdownText(section.title)}`,
      ...section.blocks.map(block),
      ...(section.reproduce.length === 0
        ? []
        : [`To see these figures again:\n\n\`\`\`sh\n${section.reproduce.map(visible).join('\n')}\n\`\`\``]),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function block(one: Block): string {
  if (one.kind === 'text') return markdownProse(one.text);
  if (one.kind === 'drawing') return `_Drawing, in the HTML report: ${markdownProse(one.caption)}_`;
  return markdownOf(one.table).trimEnd();
}
