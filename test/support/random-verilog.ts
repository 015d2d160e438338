import { Random } from '../../src/sim/random.ts';

/** The ports of every random module: vectors of either order and sign, eight input bits in all. */
const PORTS = 'input [2:0] a, input signed [1:0] b, input c, input signed [0:1] d';
export const RANDOM_INPUT_BITS = 8;

interface Net {
  readonly name: string;
  /** Undefined for a single bit, of which no part can be taken. */
  readonly range: readonly [left: number, right: number] | undefined;
}

/** A module `name` with the output `y`, that uses whatever of Verilog is read; the same for the same seed. */
export function randomVerilog(name: string, seed: number): string {
  const random = new Random(seed, name);
  const pick = (n: number) => random.word() % n;
  const oneOf = <T>(some: readonly [T, ...T[]]): T => some[pick(some.length)] ?? some[0];
  const nets: [Net, ...Net[]] = [
    { name: 'a', range: [2, 0] },
    { name: 'b', range: [1, 0] },
    { name: 'c', range: undefined },
    { name: 'd', range: [0, 1] },
  ];
  const widthOf = ({ range }: Net) => (range === undefined ? 1 : Math.abs(range[0] - range[1]) + 1);
  const space = () => oneOf(['', ' ', '\n', '\t', '/* ) */', ' // ;\n', '\f', '\r\n']);

  const number = (isSized: boolean): string => {
    const width = 1 + pick(6);
    const value = pick(2 ** width);
    if (!isSized) return oneOf([String(pick(8)), `'h${value.toString(16)}`]);
    const sign = oneOf(['', '', 's', 'S']);
    return oneOf([
      `${width}'${sign}b${value.toString(2)}`,
      `${width} '${sign}h ${value.toString(16)}`,
      `${width}'${sign}d${value}_`,
      `${width}'${sign}O${value.toString(8)}`,
    ]);
  };
  const net = (): string => {
    const some = oneOf(nets);
    if (some.range === undefined || pick(2) === 0) return some.name;
    const [left, right] = some.range;
    const step = left >= right ? 1 : -1;
    const from = pick(widthOf(some));
    const size = pick(widthOf(some) - from);
    const low = right + step * from;
    return pick(2) === 0 ? `${some.name}[${low}]` : `${some.name}[${low + step * size}:${low}]`;
  };
  /** Inside of a concatenation every width must be known. */
  const operand = (depth: number, isKnown: boolean): string => {
    if (depth <= 0) return pick(4) === 0 ? number(isKnown || pick(3) > 0) : net();
    const inner = (known = isKnown) => expression(depth - 1, known);
    switch (pick(9)) {
      case 0:
        return `{${inner(true)},${space()}${inner(true)}}`;
      case 1:
        return `{${1 + pick(3)}{${inner(true)}}}`;
      case 2:
        return `${oneOf(['~', '!', '&', '~&', '|', '~|', '^', '~^', '^~'])}${space()}(${inner()})`;
      case 3:
        return `~${net()}`;
      case 4:
        return `(${inner()})`;
      default:
        return operand(depth - 2, isKnown);
    }
  };
  const expression = (depth: number, isKnown: boolean): string => {
    const one = () => operand(depth, isKnown);
    switch (pick(8)) {
      case 0:
        return one();
      case 1:
        return `${one()} ? ${space()}${expression(depth - 1, isKnown)} : ${expression(depth - 1, isKnown)}`;
      case 2:
        return `${one()} ${oneOf(['<<', '>>', '<<<', '>>>'])} ${pick(4)}`;
      case 3:
        return `${one()} ${oneOf(['==', '!='])}${space()}${one()}`;
      default: {
        const terms = Array.from({ length: 1 + pick(3) }, () => {
          const operator = oneOf(['&', '|', '^', '~^', '^~', '&&', '||', '==', '>>']);
          return ` ${operator}${space()} ${operator === '>>' ? pick(3) : one()}`;
        });
        return one() + terms.join('');
      }
    }
  };

  const lines: string[] = [];
  const declare = (known: string, value: (name: string, range: string) => string) => {
    const range = oneOf<Net['range']>([undefined, [pick(6), 0], [0, pick(6)], [7, 3], [2, 5]]);
    const text = range === undefined ? '' : `[${range[0]}:${range[1]}]`;
    lines.push(value(known, `${oneOf(['', 'signed '])}${text}`));
    nets.push({ name: known, range });
    return widthOf({ name: known, range });
  };
  for (let k = 0; k < 4; k++) {
    const wire = oneOf([`w${k}`, `\\w${k}.(* `]);
    const attribute = oneOf(['', '(* keep *) ', '(* x = "*) ;", y = 1 *) ']);
    switch (pick(5)) {
      case 0:
        declare(wire, (name, range) => `wire ${range} ${name} = ${expression(2, false)};`);
        break;
      case 1: {
        const value = expression(3, false);
        declare(wire, (name, range) => `${attribute}wire ${range} ${name};`);
        lines.push(`assign ${oneOf(['', '#1 ', '#(1,2) '])}${wire} = ${space()}${value};`);
        break;
      }
      case 2: {
        const gate = oneOf(['and', 'nand', 'or', 'nor', 'xor', 'xnor']);
        lines.push(`${attribute}${gate} #1 (${wire}, b[${pick(2)}], c, a[${pick(3)}], ${pick(2)});`);
        nets.push({ name: wire, range: undefined });
        break;
      }
      case 3:
        lines.push(`wire [1:0] ${wire}; ${oneOf(['and', 'xnor'])} g${k}[1:0] (${wire}, a[2:1], c, b);`);
        nets.push({ name: wire, range: [1, 0] });
        break;
      default:
        lines.push(`wire [2:0] ${wire}; ${name}_inner u${k} (${oneOf(['a', '{c, b}'])}, b, ${wire});`);
        nets.push({ name: wire, range: [2, 0] });
    }
  }
  const inner = `module ${name}_inner(x, y, z); input signed [2:0] x; input [1:0] y; output [2:0] z; wire signed [1:0] y;
  assign z = x ^ y; endmodule`;
  const width = 1 + pick(8);
  return `module ${name}(${PORTS}, output [${width - 1}:0] y);
${lines.join('\n')}
assign y = ${expression(4, false)};
endmodule
${inner}
`;
}
