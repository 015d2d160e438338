import { MOST_BUS_BITS } from './draft.ts';
import type { Wrong } from './place.ts';
import { type Token, VerilogTokens } from './verilog-tokens.ts';
import {
  type Declaration,
  type Direction,
  type Expression,
  PRIMITIVES,
  type Primitive,
  type Range,
  type Statement,
  type VerilogModule,
  type VerilogOperator,
} from './verilog-tree.ts';

const THROUGH_YOSYS =
  'gates (and nand or nor xor xnor not buf), assign, wire or an instance; read anything more through yosys: ' +
  'read_verilog; synth -flatten; write_json';

/** Parentheses, signs and conditions may nest this deep. */
const DEEPEST = 200;

/** Reads the modules of a Verilog text as they are written; what names mean is left to whoever elaborates them. */
export function parseVerilog(text: string, wrong: Wrong): VerilogModule[] {
  const parser = new VerilogParser(text, wrong);
  return parser.modules();
}

class VerilogParser {
  readonly #tokens: VerilogTokens;
  readonly #wrong: Wrong;

  constructor(text: string, wrong: Wrong) {
    this.#tokens = new VerilogTokens(text, wrong);
    this.#wrong = wrong;
  }

  modules(): VerilogModule[] {
    const modules: VerilogModule[] = [];
    while (this.#tokens.ahead.kind !== 'end') modules.push(this.#module());
    return modules;
  }

  #module(): VerilogModule {
    const tokens = this.#tokens;
    tokens.expect('module');
    const { text: name, place } = tokens.expectName('the name of a module');
    const declarations: Declaration[] = [];
    const statements: Statement[] = [];
    const ports = tokens.takeIf('(') ? this.#portList(declarations) : [];
    tokens.expect(';');
    while (!tokens.takeIf('endmodule')) this.#item(declarations, statements);
    return { name, place, ports, declarations, statements };
  }

  /** `(input [3:0] a, b, output p)` or `(a, b, p)`. */
  #portList(declarations: Declaration[]): Token[] {
    const tokens = this.#tokens;
    const ports: Token[] = [];
    if (tokens.takeIf(')')) return ports;
    let direction: Direction | undefined;
    let range: Range | undefined;
    do {
      const word = tokens.ahead.text;
      if (tokens.is('input') || tokens.is('output')) {
        tokens.take();
        direction = word === 'input' ? 'input' : 'output';
        this.#takeNetType();
        range = this.#optionalRange();
      }
      const port = tokens.expectName('a port');
      ports.push(port);
      if (direction !== undefined)
        declarations.push({ name: port.text, place: port.place, direction, range });
    } while (tokens.takeIf(','));
    tokens.expect(')');
    return ports;
  }

  #takeNetType(): boolean {
    return this.#tokens.takeIf('wire') || this.#tokens.takeIf('tri') || this.#tokens.takeIf('logic');
  }

  #item(declarations: Declaration[], statements: Statement[]): void {
    const tokens = this.#tokens;
    const { kind, text, place } = tokens.ahead;
    const primitive = PRIMITIVES.find((one) => tokens.is(one));
    if (primitive !== undefined) this.#primitives(primitive, statements);
    else if (tokens.takeIf('assign')) {
      do statements.push(this.#assignment(tokens.ahead.place));
      while (tokens.takeIf(','));
      tokens.expect(';');
    } else if (tokens.is('input') || tokens.is('output')) {
      tokens.take();
      this.#takeNetType();
      this.#declare(text === 'input' ? 'input' : 'output', declarations, statements);
    } else if (this.#takeNetType()) this.#declare('inner', declarations, statements);
    else if (tokens.takeIf('supply0')) this.#supply(0, declarations, statements);
    else if (tokens.takeIf('supply1')) this.#supply(1, declarations, statements);
    else if (kind === 'name') this.#instances(statements);
    else if (!tokens.takeIf(';'))
      throw this.#wrong(place, 'an item', THROUGH_YOSYS, text === '' ? 'the end' : text);
  }

  /** `[3:0] a, b = x;`, behind its first word. */
  #declare(direction: Direction, declarations: Declaration[], statements: Statement[]): void {
    const tokens = this.#tokens;
    const range = this.#optionalRange();
    do {
      const { text: name, place } = tokens.expectName('a name');
      declarations.push({ name, place, direction, range });
      if (tokens.takeIf('='))
        statements.push({
          kind: 'assign',
          place,
          target: { kind: 'net', name, place },
          value: this.#expression(0),
        });
    } while (tokens.takeIf(','));
    tokens.expect(';');
  }

  #supply(bit: number, declarations: Declaration[], statements: Statement[]): void {
    const tokens = this.#tokens;
    do {
      const { text: name, place } = tokens.expectName('a name');
      declarations.push({ name, place, direction: 'inner', range: undefined });
      const value: Expression = { kind: 'constant', bits: [bit], place };
      statements.push({ kind: 'assign', place, target: { kind: 'net', name, place }, value });
    } while (tokens.takeIf(','));
    tokens.expect(';');
  }

  #assignment(place: number): Statement {
    const target = this.#operand(0);
    this.#tokens.expect('=');
    return { kind: 'assign', place, target, value: this.#expression(0) };
  }

  /** `and g1 (y, a, b), (z, c, d);` */
  #primitives(primitive: Primitive, statements: Statement[]): void {
    const tokens = this.#tokens;
    tokens.take();
    do {
      const { place } = tokens.ahead;
      if (tokens.ahead.kind === 'name') tokens.take();
      tokens.expect('(');
      const terminals = [this.#expression(0)];
      while (tokens.takeIf(',')) terminals.push(this.#expression(0));
      tokens.expect(')');
      if (terminals.length < 2)
        throw this.#wrong(place, primitive, 'of at least two terminals', terminals.length);
      statements.push({ kind: 'primitive', place, primitive, terminals });
    } while (tokens.takeIf(','));
    tokens.expect(';');
  }

  /** `adder u1 (.a(x), .s(y)), u2 (x, y);` */
  #instances(statements: Statement[]): void {
    const tokens = this.#tokens;
    const { text: module } = tokens.take();
    if (tokens.is('#')) throw tokens.unexpected('an instance without parameters; read others through yosys');
    do {
      const { place } = tokens.expectName('the name of an instance');
      tokens.expect('(');
      const connections: { port?: string; value?: Expression; place: number }[] = [];
      if (!tokens.is(')'))
        do connections.push(this.#connection());
        while (tokens.takeIf(','));
      tokens.expect(')');
      statements.push({ kind: 'instance', place, module, connections });
    } while (tokens.takeIf(','));
    tokens.expect(';');
  }

  #connection(): { port?: string; value?: Expression; place: number } {
    const tokens = this.#tokens;
    const { place } = tokens.ahead;
    if (tokens.is(',') || tokens.is(')')) return { place };
    if (!tokens.takeIf('.')) return { value: this.#expression(0), place };
    const { text: port } = tokens.expectName('a port');
    tokens.expect('(');
    const connection = tokens.is(')') ? { port, place } : { port, place, value: this.#expression(0) };
    tokens.expect(')');
    return connection;
  }

  /** The weakest operator: `select ? one : zero`. */
  #expression(depth: number): Expression {
    const { place } = this.#tokens.ahead;
    if (depth > DEEPEST) throw this.#wrong(place, 'an expression', `at most ${DEEPEST} deep`, 'more');
    const select = this.#chain(0, depth);
    if (!this.#tokens.takeIf('?')) return select;
    const one = this.#expression(depth + 1);
    this.#tokens.expect(':');
    return { kind: 'mux', place, select, one, zero: this.#expression(depth + 1) };
  }

  /** Operators of one strength from the left; `||` is the weakest, `&` the strongest. */
  #chain(level: number, depth: number): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#operand(depth);
    const { place } = this.#tokens.ahead;
    const first = this.#chain(level + 1, depth);
    const rest: { operator: VerilogOperator; term: Expression }[] = [];
    for (;;) {
      const operator = operators.find(([sign]) => this.#tokens.takeIf(sign));
      if (operator === undefined) break;
      rest.push({ operator: operator[1], term: this.#chain(level + 1, depth) });
    }
    return rest.length === 0 ? first : { kind: 'chain', place, first, rest };
  }

  #operand(depth: number): Expression {
    const tokens = this.#tokens;
    const { kind, place } = tokens.ahead;
    if (depth > DEEPEST) throw this.#wrong(place, 'an expression', `at most ${DEEPEST} deep`, 'more');
    const isLogical = tokens.is('!');
    if (isLogical || tokens.is('~')) {
      tokens.take();
      return { kind: 'not', place, isLogical, x: this.#operand(depth + 1) };
    }
    if (tokens.takeIf('(')) {
      const inner = this.#expression(depth + 1);
      tokens.expect(')');
      return inner;
    }
    if (tokens.takeIf('{')) {
      const parts = [this.#expression(depth + 1)];
      while (tokens.takeIf(',')) parts.push(this.#expression(depth + 1));
      tokens.expect('}');
      return { kind: 'concat', place, parts };
    }
    if (kind === 'number') return { kind: 'constant', place, bits: this.#constantBits(tokens.take()) };
    const { text: name } = tokens.expectName('a net, a number, ~, ( or {');
    const range = tokens.is('[') ? this.#range(true) : undefined;
    return range === undefined ? { kind: 'net', place, name } : { kind: 'net', place, name, range };
  }

  /** `4'b1010`, of 1 to 64 bits; without a width a number has 32, which no net here has. */
  #constantBits({ text, place }: Token): number[] {
    const match = /^(\d{1,2})'([bodh])([0-9a-f]{1,64})$/i.exec(text);
    const [width = 0, base = '', digits = ''] = match === null ? [] : [Number(match[1]), match[2], match[3]];
    const rule = "a number with its width, such as 1'b0";
    if (match === null || width < 1) throw this.#wrong(place, 'a constant', rule, text);
    const prefix = { b: '0b', o: '0o', d: '', h: '0x' }[base.toLowerCase()];
    let value: bigint;
    try {
      value = BigInt(`${prefix}${digits}`);
    } catch {
      throw this.#wrong(place, 'a constant', rule, text);
    }
    if (value >> BigInt(width) !== 0n) throw this.#wrong(place, 'a constant', `of ${width} bits`, text);
    return Array.from({ length: width }, (_, k) => Number((value >> BigInt(k)) & 1n));
  }

  #optionalRange(): Range | undefined {
    return this.#tokens.is('[') ? this.#range(false) : undefined;
  }

  /** `[high:low]`, and where a bit is selected `[k]`. */
  #range(mayBeOneBit: boolean): Range {
    const tokens = this.#tokens;
    const { place } = tokens.expect('[');
    const high = this.#index();
    const isOneBit = mayBeOneBit && tokens.is(']');
    if (!isOneBit) tokens.expect(':');
    const low = isOneBit ? high : this.#index();
    tokens.expect(']');
    if (high < low) throw this.#wrong(place, 'a range', 'from the high bit down', `${high}:${low}`);
    if (high - low >= MOST_BUS_BITS)
      throw this.#wrong(place, 'a range', `of at most ${MOST_BUS_BITS} bits`, `${high}:${low}`);
    return { high, low };
  }

  #index(): number {
    const { kind, text, place } = this.#tokens.take();
    if (kind !== 'number' || !/^\d{1,9}$/.test(text))
      throw this.#wrong(place, 'an index', 'a whole number', text === '' ? 'the end' : text);
    return Number(text);
  }
}

/** The operators of each strength, the weakest first. */
const LEVELS: readonly (readonly (readonly [sign: string, operator: VerilogOperator])[])[] = [
  [['||', '||']],
  [['&&', '&&']],
  [['|', '|']],
  [
    ['^', '^'],
    ['~^', '~^'],
    ['^~', '~^'],
  ],
  [['&', '&']],
];
