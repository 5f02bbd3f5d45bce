import { describe, expect, test } from 'vitest';

import { folderOf, matchStore, matchVersion, parseTarget } from './address';
import { exitCodes, Failure } from './failure';

const stores = [
  { id: 'memstore_01aaaaR4Zk', name: 'Research notes' },
  { id: 'memstore_01bbbbQ7Xy', name: 'Support: billing' },
  { id: 'memstore_01ccccW9Uv', name: 'Support: app' },
  { id: 'memstore_01ddddT2Mn', name: 'Support' },
];

function failureOf(act: () => unknown): Failure {
  try {
    act();
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  throw new Error('A failure was expected.');
}

test.each([
  ['Research', { store: 'Research', path: null, memoryId: null }],
  ['Research notes:/a/b.md', { store: 'Research notes', path: '/a/b.md', memoryId: null }],
  ['Support: app:/a:/b.md', { store: 'Support: app', path: '/a:/b.md', memoryId: null }],
  ['Research:mem_01abc', { store: 'Research', path: null, memoryId: 'mem_01abc' }],
  ['mem_01abc', { store: null, path: null, memoryId: 'mem_01abc' }],
])('%s points at one thing', (text, target) => {
  expect(parseTarget(text)).toEqual(target);
});

test('a path without a store is refused', () => {
  expect(failureOf(() => parseTarget(':/a.md')).exitCode).toBe(exitCodes.usage);
});

describe('a store', () => {
  test.each([
    ['memstore_01ccccW9Uv', 'Support: app'],
    ['Support', 'Support'],
    ['research NOTES', 'Research notes'],
    ['Res', 'Research notes'],
    ['support: b', 'Support: billing'],
    ['…R4Zk', 'Research notes'],
  ])('"%s" is %s', (wanted, name) => {
    expect(matchStore(stores, wanted).name).toBe(name);
  });

  test('an ambiguous beginning lists the candidates', () => {
    const failure = failureOf(() => matchStore(stores, 'Support:'));
    expect(failure.exitCode).toBe(exitCodes.usage);
    expect(failure.message).toContain('Support: billing  memstore_01bbbbQ7Xy');
    expect(failure.message).toContain('Support: app  memstore_01ccccW9Uv');
  });

  test('a name that is not there is not found, and those that are there are named', () => {
    const failure = failureOf(() => matchStore(stores, 'Nothing'));
    expect(failure.exitCode).toBe(exitCodes.notFound);
    expect(failure.told.advice).toContain('"Research notes"');
  });
});

describe('a version', () => {
  const versions = [
    { id: 'memver_01zzzzK3Lm', governance: { number: 12 } },
    { id: 'memver_01yyyyP5Qr', governance: { number: 2 } },
    { id: 'memver_01xxxxP5Qr', governance: { number: 1 } },
  ];

  test.each([
    ['@2', 2],
    ['2', 2],
    ['head', 12],
    ['K3Lm', 12],
    ['memver_01xxxxP5Qr', 1],
    ['yP5Qr', 2],
  ])('"%s" is @%i', (wanted, number) => {
    expect(matchVersion(versions, wanted).governance.number).toBe(number);
  });

  test('an ending of two ids is ambiguous', () => {
    expect(failureOf(() => matchVersion(versions, 'P5Qr')).exitCode).toBe(exitCodes.usage);
  });

  test('a number that is not there is not found, and the range is named', () => {
    const failure = failureOf(() => matchVersion(versions, '@13'));
    expect(failure.exitCode).toBe(exitCodes.notFound);
    expect(failure.told.advice).toContain('@1 to @12');
  });
});

test('the folder of a path ends in a slash', () => {
  expect([folderOf('/a.md'), folderOf('/a/b.md'), folderOf('/a/')]).toEqual(['/', '/a/', '/a/']);
});
