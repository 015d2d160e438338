import { expect, it } from 'vitest';
import { dotStages } from '../../src/dots/dot-stages.ts';
import { writeDotDiagram } from '../../src/formats/write-dot-diagram.ts';
import { build, INFO } from './support.ts';

it('draws every dot and outlines every adder', () => {
  const svg = writeDotDiagram(build('dadda-multiplier', { i: 8, j: 8 }), INFO);
  const dots = dotStages(build('dadda-multiplier', { i: 8, j: 8 })).flatMap(({ columns }) => columns.flat());
  const legend = { dots: 3, outlines: 2 };
  expect(svg.match(/M[\d.]+ \d+h0/g)?.length).toBe(dots.length + legend.dots);
  expect(svg.match(/<rect /g)?.length).toBe(56 + legend.outlines);
});

it('says what an inverter is where there is one', () => {
  const svg = writeDotDiagram(build('booth-multiplier', { i: 8, j: 8 }), INFO);
  expect(svg).toContain('>inverter</text>');
});

it('is refused where a netlist adds no dots', () => {
  expect(() => writeDotDiagram(build('barrel-shifter', {}), INFO)).toThrow(
    'dotStages: the netlist must be a sum of dots, as a multiplier is, got',
  );
});
