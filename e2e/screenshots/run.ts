import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { openSignedIn } from '@/e2e/bench/harness/browser';
import type { SignedIn } from '@/e2e/bench/harness/browser';
import { startSpawnedServer } from '@/lib/testing/spawned-server';

const folder = fileURLToPath(new URL('../../public/screenshots', import.meta.url));
const scale = 'css';

type Shot = { name: string; colorScheme: 'light' | 'dark'; address: (stand: Stand) => string; wait: string };
type Overview = { destructive_changes: { deleted: { count: number } } };
type Stand = SignedIn & { storeId: string; memoryId: string; sessionId: string };

/** What the README shows, all of it from the demonstration as it is seeded. */
const shots: readonly Shot[] = [
  { name: 'overview', colorScheme: 'light', address: ({ root }) => root, wait: '[data-hit]' },
  {
    name: 'memory',
    colorScheme: 'light',
    address: ({ root, storeId, memoryId }) => `${root}/stores/${storeId}/memories/${memoryId}`,
    wait: 'article[aria-label="Text"]',
  },
  {
    name: 'diff',
    colorScheme: 'dark',
    address: ({ root, storeId, memoryId }) => `${root}/stores/${storeId}/memories/${memoryId}?view=diff`,
    wait: '[data-change]',
  },
  {
    name: 'session',
    colorScheme: 'light',
    address: ({ root, sessionId }) => `${root}/sessions/${sessionId}`,
    wait: '[data-change]',
  },
  { name: 'stores', colorScheme: 'light', address: ({ root }) => `${root}/stores`, wait: 'table a' },
  {
    name: 'audit',
    colorScheme: 'light',
    address: ({ root }) => `${root}/audit`,
    wait: 'section[aria-label^="Audit entries"] a',
  },
];

async function findNote({ context }: SignedIn): Promise<{ storeId: string; memoryId: string }> {
  const headers = { 'anthropic-beta': 'managed-agents-2026-04-01' };
  const list = async (path: string) =>
    ((await (await context.request.get(path, { headers })).json()) as { data: Record<string, string>[] })
      .data;
  const stores = await list('/v1/memory_stores?limit=100');
  const storeId = stores.find((store) => store['name'] === 'Research notes')?.['id'] ?? '';
  const memories = await list(`/v1/memory_stores/${storeId}/memories?limit=100`);
  return {
    storeId,
    memoryId: memories.find((memory) => memory['path'] === '/research/crdts.md')?.['id'] ?? '',
  };
}

async function findSession({ context, root }: SignedIn): Promise<{ sessionId: string }> {
  const headers = { 'anthropic-workspace-id': root.replace('/w/', ''), origin: new URL(server.url).origin };
  const answer = await context.request.post('/v1/session_search', {
    headers,
    data: { query: 'Quick question' },
  });
  const { data } = (await answer.json()) as { data: { id: string }[] };
  return { sessionId: data[0]?.id ?? '' };
}

/** The overview follows what is written with some rest: its picture is taken once it has seen the last of it, which is a deletion. */
async function waitForOverview({ context, root }: SignedIn): Promise<void> {
  const headers = { 'anthropic-workspace-id': root.replace('/w/', '') };
  for (;;) {
    const overview = (await (await context.request.get('/v1/overview', { headers })).json()) as Overview;
    if (overview.destructive_changes.deleted.count > 0) return;
    await sleep(500);
  }
}

async function take(stand: Stand, { name, colorScheme, address, wait }: Shot): Promise<void> {
  const page = await stand.context.newPage();
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.goto(address(stand), { waitUntil: 'load' });
  await page.locator(wait).first().waitFor();
  await page.screenshot({ path: join(folder, `${name}.png`), scale });
  await page.close();
  process.stdout.write(`public/screenshots/${name}.png\n`);
}

mkdirSync(folder, { recursive: true });
const server = await startSpawnedServer();
const password = readFileSync(join(server.dataDir, 'demo-password'), 'utf8').trim();
const signedIn = await openSignedIn(server.url, { email: 'demo@palimpsest.local', password });
try {
  const stand = { ...signedIn, ...(await findNote(signedIn)), ...(await findSession(signedIn)) };
  await waitForOverview(signedIn);
  for (const shot of shots) await take(stand, shot);
} finally {
  await signedIn.close();
  await server.dispose();
}
