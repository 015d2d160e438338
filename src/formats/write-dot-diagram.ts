import {
  type DotGroup,
  type DotGroupKind,
  type DotKind,
  type DotStage,
  dotStages,
} from '../dots/dot-stages.ts';
import { element, svgFile, textElement } from '../drawing/svg.ts';
import { at } from '../gates/at.ts';
import type { Netlist } from '../gates/netlist.ts';
import type { FileInfo } from './format.ts';
import { countsLine, headerLines } from './header.ts';

/** Distances in pixels. */
const PITCH = 16;
const LEFT = 150;
const RIGHT = 24;
const TITLE = 84;
const GAP = 26;
const LEAST_WIDTH = 560;

/** Colours of Okabe and Ito; shapes and dashes say the same without colour. Readable on white and on black. */
const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #24292f }
  .name { font-weight: 600 } .quiet { fill: #57606a } .small { font-size: 9px; text-anchor: middle }
  path { fill: none; stroke-width: 7; stroke: #6e7781; stroke-linecap: round }
  .one { stroke: #CC79A7; stroke-width: 4 } .sum, .carry { stroke: #D55E00 } .carry { stroke-linecap: square; stroke-width: 6 }
  rect { fill: none; stroke-width: 1.5 }
  .fa { stroke: #0072B2; fill: #0072B226 } .ha { stroke: #009E73; stroke-dasharray: 4 2 }
  .xor, rect.one { stroke: #CC79A7; stroke-width: 1.5; stroke-dasharray: 1.5 1.5 } line { stroke: #8c959f; stroke-dasharray: 2 3 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .quiet { fill: #9198a1 } path { stroke: #9198a1 }
    .sum, .carry { stroke: #E69F00 } .fa { stroke: #56B4E9; fill: #56B4E926 }
  }
`;

const DOTS: readonly DotKind[] = ['product', 'sum', 'carry', 'one'];

/**
 * SVG: the dot diagram of a multiplier, stage by stage from above, column 0 on the right. Each stage shows the dots
 * before it, outlines what each adder takes, and names the heights before and after it; a line marks the height
 * that it must reach.
 */
export function writeDotDiagram(netlist: Netlist, info: FileInfo): string {
  const stages = dotStages(netlist);
  const columns = at(stages, 0).columns.length;
  const width = Math.max(LEAST_WIDTH, LEFT + columns * PITCH + RIGHT);
  const right = Math.max(LEFT + columns * PITCH, width - RIGHT);
  const lines: string[] = [];
  let y = TITLE;
  for (const [k, stage] of stages.entries()) {
    for (const line of stageLines(stage, k === stages.length - 1, right, y)) lines.push(line);
    y += Math.max(stage.height, 3) * PITCH + GAP;
  }
  const height = y + 20;
  const caption = {
    title: `Dot diagram of ${netlist.name}`,
    description: headerLines(netlist, info).join('; '),
  };
  return svgFile(caption, width, height, [
    element('style', {}, STYLE),
    textElement(netlist.name, { class: 'name', x: 12, y: 24, style: 'font-size:15px' }),
    textElement(countsLine(netlist), { class: 'quiet', x: 12, y: 44 }),
    ...axisLines(columns, right, TITLE - 18),
    ...lines,
    ...legendLines(stages, height - 14),
  ]);
}

/** The numbers of the columns; every fourth where there are many. */
function axisLines(columns: number, right: number, y: number): string[] {
  const step = columns > 32 ? 4 : 1;
  const lines = [textElement('column', { class: 'quiet', x: 12, y })];
  for (let k = 0; k < columns; k += step)
    lines.push(textElement(`${k}`, { class: 'quiet small', x: right - k * PITCH - PITCH / 2, y }));
  return lines;
}

function stageLines(stage: DotStage, isResult: boolean, right: number, top: number): string[] {
  const { columns, groups, height, heightAfter } = stage;
  const lines = [textElement(stage.name, { class: 'name', x: 12, y: top + 12 })];
  if (!isResult) {
    const heights = `height ${height} to ${heightAfter}`;
    lines.push(textElement(heights, { class: 'quiet', x: 12, y: top + 28 }));
    lines.push(textElement(groupCounts(groups), { class: 'quiet', x: 12, y: top + 44 }));
  }
  if (!isResult && heightAfter < height) {
    const y = top + heightAfter * PITCH;
    lines.push(element('line', { x1: right - columns.length * PITCH, x2: right, y1: y, y2: y }));
    lines.push(textElement(`${heightAfter}`, { class: 'quiet small', x: right + 12, y: y + 3 }));
  }
  const dots: Record<DotKind, string> = { product: '', sum: '', carry: '', one: '' };
  for (const [k, column] of columns.entries()) {
    const x = right - k * PITCH - PITCH / 2;
    for (const [row, { kind, group }] of column.entries()) {
      dots[kind] += `M${x} ${top + row * PITCH + PITCH / 2}h0`;
      const taker = group === undefined ? undefined : at(groups, group);
      if (taker?.row === row) lines.push(outline(taker, x, top + row * PITCH));
    }
  }
  for (const kind of DOTS) if (dots[kind] !== '') lines.push(element('path', { class: kind, d: dots[kind] }));
  return lines;
}

function outline({ kind, size }: DotGroup, x: number, y: number): string {
  return element('rect', {
    class: kind,
    x: x - 6.5,
    y: y + 1.5,
    width: 13,
    height: size * PITCH - 3,
    rx: 6.5,
  });
}

function groupCounts(groups: readonly DotGroup[]): string {
  const counts = ['fa', 'ha', 'xor'].map(
    (kind) => [kind, groups.filter((one) => one.kind === kind).length] as const,
  );
  return counts
    .filter(([, n]) => n > 0)
    .map(([kind, n]) => `${n} ${kind.toUpperCase()}`)
    .join(', ');
}

function legendLines(stages: readonly DotStage[], y: number): string[] {
  const lines: string[] = [];
  let x = 18;
  const entry = (mark: string, text: string) => {
    lines.push(mark, textElement(text, { class: 'quiet', x: x + 12, y: y + 4 }));
    x += 30 + text.length * 6.5;
  };
  const dot = (kind: DotKind) => element('path', { class: kind, d: `M${x} ${y}h0` });
  const box = (kind: string) =>
    element('rect', { class: kind, x: x - 8, y: y - 6.5, width: 16, height: 13, rx: 6.5 });
  entry(dot('product'), 'partial product');
  entry(dot('sum'), 'sum');
  entry(dot('carry'), 'carry');
  entry(box('fa'), 'full adder');
  entry(box('ha'), 'half adder');
  const has = (kind: DotGroupKind) =>
    stages.some(({ groups }) => groups.some((group) => group.kind === kind));
  if (has('xor')) entry(box('xor'), 'XOR');
  if (has('one')) entry(box('one'), 'inverter');
  if (stages.some(({ columns }) => columns.flat().some(({ kind }) => kind === 'one'))) entry(dot('one'), '1');
  return lines;
}
