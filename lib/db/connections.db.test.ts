import { beforeAll, expect, test, vi } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { formatExposition } from '@/lib/telemetry/exposition';
import { collectMetrics } from '@/lib/telemetry/metrics';
import { useDatabase } from '@/lib/testing/database';
import { parseExposition, valueOf } from '@/lib/testing/exposition';
import { makeWorkspace } from '@/lib/testing/factories';

import { withWorkspace } from './workspace';

const context = useDatabase();
vi.stubEnv('LOG_LEVEL', 'silent');

let system: Actor;
beforeAll(async () => {
  ({ system } = await makeWorkspace());
});

test('connections and refused statements are counted', async () => {
  const count = async (name: string, labels: Record<string, string> = {}) =>
    valueOf(parseExposition(formatExposition(await collectMetrics())), name, labels) ?? 0;
  const before = await count('palimpsest_database_failures_total', { class: '22' });
  await expect(context.database.query('SELECT 1 / 0')).rejects.toThrow('zero');
  await expect(withWorkspace(system, (tx) => tx.$queryRawUnsafe('SELECT 1 / (1 - 1)'))).rejects.toThrow(
    'zero',
  );
  expect(await count('palimpsest_database_failures_total', { class: '22' })).toBe(before + 2);
  expect(await count('palimpsest_database_wait_seconds_count')).toBeGreaterThan(0);
  expect(await count('palimpsest_database_connections_limit')).toBeGreaterThan(0);
});
