import { describe, expect, it } from 'vitest';
import { FLOAT_STAGES } from '../../src/circuits/float-adder/stages.ts';
import { FLOAT_FORMATS } from '../../src/circuits/float-formats.ts';
import { stageRows } from '../../src/claims/float-stage-table.ts';
import { TABLE_FORMATS } from '../../src/tables/table-formats.ts';
import { runCommand } from '../support/run-command.ts';

describe('table float-stages', () => {
  it('of binary32: the nine terms, then the totals', async () => {
    const { code, data } = await runCommand(
      'table',
      'float-stages',
      '--format',
      'binary32',
      '--format',
      'csv',
    );
    expect(code).toBe(0);
    expect(data).toMatchInlineSnapshot(`
      "#,stage,paper's term,value,adders + mux/5,beyond the term,unit gates/7,"beyond the term, unit gates",basis,note
      1,exponent subtraction,e,8,8,0,7.42857,-0.571429,,a subtractor of e bits
      2,operand swapping,0,0,11.4,11.4,25,25,cost model,"called negligible; two multiplexers for each of the m + 1 significand bits, one for each exponent bit and the sign"
      3,limitation of alignment shift amount,m,23,7,-16,6.57143,-16.4286,,the absolute value of an e-bit difference and an OR: nothing here has m bits
      4,alignment shift,m*log2(m)/5,20.8084,25.8,4.99162,59.8571,39.0488,cost model,m + 3 bits and ceil(log2(m + 4)) rows; the OR tree of the sticky bit is not charged
      5,significand negation,1,1,0,-1,7.57143,6.57143,cost model,a row of m + 3 XOR gates
      6,significand addition,m,23,26,3,24.8571,1.85714,,m + 1 significand bits and two below them
      7,significand conversion,2m,46,23,-23,17.5714,-28.4286,,a row of XOR gates and one increment do for the two additions that are charged
      8,normalization,e*log2(e)/5,4.8,36,31.2,83.7143,78.9143,cost model,"it shifts m + 4 bits, not e; the leading-zero counter and the exponent subtraction are not charged"
      9,rounding and post-normalization,m,23,30,7,14.1429,-8.85714,,"an increment of m bits, carried on through the exponent"
      ,the nine stages,m(5 + log2(m)/5) + e + e*log2(e)/5 + 1,149.608,167.2,17.5916,246.714,97.1059,cost model,
      ,unpacking and packing,,,0,,19.2857,,,"outside the nine: subnormals, infinities, NaNs and flags"
      ,the whole adder,m(5 + log2(m)/5) + e + e*log2(e)/5 + 1,149.608,167.2,17.5916,266,116.392,cost model,
      ,the whole adder,"6*max(i, j)",192,167.2,-24.8,266,74,cost model,i = j = 32
      ,effective c_a,6,6,5.225,-0.775,8.3125,2.3125,cost model,the whole adder / 32
      "
    `);
  });

  it.each(Object.keys(TABLE_FORMATS))('can be written as %s', async (writer) => {
    const { code, data } = await runCommand('table', 'float-stages', '--format', 'e5m2', '--format', writer);
    expect(code).toBe(0);
    const stages = Object.entries(FLOAT_STAGES).filter(([, { isPaper }]) => isPaper);
    for (const [stage] of stages) expect(data).toContain(stage);
  });

  it('takes widths and a rounding as the circuit does, and no grid', async () => {
    const { data } = await runCommand(
      ...['table', 'float-stages', '--e', '5', '--f', '3', '--rounding', 'port', '--format', 'json'],
    );
    expect(JSON.parse(data)).toMatchObject({ circuit: 'float-adder', e: 5, f: 3, rounding: 'port' });
    expect(JSON.parse(data).rows).toHaveLength(14);
    expect((await runCommand('table', 'float-stages', '--e', '1')).code).toBe(2);
    expect((await runCommand('table', 'float-stages', '--grid', 'FA')).code).toBe(2);
  });

  it.each(FLOAT_FORMATS)('adds up in $name', ({ e, f }) => {
    const rows = stageRows({ e, f }, 'ties-to-even');
    const of = (stage: string) => rows.find((row) => row.stage === stage);
    const nine = rows.filter(({ number }) => number !== undefined);
    expect(nine).toHaveLength(9);
    for (const measure of ['weighted', 'unitGates'] as const) {
      const sum = nine.reduce((total, row) => total + row[measure], 0);
      expect(of('the nine stages')?.[measure]).toBeCloseTo(sum, 9);
      const parts = sum + (of('unpacking and packing')?.[measure] ?? 0);
      expect(of('the whole adder')?.[measure]).toBeCloseTo(parts, 9);
    }
    for (const { claimed, weighted, weightedDifference, unitGates, unitGatesDifference } of rows) {
      if (claimed === undefined) continue;
      expect(weightedDifference).toBe(weighted - claimed);
      expect(unitGatesDifference).toBe(unitGates - claimed);
    }
  });
});

describe('table float-formats', () => {
  it('has a row for each format with a name', async () => {
    const { data } = await runCommand('table', 'float-formats', '--format', 'json');
    const { rows }: { rows: { format: string }[] } = JSON.parse(data);
    expect(rows.map(({ format }) => format)).toEqual(FLOAT_FORMATS.map(({ name }) => name));
    expect(rows[3]).toMatchObject({
      format: 'binary32',
      width: 32,
      printed: 192,
      weighted: 167.2,
      unitGates: 266,
    });
  });
});
