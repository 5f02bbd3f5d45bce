import { describe, expect, test } from 'vitest';

import { maxContentBytes } from './content-size';
import {
  createMemoryOperation,
  deleteMemoryOperation,
  listMemoriesOperation,
  releaseMemoryOperation,
  updateMemoryOperation,
  withholdMemoryOperation,
} from './schema';

const sha256 = 'a'.repeat(64);

type Outcome = { error?: { issues: { message: string }[] } | undefined };

function messageOf(outcome: Outcome): string | undefined {
  return outcome.error?.issues[0]?.message;
}

describe('the content of a memory', () => {
  const parse = (content: unknown) => createMemoryOperation.body.safeParse({ path: '/a', content });

  test.each(['', '\0', '\uFEFFmarked', 'x'.repeat(maxContentBytes), 'é'.repeat(maxContentBytes / 2)])(
    'may be text up to 102,400 bytes (case %#)',
    (content) => expect(parse(content).data).toEqual({ path: '/a', content }),
  );

  test.each(['x'.repeat(maxContentBytes + 1), `x${'é'.repeat(maxContentBytes / 2)}`])(
    'is refused above 102,400 bytes (case %#)',
    (content) => expect(messageOf(parse(content))).toBe('content must be at most 102400 bytes'),
  );

  test('is refused with a lone surrogate, as null and when it is missing', () => {
    expect(messageOf(parse('\uDC00'))).toBe('content: is not valid Unicode (lone surrogate)');
    expect(parse(null).success).toBe(false);
    expect(createMemoryOperation.body.safeParse({ path: '/a' }).success).toBe(false);
  });
});

describe('an update', () => {
  const parse = (body: unknown) => updateMemoryOperation.body.safeParse(body);

  test.each([{ content: '' }, { path: '/a' }, { path: null, content: 'x' }, { path: '/a', content: null }])(
    'needs content or path: %j',
    (body) => expect(parse(body).success).toBe(true),
  );

  test.each([
    {},
    { path: null, content: null },
    { precondition: { type: 'content_sha256', content_sha256: sha256 } },
  ])('is refused without either: %j', (body) =>
    expect(messageOf(parse(body))).toBe('at least one of content or path must be provided'),
  );

  test.each([
    { type: 'content_sha256' },
    { type: 'content_sha256', content_sha256: 'A'.repeat(64) },
    { type: 'content_sha256', content_sha256: 'a'.repeat(63) },
    { type: 'etag', content_sha256: sha256 },
  ])('is refused with the precondition %j', (precondition) => {
    expect(parse({ content: 'x', precondition }).success).toBe(false);
  });
});

test('a delete expects a hash of 64 lowercase hex digits', () => {
  const parse = (hash: string) => deleteMemoryOperation.query.safeParse({ expected_content_sha256: hash });
  expect(parse(sha256).success).toBe(true);
  expect(parse(sha256.toUpperCase()).success).toBe(false);
  expect(parse('').success).toBe(false);
});

describe('a list', () => {
  const parse = (query: unknown) => listMemoriesOperation.query.safeParse(query);

  test('shows the first 20 of everything below the root unless asked otherwise', () => {
    expect(parse({}).data).toEqual({ path_prefix: '/', depth: 0, view: 'basic', limit: 20 });
  });

  test.each([
    { depth: '2' },
    { depth: '-1' },
    { limit: '0' },
    { limit: '101' },
    { view: 'none' },
    { include: 'x' },
  ])('is refused with %j', (query) => expect(parse(query).success).toBe(false));
});

test('withholding restricts and releasing lifts everything unless reasons are given', () => {
  expect(withholdMemoryOperation.body.parse({})).toEqual({ reasons: ['restricted'] });
  expect(releaseMemoryOperation.body.parse({})).toEqual({ reasons: ['quarantined', 'restricted'] });
  expect(withholdMemoryOperation.body.safeParse({ reasons: [] }).success).toBe(false);
  expect(withholdMemoryOperation.body.safeParse({ reasons: ['archived'] }).success).toBe(false);
});
