import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildCircuit } from '../src/circuits/circuit.ts';
import { rippleCarryAdder } from '../src/circuits/ripple-carry-adder.ts';
import { aceV2 } from '../src/cost/metrics/ace.ts';
import { networkCost } from '../src/cost/network/network.ts';
import { readNetwork } from '../src/cost/network/read-network.ts';
import type { OnnxGraph, OnnxNode } from '../src/cost/onnx/decode-onnx.ts';
import { onnxNetwork } from '../src/cost/onnx/onnx-network.ts';
import { NO_WIDTHS } from '../src/cost/onnx/settings.ts';
import { BINARY32 } from '../src/cost/onnx/tensor.ts';
import { FILE_FORMATS } from '../src/formats/index.ts';
import { parseJsonTree } from '../src/formats/json-tree.ts';
import { wrongInText } from '../src/formats/place.ts';
import { readAiger } from '../src/formats/read-aiger.ts';
import { readBench } from '../src/formats/read-bench.ts';
import { readBlif } from '../src/formats/read-blif.ts';
import { readJson } from '../src/formats/read-json.ts';
import { readVerilog } from '../src/formats/read-verilog.ts';
import { readYosysJson } from '../src/formats/read-yosys-json.ts';
import { writeDotDiagram } from '../src/formats/write-dot-diagram.ts';
import { writeJson } from '../src/formats/write-json.ts';
import { writeVcd } from '../src/formats/write-vcd.ts';
import { writeVerilog } from '../src/formats/write-verilog.ts';
import { Builder } from '../src/gates/builder.ts';
import { type Net, netAt } from '../src/gates/net.ts';
import type { Netlist } from '../src/gates/netlist.ts';
import { parseNetlist, printNetlist } from '../src/gates/text.ts';
import { machine } from '../src/host/machine.ts';
import { tableOf } from '../src/tables/document.ts';
import { TABLE_FORMATS } from '../src/tables/table-formats.ts';

/**
 * How time grows with the input: each row is run at one size and at twice that size, in turn, and the ratio of the medians is told.
 * Two is linear. Processor time, one thread; the inputs are made beforehand. `npx tsx bench/growth.ts BLIF` runs rows with that word.
 */
const ROUNDS = 5;
const MOST_RATIO = 2.6;
const INFO = { version: '0' };

interface Row {
  readonly what: string;
  readonly size: number;
  /** Makes the input of a size; what it returns is timed. */
  readonly prepare: (size: number) => () => unknown;
}

/** n times a line or an item. */
const times = (n: number, item: (k: number) => string, separator = '\n'): string =>
  Array.from({ length: n }, (_, k) => item(k)).join(separator);

/** A reader on a text; with `refuses` it must end in this error. */
const read =
  (reader: (text: string) => unknown, text: (size: number) => string, refuses?: string) => (size: number) => {
    const input = text(size);
    return () => {
      try {
        return reader(input);
      } catch (error) {
        if (refuses !== undefined && error instanceof Error && error.message.includes(refuses)) return error;
        throw error;
      }
    };
  };

/** A chain of gates, some of them adders, in one stage or in `stages` that follow each other. */
function chain(gates: number, stages = 0): Netlist {
  const g = new Builder('chain');
  const [x = netAt(2), y = netAt(3)] = g.input('a', 2);
  let last: Net = x;
  const add = (k: number) => {
    last =
      k % 5 === 4
        ? g.mux(y, last, x)
        : k % 5 === 3
          ? g.not(last)
          : k % 5 === 2
            ? g.xor(last, y)
            : g.and(last, y);
  };
  if (stages === 0) for (let k = 0; k < gates; k++) add(k);
  else
    for (let s = 0; s < stages; s++)
      g.scope(`s${s}`, () => {
        for (let k = 0; k < gates / stages; k++) add(k);
        g.show('last', [last]);
      });
  return g.finish({ y: [last] });
}

/** Many ports of one bit, each input joined to an output. */
function ports(count: number): Netlist {
  const g = new Builder('ports');
  const bits = Array.from({ length: count }, (_, k) => g.input(`p${k}`, 1));
  return g.finish(Object.fromEntries(bits.map((bus, k) => [`q${k}`, [g.not(bus[0] ?? netAt(0))]])));
}

/** One bus of many bits. */
function bus(width: number): Netlist {
  const g = new Builder('bus');
  const bits = g.input('a', width);
  return g.finish({ y: bits.map((bit) => g.not(bit)) });
}

/** Adders side by side, so that cells and an outline in dots are there. */
function cells(count: number): Netlist {
  const g = new Builder('cells');
  const [x = netAt(2), y = netAt(3)] = g.input('a', 2);
  let last = x;
  for (let k = 0; k < count; k++) {
    g.cell('ha');
    last = g.xor(last, y);
    g.and(last, y);
  }
  return g.finish({ y: [last] });
}

/** A ripple-carry adder: half and full adders of two dots a column. */
function chainOfAdders(width: number): Netlist {
  return buildCircuit(rippleCarryAdder, { i: width, j: width, carry: false });
}

/** One column of many dots that XORs add. */
function xors(dots: number): Netlist {
  const g = new Builder('xors');
  const bits = Array.from({ length: dots }, (_, k) => g.input(`p${k}`, 1)[0] ?? netAt(0));
  return g.finish({ y: [bits.reduce((sum, bit) => g.xor(sum, bit))] });
}

function draw(netlist: Netlist): () => unknown {
  return () => writeDotDiagram(netlist, INFO);
}

const written = (netlist: Netlist, name: string): string => {
  const format = FILE_FORMATS.find((one) => one.name === name);
  const data = format?.kind === 'text' ? format.write?.(netlist, INFO) : undefined;
  if (data === undefined) throw new Error(`no text of ${name}`);
  return data;
};

/** Names that come out alike: of three signs that no port may have. */
const odd = (k: number) => {
  const signs = '!$%&*+,-./:;?@^`{|}~';
  return [k, Math.floor(k / 20), Math.floor(k / 400), Math.floor(k / 8000)]
    .map((n) => signs[n % 20])
    .join('');
};

const records = (n: number) =>
  tableOf(
    'rows',
    'Rows',
    Array.from({ length: n }, (_, k) => ({ k })),
    [
      ['number', ({ k }) => k],
      ['name', ({ k }) => `layer ${k}`],
      ['cost', ({ k }) => 3.5 * k],
    ],
  );

const VECTORS = { inputs: { a: 1n }, outputs: { y: 0n } };

const READERS: readonly Row[] = [
  {
    what: 'BLIF: tables without a comment',
    size: 40_000,
    prepare: read(
      readBlif,
      (n) =>
        `.model m\n.inputs a b\n.outputs y\n${times(n, (k) => `.names ${k === 0 ? 'a' : `w${k - 1}`} b w${k}\n11 1`)}\n.names w${n - 1} y\n1 1\n.end\n`,
    ),
  },
  {
    what: 'BLIF: comments',
    size: 200_000,
    prepare: read(readBlif, (n) => `${times(n, (k) => `# ${k}`)}\n.inputs a\n.outputs y\n.names a y\n1 1\n`),
  },
  {
    what: 'BLIF: inputs whose names come out alike',
    size: 30_000,
    prepare: read(
      readBlif,
      (n) => `.model m\n.inputs ${times(n, odd, ' ')}\n.outputs y\n.names y\n1\n.end\n`,
    ),
  },
  {
    what: 'BLIF: an output named again and again',
    size: 1_000_000,
    prepare: read(
      readBlif,
      (n) => `.model m\n.inputs a\n.outputs ${'y '.repeat(n)}\n.end\n`,
      'an output must be named once',
    ),
  },
  {
    what: 'BLIF: inputs that are bits of buses',
    size: 40_000,
    prepare: read(
      readBlif,
      (n) => `.inputs ${times(n, (k) => `a[${k}] b${k}[1]`, ' ')}\n.outputs y\n.names y\n1\n`,
    ),
  },
  {
    what: 'BLIF: a line of many parts',
    size: 60_000,
    prepare: read(readBlif, (n) => `.inputs ${times(n, (k) => `a${k} \\`)}\n b\n.outputs y\n.names y\n1\n`),
  },
  {
    what: 'BLIF: a table of many inputs',
    size: 40_000,
    prepare: read(
      readBlif,
      (n) =>
        `.inputs ${times(n, (k) => `a${k}`, ' ')}\n.outputs y\n.names ${times(n, (k) => `a${k}`, ' ')} y\n${'1'.repeat(n)} 1\n`,
    ),
  },
  {
    what: 'BLIF: a table of many rows',
    size: 60_000,
    prepare: read(
      readBlif,
      (n) => `.inputs a b c d\n.outputs y\n.names a b c d y\n${times(n, () => '1-01 1')}\n`,
    ),
  },
  {
    what: 'BLIF: models laid open',
    size: 20_000,
    prepare: read(
      readBlif,
      (n) =>
        `.model t\n.inputs a b\n.outputs y\n${times(n, (k) => `.subckt p i=${k === 0 ? 'a' : `w${k - 1}`} j=b o=w${k}`)}\n.names w${n - 1} y\n1 1\n.model p\n.inputs i j\n.outputs o\n.names i j o\n11 1\n`,
    ),
  },
  {
    what: 'BLIF: an instance of many ports',
    size: 60_000,
    prepare: read(
      readBlif,
      (n) =>
        `.model t\n.inputs a\n.outputs y\n.subckt p ${times(n, (k) => `i${k}=a`, ' ')} o=y\n.model p\n.inputs ${times(n, (k) => `i${k}`, ' ')}\n.outputs o\n.names i0 o\n1 1\n`,
    ),
  },
  { what: 'bench: gates', size: 40_000, prepare: read(readBench, (n) => written(chain(n), 'bench')) },
  {
    what: 'bench: a gate of many nets',
    size: 150_000,
    prepare: read(readBench, (n) => `INPUT(a)\nOUTPUT(y)\ny = XOR(${'a, '.repeat(n)}a)\n`),
  },
  { what: 'AIGER: gates', size: 30_000, prepare: read(readAiger, (n) => written(chain(n), 'aiger')) },
  { what: 'AIGER: ports', size: 20_000, prepare: read(readAiger, (n) => written(ports(n), 'aiger')) },
  {
    what: 'Yosys JSON: gates',
    size: 8_000,
    prepare: read(readYosysJson, (n) => written(chain(n), 'yosys-json')),
  },
  {
    what: 'Yosys JSON: ports',
    size: 8_000,
    prepare: read(readYosysJson, (n) => written(ports(n), 'yosys-json')),
  },
  { what: 'JSON: gates', size: 20_000, prepare: read(readJson, (n) => writeJson(chain(n), INFO)) },
  { what: 'JSON: stages', size: 5_000, prepare: read(readJson, (n) => writeJson(chain(2 * n, n), INFO)) },
  { what: 'JSON: cells', size: 20_000, prepare: read(readJson, (n) => writeJson(cells(n), INFO)) },
  { what: 'JSON: ports', size: 20_000, prepare: read(readJson, (n) => writeJson(ports(n), INFO)) },
  {
    what: 'JSON: strings and spaces',
    size: 2_000_000,
    prepare: read(
      (text) => parseJsonTree(text, wrongInText('bench', text)),
      (n) => `["${'x'.repeat(n)}",${' '.repeat(n)}"${'\\u0041'.repeat(n)}"]`,
    ),
  },
  { what: 'text: gates', size: 40_000, prepare: read(parseNetlist, (n) => printNetlist(chain(n))) },
  { what: 'text: stages', size: 20_000, prepare: read(parseNetlist, (n) => printNetlist(chain(n, n))) },
  { what: 'text: ports', size: 20_000, prepare: read(parseNetlist, (n) => printNetlist(ports(n))) },
  {
    what: 'Verilog: assignments',
    size: 10_000,
    prepare: read(readVerilog, (n) => writeVerilog(chain(n), INFO)),
  },
  {
    what: 'Verilog: modules of stages',
    size: 3_000,
    prepare: read(readVerilog, (n) => writeVerilog(chain(2 * n, n), { ...INFO, hierarchy: true })),
  },
  {
    what: 'Verilog: an instance of many ports',
    size: 10_000,
    prepare: read(
      readVerilog,
      (n) =>
        `module s(${times(n, (k) => `input a${k}`, ',')},output y);assign y=a0;endmodule\nmodule m(input a,output y);s u(${times(n, (k) => `.a${k}(a)`, ',')},.y(y));endmodule`,
    ),
  },
  {
    what: 'Verilog: a concatenation',
    size: 30_000,
    prepare: read(
      readVerilog,
      (n) =>
        `module m(input a, output y); wire [${n - 1}:0] w = {${times(n, () => 'a', ',')}}; assign y = w[0]; endmodule`,
    ),
  },
  {
    what: 'Verilog: concatenations inside each other',
    size: 10_000,
    prepare: read(
      readVerilog,
      (n) =>
        `module m(input a, output y); wire t; ${times(n, (k) => `wire v${k} = {a, {a}} == 2'b11;`)} assign y = v0; endmodule`,
    ),
  },
  {
    what: 'Verilog: attributes, comments and escaped names',
    size: 10_000,
    prepare: read(
      readVerilog,
      (n) =>
        `module m(input a, output y); ${times(n, (k) => `(* keep = "(*" *) /* ${k} */ wire \\w${k}.x = a; // ${k}`)}\n assign y = a; endmodule`,
    ),
  },
];

const WRITERS: readonly Row[] = [
  ...FILE_FORMATS.filter(({ name }) => name !== 'svg' && name !== 'vcd').flatMap((format): Row[] => [
    { what: `${format.name} written: gates`, size: 60_000, prepare: (n) => write(format, chain(n)) },
    { what: `${format.name} written: stages`, size: 20_000, prepare: (n) => write(format, chain(2 * n, n)) },
    { what: `${format.name} written: ports`, size: 20_000, prepare: (n) => write(format, ports(n)) },
    { what: `${format.name} written: bits of a bus`, size: 30_000, prepare: (n) => write(format, bus(n)) },
    { what: `${format.name} written: cells`, size: 30_000, prepare: (n) => write(format, cells(n)) },
  ]),
  {
    what: 'verilog written: a module a stage',
    size: 4_000,
    prepare: (n) => {
      const netlist = chain(4 * n, n);
      return () => writeVerilog(netlist, { ...INFO, hierarchy: true });
    },
  },
  { what: 'svg written: adders of a chain', size: 10_000, prepare: (n) => draw(chainOfAdders(n)) },
  { what: 'svg written: XORs of a column', size: 10_000, prepare: (n) => draw(xors(n)) },
  { what: 'text written: stages', size: 20_000, prepare: (n) => print(chain(2 * n, n)) },
  { what: 'text written: gates', size: 40_000, prepare: (n) => print(chain(n)) },
  {
    what: 'vcd written: stages',
    size: 5_000,
    prepare: (n) => {
      const netlist = chain(2 * n, n);
      return () => writeVcd(netlist, { ...INFO, vectors: [VECTORS] });
    },
  },
  {
    what: 'vcd written: vectors',
    size: 400,
    prepare: (n) => {
      const netlist = chain(200);
      const vectors = Array.from({ length: n }, () => VECTORS);
      return () => writeVcd(netlist, { ...INFO, vectors });
    },
  },
];

const TABLES: readonly Row[] = Object.entries(TABLE_FORMATS).map(([name, write]) => ({
  what: `a table as ${name}: rows`,
  size: 10_000,
  prepare: (n: number) => {
    const document = { facts: {}, tables: [records(n)] };
    return () => write(document);
  },
}));

/** Nodes of ONNX from x to y, priced. */
function priced(nodes: readonly Pick<OnnxNode, 'operator' | 'inputs' | 'outputs'>[]): () => unknown {
  const sizes = [1, 10];
  const graph: OnnxGraph = {
    name: 'g',
    nodes: nodes.map((node) => ({ ...node, name: 'same', domain: '', captures: [], attributes: new Map() })),
    initializers: new Map(),
    inputs: [{ name: 'x', element: BINARY32, sizes }],
    outputs: [{ name: 'y', element: BINARY32, sizes: undefined }],
    between: [],
    functions: new Set(),
  };
  return () => networkCost(readNetwork('bench', onnxNetwork('bench', graph, NO_WIDTHS)), aceV2);
}

const NETWORKS: readonly Row[] = [
  {
    what: 'ONNX: a chain of nodes',
    size: 20_000,
    prepare: (n) =>
      priced(
        Array.from({ length: n }, (_, k) => ({
          operator: 'Relu',
          inputs: [k === 0 ? 'x' : `t${k - 1}`],
          outputs: [k === n - 1 ? 'y' : `t${k}`],
        })),
      ),
  },
  {
    what: 'ONNX: a node that reads many',
    size: 20_000,
    prepare: (n) =>
      priced([
        ...Array.from({ length: n }, (_, k) => ({ operator: 'Relu', inputs: ['x'], outputs: [`t${k}`] })),
        { operator: 'Sum', inputs: Array.from({ length: n }, (_, k) => `t${k}`), outputs: ['y'] },
      ]),
  },
];

function write(format: (typeof FILE_FORMATS)[number], netlist: Netlist): () => unknown {
  return () => format.write?.(netlist, INFO);
}

function print(netlist: Netlist): () => unknown {
  return () => printNetlist(netlist);
}

setFlagsFromString('--expose-gc');
/** What a run left behind is not to be paid by the next. */
const collectGarbage: () => void = runInNewContext('gc');

async function seconds(body: () => unknown): Promise<number> {
  collectGarbage();
  const before = process.cpuUsage();
  await body();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const median = (values: readonly number[]): number =>
  values.toSorted((x, y) => x - y)[Math.floor(values.length / 2)] ?? 0;

const word = process.argv[2] ?? '';
const rows = [...READERS, ...WRITERS, ...TABLES, ...NETWORKS].filter(({ what }) => what.includes(word));
const figures = [];
for (const { what, size, prepare } of rows) {
  const [once, twice] = [prepare(size), prepare(2 * size)];
  await once();
  const rounds: (readonly [number, number])[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push([await seconds(once), await seconds(twice)]);
  const figure = {
    what,
    size,
    seconds: median(rounds.map(([time]) => time)),
    secondsOfTwice: median(rounds.map(([, time]) => time)),
  };
  const ratio = figure.secondsOfTwice / figure.seconds;
  const mark = ratio > MOST_RATIO ? '  <-- more than linear' : '';
  process.stdout.write(
    `${what.padEnd(52)} ${String(size).padStart(8)} ${figure.seconds.toFixed(3).padStart(7)} s ${figure.secondsOfTwice.toFixed(3).padStart(7)} s ${ratio.toFixed(2).padStart(6)}${mark}\n`,
  );
  figures.push({ ...figure, ratio });
}

const results = fileURLToPath(new URL('results', import.meta.url));
mkdirSync(results, { recursive: true });
writeFileSync(`${results}/growth.json`, `${JSON.stringify({ machine: machine(), figures }, undefined, 2)}\n`);
