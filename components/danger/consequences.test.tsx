import { expect, test } from 'vitest';

import type { WorkspaceResource } from '@/lib/workspaces/workspace';

import { listConsequences } from './consequences';

const workspace: WorkspaceResource = {
  id: 'wrkspc_1',
  type: 'workspace',
  name: 'Research',
  is_demonstration: false,
  created_at: '2026-11-20T00:00:00.000000Z',
  counts: { memory_stores: 1, memories: 12_000, members: 1, api_keys: 0 },
};

test('what ends is counted, and somebody who locks themselves out is told', () => {
  const [stores, keys, members] = listConsequences(workspace, false);
  expect(stores).toMatch(/^1 memory store with 12,000 memories, /);
  expect(keys).toBe('There are no keys that could still be used.');
  expect(members).toMatch(/^1 member loses /);
  const counts = { ...workspace.counts, api_keys: 2, members: 3 };
  expect(listConsequences({ ...workspace, counts }, false)[1]).toMatch(/^2 API keys are refused /);
  const told = listConsequences(workspace, true).join(' ');
  expect(told).toContain('afterwards you cannot sign in here');
  expect(listConsequences(workspace, false).join(' ')).not.toContain('INIT_');
});
