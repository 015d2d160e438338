import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBlif } from '../../src/formats/read-blif.ts';
import { writeBlif } from '../../src/formats/write-blif.ts';
import { parseNetlist, printNetlist } from '../../src/gates/text.ts';
import { proveEquation } from '../../src/proof/prove-equation.ts';
import { evaluate } from '../../src/sim/evaluate.ts';
import { equationFor } from '../../src/verify/prove-circuit.ts';
import { needsTool } from '../support/tool.ts';
import { INFO, truthTables } from './support.ts';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/cases/${name}`, import.meta.url), 'utf8');
const y = (text: string) => truthTables(readBlif(text)).y?.map((bits) => bits.toString(2).padStart(4, '0'));

describe('what the manual leaves optional', () => {
  it.each(['N17/noend.blif', 'N17/nomodelline.blif'])('%s', (name) => {
    expect(y(fixture(name))).toEqual(['1000']);
  });

  it.each([
    ['no line break at the end', '.inputs a b\n.outputs y\n.names a b y\n11 1', '1000'],
    ['no line break behind .end', '.model\tm\n.inputs a b\n.outputs y\n.names a b y\n11 1\n.end', '1000'],
    [
      '.end implied by .model',
      '.model m\n.inputs a b\n.outputs y\n.subckt n p=a q=b r=y\n.model n\n.inputs p q\n.outputs r\n.names p q r\n00 1\n',
      '0001',
    ],
    [
      'ports in several lines',
      '.inputs a\n.inputs b\n.outputs\n.outputs y\n.names a b y\n1- 1\n-1 1\n',
      '1110',
    ],
    ['ports that follow from the tables', '.names a b t\n11 1\n.names t y\n0 1\n', '0111'],
    [
      'lines that go on, with comments',
      '# m\n.inputs a \\ # two\n b\n.outputs \\\ny\n.names a b \\\n y\n10\\\n 1 # one\n\n01 1',
      '0110',
    ],
    [
      'line breaks of DOS',
      '.model m\r\n.inputs a b\r\n.outputs y\r\n.names a \\\r\nb y\r\n0- 0\r\n.end\r\n',
      '1010',
    ],
    ['a constant 1 behind all', '.inputs a b\n.outputs y\n.names y\n1\n', '1111'],
    ['a constant 0', '.inputs a b\n.outputs y\n.names y\n.end\n', '0000'],
    ['a connection', '.inputs a b\n.outputs y\n.conn b y\n.end\n', '1100'],
    [
      'delays and notes',
      '.inputs a b\n.outputs y\n.default_input_arrival 0 0\n.names a b y\n11 1\n.attr src "x"\n',
      '1000',
    ],
  ])('%s', (_, text, truth) => expect(y(text)).toEqual([truth]));

  it('names what has no name, and reads names that JavaScript has taken', () => {
    expect(
      printNetlist(readBlif('.inputs constructor\n.outputs __proto__\n.names constructor __proto__\n1 1\n')),
    ).toBe('netlist "blif"\ninput constructor_ 2\noutput __proto___ 2\n');
  });
});

describe('.subckt', () => {
  it('is laid open, and what comes out is an adder for every input', () => {
    const adder = readBlif(fixture('N18/subckt.blif'));
    expect(adder.name).toBe('top');
    expect(evaluate(adder, { x: 3n, y: 2n })).toEqual({ s: 5n });
    expect(proveEquation(adder, equationFor('sum', adder)).verdict).toBe('proved');
  });

  const part = '.model part\n.inputs x z\n.outputs s c\n.names x z s\n10 1\n01 1\n.names x z c\n11 1\n';

  it.each([
    [
      'a part that stands first',
      `${part}.end\n.model m\n.inputs a b\n.outputs y\n.subckt part c=y z=a x=b\n.end\n`,
      '1000',
    ],
    ['an output left open', `.model m\n.inputs a b\n.outputs y\n.subckt part z=a s=y x=b\n${part}`, '0110'],
    ['the same net twice', `.model m\n.inputs a b\n.outputs y\n.subckt part z=a s=y x=a\n${part}`, '0000'],
    [
      'nets of one name inside and outside',
      `.model m\n.inputs x z\n.outputs y\n.subckt part z=x x=z s=c\n.names c x y\n11 1\n${part}`,
      '0010',
    ],
    [
      'an input straight to an output',
      '.model m\n.inputs a b\n.outputs y\n.subckt p i=b i2=a o=t i2o=y\n.model p\n.inputs i i2\n.outputs o i2o\n.names i o\n1 1\n.conn i2 i2o',
      '1010',
    ],
    [
      'an output that is the input itself',
      '.model m\n.inputs a b\n.outputs y\n.subckt p i=b o=y\n.model p\n.inputs i\n.outputs i o\n.names i o\n1 1\n',
      '1100',
    ],
    [
      'a name with a sign of equality',
      `.model m\n.inputs a= b\n.outputs y\n.subckt part z=a= s=y x=b\n${part}`,
      '0110',
    ],
  ])('%s', (_, text, truth) => expect(y(text)).toEqual([truth]));
});

/** A file with two levels of parts, made of draws: covers of both values, dashes, constants, folded lines, comments, open outputs. */
function someFile(draws: readonly number[]): string {
  let next = 0;
  const draw = (below: number) => (draws[next++ % draws.length] ?? 0) % below;
  const pick = (names: readonly string[]) => names[draw(names.length)] ?? 'a';
  const parts: { name: string; inputs: string[]; outputs: string[] }[] = [];
  const models = ['inner', 'outer', 'top'].map((name) => {
    const inputs = Array.from({ length: 2 + draw(3) }, (_, k) => `i${k}`);
    const nets = [...inputs];
    const lines: string[] = [];
    for (let k = 0; k < 3 + draw(4); k++) {
      // A model that none contains would be a second top.
      const part = k === 0 ? parts.at(-1) : parts[draw(4)];
      if (part !== undefined) {
        const used = part.outputs.filter((_, at) => at === 0 || draw(3) > 0);
        const pairs = [
          ...part.inputs.map((port) => `${port}=${pick(nets)}`),
          ...used.map((port) => `${port}=n${k}${port}`),
        ];
        lines.push(
          `.subckt ${part.name} ${(draw(2) ? pairs : pairs.reverse()).join(draw(2) ? ' ' : ' \\\n ')}`,
        );
        nets.push(...used.map((port) => `n${k}${port}`));
        continue;
      }
      const reads = [...new Set(Array.from({ length: draw(5) }, () => pick(nets)))];
      const value = draw(2);
      // ABC stops at covers that are true everywhere, so that all rows of a table agree in one column.
      const column = draw(4) % Math.max(1, reads.length);
      const sign = pick(['0', '1']);
      const rows = Array.from({ length: reads.length === 0 ? draw(2) : 1 + draw(4) }, () =>
        `${reads.map((_, at) => (at === column ? sign : pick(['0', '1', '-']))).join('')} ${value}`.trim(),
      );
      lines.push(
        `.names ${[...reads, `n${k}`].join(draw(3) ? ' ' : '\\\n\t')}${draw(2) ? '' : ' # a \\ comment'}`,
        ...rows,
      );
      nets.push(`n${k}`);
    }
    const outputs = [...new Set([nets.at(-1) ?? 'n0', ...nets.slice(inputs.length).filter(() => draw(2))])];
    parts.push({ name, inputs, outputs });
    return [
      `.model ${name}`,
      `.inputs ${inputs.join(' ')}`,
      `.outputs ${outputs.join(' ')}`,
      ...lines,
      '.end',
    ];
  });
  return `${(draw(2) ? models : models.reverse()).flat().join('\n')}\n`;
}

needsTool('berkeley-abc')('a hundred files with parts mean the same to ABC', () => {
  const files = fc.sample(fc.array(fc.nat(59), { minLength: 150, maxLength: 150 }), {
    seed: 18,
    numRuns: 100,
  });
  const folder = mkdtempSync(join(tmpdir(), 'adderscope-blif-'));
  try {
    const commands = files.map((draws, k) => {
      const text = someFile(draws);
      writeFileSync(join(folder, `${k}.blif`), text);
      writeFileSync(join(folder, `${k}.read.blif`), writeBlif(readBlif(text), INFO));
      return `cec -n ${k}.blif ${k}.read.blif`;
    });
    // A pair that differs, so that a silent tool would be noticed.
    writeFileSync(join(folder, 'same'), [...commands, 'cec -n 0.blif other.blif'].join('\n'));
    const first = readBlif(readFileSync(join(folder, '0.blif'), 'utf8'));
    const [port = ''] = Object.keys(first.outputs);
    const turned = printNetlist(first).replace(
      new RegExp(`output ${port} (\\d+)`),
      (_, net) => `${first.netCount} = not ${net}\noutput ${port} ${first.netCount}`,
    );
    writeFileSync(join(folder, 'other.blif'), writeBlif(parseNetlist(turned), INFO));
    const { stdout } = spawnSync('berkeley-abc', ['-f', 'same'], { cwd: folder, encoding: 'utf8' });
    expect(stdout.match(/Networks are equivalent/g)).toHaveLength(100);
    expect(stdout.match(/Networks are NOT EQUIVALENT/g)).toHaveLength(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
