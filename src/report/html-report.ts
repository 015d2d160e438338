import { escapeMarkup } from '../drawing/escape-markup.ts';
import { HEAT_STYLE } from '../drawing/heat-map.ts';
import { DARK_SERIES, DRAWING_STYLE, drawingVariables, LIGHT_SERIES } from '../drawing/plot.ts';
import { showCell, type Table } from '../tables/document.ts';
import { anchorOf, type Block, type Report, type Section } from './report.ts';

/**
 * A report as one HTML file: no script, no request, light and dark by the reader's own setting, and fit to be printed. Wide
 * tables scroll by themselves, and a keyboard reaches them.
 */
export function htmlReport({ title, lead, facts, sections }: Report): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeMarkup(title)}</title>
<link rel="icon" href="data:,">
<style>
${STYLE}
</style>
</head>
<body>
<header>
<h1>${escapeMarkup(title)}</h1>
<ul class="lead">${lead.map((line) => `<li>${inline(line)}</li>`).join('\n')}</ul>
<dl>${facts.map(([name, value]) => `<div><dt>${escapeMarkup(name)}</dt><dd>${inline(value)}</dd></div>`).join('\n')}</dl>
</header>
<nav aria-label="Sections"><ol>${sections.map((one) => `<li><a href="#${anchorOf(one)}">${escapeMarkup(one.title)}</a></li>`).join('\n')}</ol></nav>
<main>
${sections.map(section).join('\n')}
</main>
</body>
</html>
`;
}

function section(one: Section): string {
  const commands = one.reproduce.map(escapeMarkup).join('\n');
  const again =
    commands === ''
      ? ''
      : `<div class="again"><p>To see these figures again:</p><pre tabindex="0" role="region" aria-label="Commands for ${escapeMarkup(one.title)}"><code>${commands}</code></pre></div>`;
  return `<section id="${anchorOf(one)}">
<h2>${escapeMarkup(one.title)}</h2>
${rowsOf(one.blocks)}
${again}
</section>`;
}

/** Drawings and tables that follow each other stand side by side where there is room. */
function rowsOf(blocks: readonly Block[]): string {
  const parts: string[] = [];
  let row: string[] = [];
  const close = () => {
    if (row.length > 0) parts.push(`<div class="row">${row.join('\n')}</div>`);
    row = [];
  };
  for (const one of blocks) {
    if (one.kind === 'drawing' || (one.kind === 'table' && one.isFolded !== true)) row.push(block(one));
    else {
      close();
      parts.push(block(one));
    }
  }
  close();
  return parts.join('\n');
}

function block(one: Block): string {
  if (one.kind === 'text') return `<p>${inline(one.text)}</p>`;
  if (one.kind === 'drawing')
    return `<figure>${one.svg}<figcaption>${inline(one.caption)}</figcaption></figure>`;
  const { title, lines } = one.table;
  if (one.isFolded !== true) return table(one.table);
  return `<details><summary>${escapeMarkup(title)} (${lines.length} rows)</summary>${table(one.table)}</details>`;
}

function table({ title, columns, lines }: Table): string {
  const side = (k: number) => (columns[k]?.align === 'right' ? ' class="n"' : '');
  const head = columns.map(({ label }, k) => heading(label, side(k))).join('');
  const rows = lines.map((line) => {
    const cells = line.map((cell, k) => {
      const text = marked(escapeMarkup(showCell(cell)));
      return k === 0 && text !== '' ? `<th scope="row"${side(k)}>${text}</th>` : `<td${side(k)}>${text}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<div class="wide" tabindex="0" role="region" aria-label="${escapeMarkup(title)}"><table><caption>${escapeMarkup(title)}</caption><thead><tr>${head}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table></div>`;
}

/** A column without a heading is no heading either. */
function heading(label: string, side: string): string {
  return label === '' ? `<td${side}></td>` : `<th scope="col"${side}>${escapeMarkup(label)}</th>`;
}

/** Words of a verdict stand out by weight and colour, and are words all the same. */
function marked(text: string): string {
  if (/^exact in (?!0 )/.test(text)) return `<span class="some">${text}</span>`;
  if (/^(holds|comes out)/.test(text)) return `<span class="good">${text}</span>`;
  if (/^(fails|exact in 0 |does not come out)/.test(text)) return `<span class="bad">${text}</span>`;
  if (text === 'inferred') return '<span class="inferred">inferred</span>';
  return text;
}

/** Text with code between backquotes. */
function inline(text: string): string {
  return escapeMarkup(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}

const LIGHT = `--ground:#fff;--ground-2:#f1f3f5;--muted:#4d5358;--good:#00573f;--some:#0b57a4;--bad:#9a3412;--link:#0b57a4;${drawingVariables('#1b1f23', '#d5d9de', LIGHT_SERIES)}`;
const DARK = `--ground:#14171a;--ground-2:#20252a;--muted:#aab2ba;--good:#5fd6ae;--some:#8ec2ff;--bad:#f5a66b;--link:#8ec2ff;${drawingVariables('#e8eaed', '#3a4148', DARK_SERIES)}`;

const STYLE = `:root{color-scheme:light dark;${LIGHT}}
@media(prefers-color-scheme:dark){:root{${DARK}}}
@media print{:root{${LIGHT}}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:76rem;padding:1.5rem;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground)}
h1{font-size:1.9rem;line-height:1.2;margin:.5rem 0 1rem}
h2{font-size:1.35rem;margin:2.5rem 0 .75rem;padding-top:.75rem;border-top:1px solid var(--rule)}
p,li{max-width:48rem}
a{color:var(--link)}
.lead{padding-left:1.2rem}
.lead li{margin:.3rem 0}
dl{display:grid;gap:.25rem 1.5rem;margin:1rem 0;font-size:.9rem}
dl div{display:grid;grid-template-columns:9rem 1fr}
dt{color:var(--muted)}
dd{margin:0}
nav ol{columns:2 18rem;padding-left:1.4rem}
.wide{overflow-x:auto;margin:1rem 0}
.wide:focus-visible,pre:focus-visible{outline:2px solid var(--link);outline-offset:2px}
table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{padding:.25rem .7rem .25rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}
thead th{vertical-align:bottom;color:var(--muted);font-weight:600}
tbody th{font-weight:400}
.n{text-align:right}
td.n{white-space:nowrap}
.good{color:var(--good);font-weight:600}
.some{color:var(--some);font-weight:600}
.bad{color:var(--bad);font-weight:600}
.inferred{font-style:italic;color:var(--muted)}
figure{margin:1rem 0;overflow-x:auto}
figcaption{max-width:48rem;color:var(--muted);font-size:.9rem}
.row{display:flex;flex-wrap:wrap;gap:0 2rem;align-items:flex-start}
.row>*{min-width:0;max-width:100%}
.row>figure{flex:1 1 30rem;max-width:min(100%,36rem)}
pre{overflow-x:auto;background:var(--ground-2);padding:.6rem .8rem;border-radius:4px;margin:.3rem 0}
code{font:.875em ui-monospace,monospace}
.again p{margin:.8rem 0 0;color:var(--muted);font-size:.9rem}
summary{cursor:pointer;padding:.3rem 0}
${DRAWING_STYLE}
${HEAT_STYLE}
@media print{body{max-width:none;padding:0;font-size:10pt}nav{display:none}.wide,figure{overflow:visible}table{font-size:7.5pt}figcaption,.again p,dl{font-size:8.5pt}pre{white-space:pre-wrap;font-size:8pt}.row>figure{flex-basis:19rem;max-width:24rem}svg.drawing{font-size:16px}tr,figure{break-inside:avoid}h2{break-after:avoid}details::details-content{content-visibility:visible;height:auto}}`;
