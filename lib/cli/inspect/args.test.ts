import { expect, test } from 'vitest';

import { assertCount, readArgs } from './args';
import { Failure } from './failure';

const own = { reason: { type: 'string' as const, about: '' }, yes: { type: 'boolean' as const, about: '' } };

test('options may stand before, between and after the arguments', () => {
  const args = readArgs(['--yes', 'a:/b', '--reason', 'two words', '@1', '--json', '--url=http://h'], own);
  expect(args.positionals).toEqual(['a:/b', '@1']);
  expect([args.has('yes'), args.has('json'), args.has('help')]).toEqual([true, true, false]);
  expect([args.text('reason'), args.text('url'), args.text('api-key-file')]).toEqual([
    'two words',
    'http://h',
    undefined,
  ]);
});

test.each([[['--api-key', 'plk_x']], [['--reason']], [['--yes=1']], [['-x']]])('%j is refused', (argv) => {
  expect(() => readArgs(argv, own)).toThrow(Failure);
});

test('too few and too many arguments are refused with the usage', () => {
  const limits = { min: 1, max: 2, usage: 'palimpsest log STORE:/PATH' };
  expect(() => assertCount(['a', 'b'], limits)).not.toThrow();
  expect(() => assertCount([], limits)).toThrow('something is missing');
  expect(() => assertCount(['a', 'b', 'c'], limits)).toThrow('"c" is one argument too many');
});
