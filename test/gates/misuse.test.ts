import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Misuse, said } from '../../src/gates/misuse.ts';
import { mustBe } from '../../src/gates/must-be.ts';

test.each([
  [mustBe('verify', '--seed', 'a whole number', 'x'), "verify: --seed must be a whole number, got 'x'"],
  [mustBe('verify', '--seed', 'given', said('nothing')), 'verify: --seed must be given, got nothing'],
  [mustBe('merge', 'folder', 'readable', 'x', 'ENOENT'), "merge: folder must be readable, got 'x' (ENOENT)"],
  [
    new Misuse({ who: 'verify', what: '--shard', verb: 'come', rule: 'with --out' }),
    'verify: --shard must come with --out',
  ],
  [
    mustBe('readBlif: line 2', 'a net', 'known', 'n').in('a.blif'),
    "a.blif: readBlif: line 2: a net must be known, got 'n'",
  ],
  [mustBe('x', 'y', 'z', { a: 1n }), 'x: y must be z, got {"a":"1"}'],
  [mustBe('x', 'y', 'z', undefined), 'x: y must be z, got undefined'],
  [mustBe('x', 'y', 'z', () => 1), 'x: y must be z, got a function'],
])('%s', (misuse, message) => {
  expect(misuse.message).toBe(message);
});

test('who catches it asks for its parts, and parses no message', () => {
  const misuse = mustBe('dadda-multiplier', 'i', 'a whole number from 1 to 64', 65);
  expect([misuse.who, misuse.what, misuse.rule, misuse.got]).toEqual([
    'dadda-multiplier',
    'i',
    'a whole number from 1 to 64',
    65,
  ]);
});

test('whatever was given, it is one line that comes through a thread as it is', () => {
  const given = fc.oneof(fc.anything(), fc.string({ unit: 'binary' }), fc.string().map(said));
  fc.assert(
    fc.property(given, fc.string({ unit: 'binary' }), fc.option(fc.string()), (got, who, reason) => {
      const misuse = mustBe(who, 'it', 'right', got, reason ?? undefined).in('file');
      expect(misuse.message).not.toMatch(/[\p{Cc}\u2028]/u);
      expect(misuse.message).toContain(' must be right, got ');
      expect(new Misuse(structuredClone(misuse.complaint())).message).toBe(misuse.message);
    }),
  );
});

test('a command calls what is wrong by the name of its option', () => {
  const misuse = mustBe('a.bench', 'top', 'left out', 'm');
  expect(misuse.renamed({ top: '--top' }).message).toBe("a.bench: --top must be left out, got 'm'");
  expect(misuse.renamed({ cells: '--cells' }).message).toBe(misuse.message);
});
