import { describe, expect, it } from 'vitest';
import { FILE_FORMATS } from '../../src/formats/index.ts';
import { writeVerilog } from '../../src/formats/write-verilog.ts';
import { build, INFO } from './support.ts';

const netlist = build('dadda-multiplier', { i: 2, j: 3 });
const vectors = [
  { inputs: { a: 3n, b: 5n }, outputs: { p: 15n } },
  { inputs: { a: 2n, b: 7n }, outputs: { p: 14n } },
];
const info = { ...INFO, params: { i: 2, j: 3 }, vectors };

describe('what is written of a 2 x 3 multiplier, to the byte', () => {
  it.each(FILE_FORMATS)('$name', async ({ name, kind, write }) => {
    const data = write?.(netlist, info) ?? '';
    const text =
      typeof data === 'string'
        ? data
        : Buffer.from(data)
            .toString('hex')
            .replaceAll(/(.{64})/g, '$1\n');
    expect(kind).toBe(typeof data === 'string' ? 'text' : 'binary');
    expect(write?.(netlist, info)).toEqual(data);
    await expect(text).toMatchFileSnapshot(`golden/${name}.golden`);
  });

  it('verilog, a module a stage', async () => {
    await expect(writeVerilog(netlist, { ...INFO, hierarchy: true })).toMatchFileSnapshot(
      'golden/verilog-hierarchy.golden',
    );
  });

  it('says circuit, parameters, counts and version in every format', () => {
    for (const { write } of FILE_FORMATS) {
      const data = write?.(netlist, info) ?? '';
      const text = typeof data === 'string' ? data : Buffer.from(data).toString('latin1');
      expect(text).toContain('dadda-multiplier(i=2,j=3,final=ripple-carry)');
      expect(text).toMatch(/i=2, j=3|"i":2,"j":3/);
      expect(text).toMatch(/1 full adder, 2 half adders, 15 gates|"gates":15,"ha":2,"fa":1/);
      expect(text).toContain('1.2.3');
    }
  });
});
