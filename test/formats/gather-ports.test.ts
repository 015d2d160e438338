import { expect, it } from 'vitest';
import { type BitStyles, gatherPorts } from '../../src/formats/gather-ports.ts';
import { Names } from '../../src/formats/names.ts';

const gathered = (names: string, styles: BitStyles = 'any') =>
  gatherPorts(
    names.split(' ').map((name, id) => ({ name, ids: [id] })),
    styles,
    new Names(),
  )
    .map(({ name, ids }) => `${name}:${ids.join(',')}`)
    .join(' ');

it('gathers brackets, angles and underscores into buses, whatever their order', () => {
  expect(gathered('a[1] a[0] cin b<0> b<1> c_1 c_2 c_0')).toBe('a:1,0 cin:2 b:3,4 c:7,5,6');
});

it('takes one bracketed bit for a bus of one, and one underscore for a name', () => {
  expect(gathered('a[0] b<0> c_0')).toBe('a:0 b:1 c_0:2');
});

it('leaves bits alone where an index is missing, doubled or no plain number', () => {
  expect(gathered('a[1] a[2]')).toBe('a_1_:0 a_2_:1');
  expect(gathered('a[0] a[2]')).toBe('a_0_:0 a_2_:1');
  expect(gathered('a[0] a[00]')).toBe('a:0 a_00_:1');
  expect(gathered('a[0] a[0]')).toBe('a_0_:0 a_0__:1');
});

it('keeps underscores as they are where the format has buses', () => {
  expect(gathered('a_0 a_1 b[0] b[1]', 'brackets')).toBe('a_0:0 a_1:1 b:2,3');
});

it('makes names that the builder takes, each once', () => {
  expect(gathered('1x a.b a_b constructor $n')).toBe('_1x:0 a_b:1 a_b_:2 constructor_:3 _n:4');
});

it('counts names that come out alike, past those that are taken', () => {
  expect(gathered('! $ % x__2 & x!_2 x! x$ x%')).toBe(
    '_:0 __:1 __2:2 x__2:3 __3:4 x__2_:5 x_:6 x__:7 x__3:8',
  );
});
