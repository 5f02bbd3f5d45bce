import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { toReturnPath } from './return-path';

const base = 'https://memory.example.org';

describe('toReturnPath', () => {
  test.each([
    ['/w/wrkspc_01/stores', '/w/wrkspc_01/stores'],
    ['/w/1?compare=a..b#L3', '/w/1?compare=a..b#L3'],
    ['https://memory.example.org/w/1', '/w/1'],
    ['https://memory.example.org', '/'],
    ['w/1', '/w/1'],
    ['?x=1', '/?x=1'],
    ['https:evil.example', '/evil.example'],
  ])('keeps %s', (value, path) => {
    expect(toReturnPath(value, base)).toBe(path);
  });

  test.each([
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/\t/evil.example',
    '\u0000//evil.example',
    'https://evil.example',
    'https:///evil.example',
    'https://memory.example.org@evil.example',
    'https://user@memory.example.org/',
    'https://memory.example.org.evil.example/',
    'http://memory.example.org/',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://%',
    'https://[',
    '/sign-in?callbackUrl=/sign-in',
    '/api/auth/signout',
    '/v1/me',
    '',
    undefined,
    null,
    7,
    ['/w'],
  ])('sends %j to the start', (value) => {
    expect(toReturnPath(value, base)).toBe('/');
  });

  test('never leaves the site, whatever it is given', () => {
    const pieces = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      ':',
      '@',
      'evil.example',
      'https',
      '%2f',
      '\t',
      '#',
      '?',
      'w',
    );
    const values = fc.oneof(
      fc.string(),
      fc.array(pieces).map((each) => each.join('')),
    );
    fc.assert(
      fc.property(values, (value) => {
        const path = toReturnPath(value, base);
        expect(path).toMatch(/^\/(?![/\\])/);
        expect(new URL(path, base).origin).toBe(base);
      }),
      { numRuns: 2000 },
    );
  });
});
