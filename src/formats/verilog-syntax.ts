import { Misuse } from '../gates/misuse.ts';
import { MOST_BUS_BITS } from './draft.ts';
import type { Wrong } from './place.ts';
import { readVerilogNumber } from './verilog-numbers.ts';
import { type Token, VerilogTokens } from './verilog-tokens.ts';
import {
  type ChainOperator,
  type Connection,
  type Declaration,
  type Direction,
  type Expression,
  PRIMITIVES,
  type Primitive,
  type Range,
  type ShiftOperator,
  type Statement,
  UNARY_OPERATORS,
  type VerilogModule,
} from './verilog-tree.ts';

const THROUGH_YOSYS =
  'gates (and nand or nor xor xnor not buf), assign, wire or an instance; read anything more through yosys: ' +
  'read_verilog; synth -flatten; write_json';

const READ_OPERATORS = '~ ! & ~& | ~| ^ ~^ && || == != << >> <<< >>> ?: {}; read others through yosys';

/** Operators of Verilog that no gate is, and that the reader does not take apart. */
const UNREAD_OPERATORS: ReadonlySet<string> = new Set([
  '+',
  '-',
  '*',
  '/',
  '%',
  '**',
  '<',
  '<=',
  '>',
  '>=',
  '===',
  '!==',
]);

/** Parentheses, signs and conditions may nest this deep. */
const DEEPEST = 200;

/** Reads the modules of a Verilog text as they are written; what names mean is left to whoever elaborates them. */
export function parseVerilog(text: string, wrong: Wrong): VerilogModule[] {
  const parser = new VerilogParser(new VerilogTokens(text, wrong), wrong);
  return parser.modules();
}

/** The same where not every module is used: one that is not read is there with the reason. Places count from `base`. */
export function parseSomeVerilog(text: string, wrong: Wrong, base = 0): VerilogModule[] {
  const parser = new VerilogParser(new VerilogTokens(text, wrong, base), wrong);
  return parser.modulesOrProblems();
}

class VerilogParser {
  readonly #tokens: VerilogTokens;
  readonly #wrong: Wrong;
  /** The module that is being read. */
  #name = '';

  constructor(tokens: VerilogTokens, wrong: Wrong) {
    this.#tokens = tokens;
    this.#wrong = wrong;
  }

  modules(): VerilogModule[] {
    const modules: VerilogModule[] = [];
    while (this.#tokens.ahead.kind !== 'end') modules.push(this.#module());
    return modules;
  }

  modulesOrProblems(): VerilogModule[] {
    const tokens = this.#tokens;
    const modules: VerilogModule[] = [];
    while (tokens.ahead.kind !== 'end') {
      const end = tokens.is('primitive') ? 'endprimitive' : 'endmodule';
      const { place } = tokens.ahead;
      this.#name = '';
      try {
        modules.push(this.#module());
      } catch (problem) {
        if (!(problem instanceof Misuse) || tokens.isBroken || this.#name === '') throw problem;
        if (!this.#skipBehind(end)) throw problem;
        modules.push({ ...EMPTY_MODULE, name: this.#name, place, problem });
      }
    }
    return modules;
  }

  /** Passes over the rest of a module; whether it ends before another begins. */
  #skipBehind(end: string): boolean {
    const tokens = this.#tokens;
    while (!tokens.is(end)) {
      if (tokens.ahead.kind === 'end' || tokens.is('module')) return false;
      tokens.take();
    }
    tokens.take();
    return true;
  }

  #module(): VerilogModule {
    const tokens = this.#tokens;
    const { hasImplicitNets } = tokens;
    if (tokens.takeIf('primitive')) {
      this.#name = tokens.expectName('the name of a primitive').text;
      throw tokens.unexpected('a module, not a table; read others through yosys');
    }
    tokens.expect('module');
    const { text: name, place } = tokens.expectName('the name of a module');
    this.#name = name;
    const declarations: Declaration[] = [];
    const statements: Statement[] = [];
    if (tokens.is('#')) throw tokens.unexpected('a module without parameters; read others through yosys');
    const ports = tokens.takeIf('(') ? this.#portList(declarations) : [];
    tokens.expect(';');
    while (!tokens.takeIf('endmodule')) this.#item(declarations, statements);
    return { name, place, ports, declarations, statements, hasImplicitNets };
  }

  /** `(input [3:0] a, b, output p)` or `(a, b, p)`. */
  #portList(declarations: Declaration[]): Token[] {
    const tokens = this.#tokens;
    const ports: Token[] = [];
    if (tokens.takeIf(')')) return ports;
    let type: Pick<Declaration, 'direction' | 'isSigned' | 'range'> | undefined;
    do {
      const direction = this.#direction();
      if (direction !== undefined) {
        if (type === undefined && ports.length > 0)
          throw this.#wrong(tokens.ahead.place, 'a list of ports', 'of names or of declarations', 'both');
        this.#takeNetType();
        type = { direction, isSigned: tokens.takeIf('signed'), range: this.#optionalRange() };
      }
      const port = tokens.expectName('a port');
      ports.push(port);
      if (type !== undefined) declarations.push({ name: port.text, place: port.place, ...type });
    } while (tokens.takeIf(','));
    tokens.expect(')');
    return ports;
  }

  #direction(): Exclude<Direction, 'inner'> | undefined {
    if (this.#tokens.takeIf('input')) return 'input';
    return this.#tokens.takeIf('output') ? 'output' : undefined;
  }

  #takeNetType(): boolean {
    return this.#tokens.takeIf('wire') || this.#tokens.takeIf('tri');
  }

  #item(declarations: Declaration[], statements: Statement[]): void {
    const tokens = this.#tokens;
    const primitive = PRIMITIVES.find((one) => tokens.is(one));
    const direction = this.#direction();
    if (direction !== undefined) {
      this.#takeNetType();
      this.#declare(direction, declarations, statements);
    } else if (primitive !== undefined) this.#primitives(primitive, statements);
    else if (tokens.takeIf('assign')) {
      this.#optionalDelay();
      do statements.push(this.#assignment(tokens.ahead.place));
      while (tokens.takeIf(','));
      tokens.expect(';');
    } else if (this.#takeNetType()) this.#declare('inner', declarations, statements);
    else if (tokens.takeIf('supply0')) this.#supply('0', declarations, statements);
    else if (tokens.takeIf('supply1')) this.#supply('1', declarations, statements);
    else if (tokens.takeIf('specify')) {
      // It tells how long signals take, and nothing of their values.
      while (tokens.ahead.kind !== 'end' && !tokens.is('endspecify') && !tokens.is('endmodule'))
        tokens.take();
      tokens.expect('endspecify');
    } else if (tokens.ahead.kind === 'name') this.#instances(statements);
    else if (!tokens.takeIf(';')) throw tokens.unexpected(THROUGH_YOSYS);
  }

  /** `signed [3:0] a, b = x;`, behind its first word. */
  #declare(direction: Direction, declarations: Declaration[], statements: Statement[]): void {
    const tokens = this.#tokens;
    const type = { direction, isSigned: tokens.takeIf('signed'), range: this.#optionalRange() };
    if (direction === 'inner') this.#optionalDelay();
    do {
      const { text: name, place } = tokens.expectName('a name');
      declarations.push({ name, place, ...type });
      if (direction === 'inner' && tokens.takeIf('='))
        statements.push({
          kind: 'assign',
          place,
          target: { kind: 'net', name, place },
          value: this.#expression(0),
        });
    } while (tokens.takeIf(','));
    tokens.expect(';');
  }

  #supply(digits: '0' | '1', declarations: Declaration[], statements: Statement[]): void {
    const tokens = this.#tokens;
    do {
      const { text: name, place } = tokens.expectName('a name');
      declarations.push({ name, place, direction: 'inner', isSigned: false, range: undefined });
      const value: Expression = { kind: 'number', width: 1, isSigned: false, digits, place };
      statements.push({ kind: 'assign', place, target: { kind: 'net', name, place }, value });
    } while (tokens.takeIf(','));
    tokens.expect(';');
  }

  #assignment(place: number): Statement {
    const target = this.#primary(0);
    this.#tokens.expect('=');
    return { kind: 'assign', place, target, value: this.#expression(0) };
  }

  /** `#1`, `#1.5`, `#(1, 2)` or `#(1:2:3, 2:3:4)`: when a value comes, not which. */
  #optionalDelay(): void {
    const tokens = this.#tokens;
    if (!tokens.takeIf('#')) return;
    if (!tokens.takeIf('(')) {
      this.#delayValue();
      return;
    }
    do this.#delayValue();
    while (tokens.takeIf(',') || tokens.takeIf(':'));
    tokens.expect(')');
  }

  #delayValue(): void {
    const tokens = this.#tokens;
    if (!/^\d[\d.eE+-]*$/.test(tokens.ahead.text)) throw tokens.unexpected('a delay as a number');
    tokens.take();
  }

  /** `and #1 g1 (y, a, b), g2[3:0] (z, c, d);` */
  #primitives(primitive: Primitive, statements: Statement[]): void {
    const tokens = this.#tokens;
    tokens.take();
    this.#optionalDelay();
    do {
      const { kind, place } = tokens.ahead;
      if (kind === 'name') tokens.take();
      const array = kind === 'name' ? this.#optionalRange() : undefined;
      tokens.expect('(');
      const terminals = [this.#expression(0)];
      while (tokens.takeIf(',')) terminals.push(this.#expression(0));
      tokens.expect(')');
      if (terminals.length < 2)
        throw this.#wrong(place, primitive, 'of at least two terminals', terminals.length);
      statements.push({ kind: 'primitive', place, primitive, array, terminals });
    } while (tokens.takeIf(','));
    tokens.expect(';');
  }

  /** `adder u1 (.a(x), .s(y)), u2[3:0] (x, y);` */
  #instances(statements: Statement[]): void {
    const tokens = this.#tokens;
    const { text: module } = tokens.take();
    if (tokens.is('#')) throw tokens.unexpected('an instance without parameters; read others through yosys');
    do {
      const { place } = tokens.expectName('the name of an instance');
      const array = this.#optionalRange();
      tokens.expect('(');
      const connections: Connection[] = [];
      if (!tokens.is(')'))
        do connections.push(this.#connection());
        while (tokens.takeIf(','));
      tokens.expect(')');
      statements.push({ kind: 'instance', place, module, array, connections });
    } while (tokens.takeIf(','));
    tokens.expect(';');
  }

  #connection(): Connection {
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
    const tokens = this.#tokens;
    const { place } = tokens.ahead;
    if (depth > DEEPEST) throw this.#wrong(place, 'an expression', `at most ${DEEPEST} deep`, 'more');
    const select = this.#chain(0, depth);
    if (tokens.ahead.kind === 'sign' && UNREAD_OPERATORS.has(tokens.ahead.text))
      throw this.#wrong(tokens.ahead.place, 'an operator', `one of ${READ_OPERATORS}`, tokens.ahead.text);
    if (!tokens.takeIf('?')) return select;
    const one = this.#expression(depth + 1);
    tokens.expect(':');
    return { kind: 'mux', place, select, one, zero: this.#expression(depth + 1) };
  }

  /** Operators of one strength from the left; `||` is the weakest, `&` the strongest that is a gate. */
  #chain(level: number, depth: number): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#equality(depth);
    const { place } = this.#tokens.ahead;
    const first = this.#chain(level + 1, depth);
    const rest: { operator: ChainOperator; term: Expression }[] = [];
    for (;;) {
      const operator = operators.find(([sign]) => this.#tokens.takeIf(sign));
      if (operator === undefined) break;
      rest.push({ operator: operator[1], term: this.#chain(level + 1, depth) });
    }
    return rest.length === 0 ? first : { kind: 'chain', place, first, rest };
  }

  #equality(depth: number): Expression {
    const { place } = this.#tokens.ahead;
    let x = this.#shift(depth);
    for (let n = depth; ; n++) {
      const isTurned = this.#tokens.is('!=');
      if (!isTurned && !this.#tokens.is('==')) return x;
      if (n > DEEPEST) throw this.#wrong(place, 'an expression', `at most ${DEEPEST} deep`, 'more');
      this.#tokens.take();
      x = { kind: 'equal', place, isTurned, x, y: this.#shift(depth) };
    }
  }

  #shift(depth: number): Expression {
    const { place } = this.#tokens.ahead;
    let x = this.#operand(depth);
    for (let n = depth; ; n++) {
      const operator = SHIFTS.find((one) => this.#tokens.is(one));
      if (operator === undefined) return x;
      if (n > DEEPEST) throw this.#wrong(place, 'an expression', `at most ${DEEPEST} deep`, 'more');
      this.#tokens.take();
      x = { kind: 'shift', place, operator, x, amount: this.#operand(depth) };
    }
  }

  /** One operator at most stands before an operand, as in the standard: another needs parentheses. */
  #operand(depth: number): Expression {
    const { kind, place } = this.#tokens.ahead;
    const operator = kind === 'sign' ? UNARY_OPERATORS.find((one) => this.#tokens.is(one)) : undefined;
    if (operator === undefined) return this.#primary(depth);
    this.#tokens.take();
    return { kind: 'unary', place, operator, x: this.#primary(depth) };
  }

  #primary(depth: number): Expression {
    const tokens = this.#tokens;
    const { kind, text, place } = tokens.ahead;
    if (tokens.takeIf('(')) {
      const inner = this.#expression(depth + 1);
      tokens.expect(')');
      return inner;
    }
    if (tokens.takeIf('{')) return this.#concatenation(place, depth);
    if (kind === 'number') {
      tokens.take();
      return readVerilogNumber(text, place, this.#wrong);
    }
    if (kind === 'sign' && UNREAD_OPERATORS.has(text))
      throw this.#wrong(place, 'an operator', `one of ${READ_OPERATORS}`, text);
    const { text: name } = tokens.expectName('a net, a number, a sign such as ~, ( or {');
    const select = tokens.is('[') ? this.#range(true) : undefined;
    return select === undefined ? { kind: 'net', place, name } : { kind: 'net', place, name, select };
  }

  /** `{a, b}` or `{3{a, b}}`, behind the first brace. */
  #concatenation(place: number, depth: number): Expression {
    const tokens = this.#tokens;
    const first = this.#expression(depth + 1);
    const isRepeated = tokens.takeIf('{');
    const times = isRepeated && first.kind === 'number' ? Number(`0b${first.digits}`) : isRepeated ? 0 : 1;
    if (times < 1 || times > MOST_BUS_BITS)
      throw this.#wrong(
        place,
        'a number of repetitions',
        `from 1 to ${MOST_BUS_BITS}, written as a number`,
        first.kind === 'number' ? times : 'an expression',
      );
    const parts = [isRepeated ? this.#expression(depth + 1) : first];
    while (tokens.takeIf(',')) parts.push(this.#expression(depth + 1));
    tokens.expect('}');
    if (isRepeated) tokens.expect('}');
    return { kind: 'concat', place, parts, times };
  }

  #optionalRange(): Range | undefined {
    return this.#tokens.is('[') ? this.#range(false) : undefined;
  }

  /** `[7:0]` or `[0:7]`, and where a bit is selected `[k]`. */
  #range(mayBeOneBit: boolean): Range {
    const tokens = this.#tokens;
    const { place } = tokens.expect('[');
    const left = this.#index();
    const isOneBit = mayBeOneBit && tokens.is(']');
    if (!isOneBit) tokens.expect(':');
    const right = isOneBit ? left : this.#index();
    tokens.expect(']');
    if (Math.abs(left - right) >= MOST_BUS_BITS)
      throw this.#wrong(place, 'a range', `of at most ${MOST_BUS_BITS} bits`, `${left}:${right}`);
    return { left, right };
  }

  #index(): number {
    const { kind, text, place } = this.#tokens.ahead;
    if (kind !== 'number' || !/^\d{1,9}$/.test(text))
      throw this.#wrong(place, 'an index', 'a whole number', text === '' ? 'the end' : text);
    this.#tokens.take();
    return Number(text);
  }
}

const EMPTY_MODULE = { ports: [], declarations: [], statements: [], hasImplicitNets: true } as const;

/** The operators of each strength, the weakest first. */
const LEVELS: readonly (readonly (readonly [sign: string, operator: ChainOperator])[])[] = [
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

const SHIFTS: readonly ShiftOperator[] = ['<<', '>>', '<<<', '>>>'];
