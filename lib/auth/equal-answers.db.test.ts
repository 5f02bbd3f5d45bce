import { beforeAll, expect, test, vi } from 'vitest';

import { useDatabase } from '@/lib/testing/database';
import { makeWorkspace } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';
import { makePerson, openBrowser, password } from '@/lib/testing/sign-in';

const url = 'https://memory.example.org';
vi.stubEnv('PUBLIC_URL', url);
vi.stubEnv('NEXTAUTH_URL', url);
vi.stubEnv('LOG_LEVEL', 'silent');

const context = useDatabase();
const fewestRounds = 25;
const mostRounds = 150;

let cases: Record<string, [string, string]>;

beforeAll(async () => {
  const { system } = await makeWorkspace();
  const disabled = await makePerson(system);
  await asOwner(context, (query) =>
    query('UPDATE user_account SET disabled_at = now_us() WHERE id = $1', [disabled.id]),
  );
  cases = {
    'wrong user': ['nobody@example.org', password],
    'wrong password': [(await makePerson(system)).email, 'another password'],
    'no password': [(await makePerson(system, { hasPassword: false })).email, password],
    'disabled, right password': [disabled.email, password],
    'disabled, wrong password': [disabled.email, 'another password'],
    'an address that cannot be': ['\0\ud800@example.org', password],
  };
});

async function attempt(name: string): Promise<{ answer: string; tookMs: number }> {
  const browser = openBrowser(url);
  const { csrfToken } = (await (await browser.get('/api/auth/csrf')).json()) as { csrfToken: string };
  const [email, given] = cases[name]!;
  const startedAt = performance.now();
  const fields = { csrfToken, email, password: given, json: 'true' };
  const response = await browser.post('/api/auth/callback/credentials', fields);
  const tookMs = performance.now() - startedAt;
  const cookies = response.headers.getSetCookie().map((line) => line.replace(/=[^;]*/, ''));
  return { answer: JSON.stringify([response.status, cookies, await response.text()]), tookMs };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

type Samples = { answers: Set<string>; took: Map<string, number[]> };

/** The cases take turns in changing order and are measured against their round, so that whatever else the machine does falls on all. */
async function measureRound(round: number, { answers, took }: Samples): Promise<void> {
  const names = Object.keys(cases);
  await asOwner(context, (query) => query('DELETE FROM sign_in_window'));
  const times = new Map<string, number>();
  for (let turn = 0; turn < names.length; turn += 1) {
    const name = names[(round + turn) % names.length]!;
    const { answer, tookMs } = await attempt(name);
    answers.add(answer);
    times.set(name, tookMs);
  }
  const usual = median([...times.values()]);
  for (const [name, time] of times) took.set(name, [...(took.get(name) ?? []), time / usual]);
}

function spreadOf({ took }: Samples): number {
  const medians = [...took.values()].map(median);
  return Math.max(...medians) / Math.min(...medians);
}

test('nothing tells a wrong user, a wrong password, no password and a disabled account apart', async () => {
  const samples: Samples = { answers: new Set(), took: new Map() };
  // On a busy machine more rounds are needed: they even out what is chance, and never what is there each time.
  for (let round = 0; round < mostRounds; round += 1) {
    await measureRound(round, samples);
    if (round + 1 >= fewestRounds && spreadOf(samples) <= 1.1) break;
  }
  expect([...samples.answers]).toHaveLength(1);
  expect([...samples.answers][0]).toMatch(/^\[401,.*CredentialsSignin/);
  expect(spreadOf(samples)).toBeLessThanOrEqual(1.1);
}, 240_000);
