import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

import { useDatabase } from '@/lib/testing/database';
import { makeWorkspace } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';
import { makePerson, openBrowser, password } from '@/lib/testing/sign-in';

import type { Actor } from './actor';

const url = 'http://127.0.0.1:3000';
vi.stubEnv('NEXTAUTH_URL', url);
vi.stubEnv('LOG_LEVEL', 'silent');

const context = useDatabase();

let system: Actor;
let email: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
});
beforeEach(async () => {
  await asOwner(context, (query) => query('DELETE FROM sign_in_window'));
  ({ email } = await makePerson(system));
});

/** What a hundred guesses at the same time get, by status. */
async function guess(
  of: (index: number) => { email: string; address: string; headers?: Record<string, string> },
) {
  const attempts = Array.from({ length: 100 }, (_, index) => {
    const { email: guessed, address, headers } = of(index);
    return openBrowser(url, address).signIn(guessed, 'a wrong guess', headers);
  });
  const answers = await Promise.all(attempts);
  const counts = new Map<number, number>();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  return { answers, counts: Object.fromEntries(counts) };
}

describe('of a hundred guesses at once ten are verified', () => {
  test('against one account, from a hundred addresses', async () => {
    const { counts, answers } = await guess((index) => ({ email, address: `192.0.2.${index}` }));
    expect(counts).toEqual({ 401: 10, 429: 90 });
    for (const { headers } of answers.filter(({ status }) => status === 429)) {
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(300);
    }
    expect((await openBrowser(url).signIn(email, password)).status).toBe(429);
  });

  test('against an account that does not exist', async () => {
    const { counts } = await guess((index) => ({ email: 'nobody@example.org', address: `192.0.2.${index}` }));
    expect(counts).toEqual({ 401: 10, 429: 90 });
  });

  test('against a hundred accounts, from one address', async () => {
    const address = '192.0.2.1';
    const { counts } = await guess((index) => ({ email: `p${index}@example.org`, address }));
    expect(counts).toEqual({ 401: 10, 429: 90 });
    expect((await openBrowser(url, address).signIn(email, password)).status).toBe(429);
    expect((await openBrowser(url, '192.0.2.2').signIn(email, password)).status).toBe(200);
  });

  test('from one address that writes others into X-Forwarded-For', async () => {
    const { counts } = await guess((index) => ({
      email: `p${index}@example.org`,
      address: '192.0.2.1',
      headers: { 'x-forwarded-for': `198.51.100.${index}` },
    }));
    expect(counts).toEqual({ 401: 10, 429: 90 });
  });
});

test('a person who signs in again and again is never kept out', async () => {
  for (let count = 0; count < 15; count += 1) {
    expect((await openBrowser(url, '192.0.2.1').signIn(email, password)).status).toBe(200);
  }
});

test('a window that has passed counts no more, and is swept', async () => {
  const guessOnce = () => openBrowser(url, '192.0.2.1').signIn(email, 'a wrong guess');
  for (let count = 0; count < 10; count += 1) expect((await guessOnce()).status).toBe(401);
  expect((await guessOnce()).status).toBe(429);
  await asOwner(context, (query) => query('UPDATE sign_in_window SET started_us = started_us - 300000000'));
  expect((await guessOnce()).status).toBe(401);
  await asOwner(context, (query) => query('UPDATE sign_in_window SET started_us = started_us - 300000000'));
  await openBrowser(url, '192.0.2.2').signIn('another@example.org', 'a wrong guess');
  const rows = await asOwner(context, (query) => query('SELECT key FROM sign_in_window'));
  expect(rows).toHaveLength(2);
});

test('the counters tell nobody who tried', async () => {
  await openBrowser(url, '192.0.2.77').signIn(email, 'a wrong guess');
  const rows = await asOwner(context, (query) => query('SELECT t::text AS row FROM sign_in_window t'));
  expect(JSON.stringify(rows)).not.toContain(Buffer.from(email).toString('hex'));
  expect(rows).toHaveLength(2);
});
