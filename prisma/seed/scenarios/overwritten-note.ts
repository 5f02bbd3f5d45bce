import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Scenario } from '../scenario';

function readText(name: string): string {
  return readFileSync(path.join(process.cwd(), 'prisma', 'seed', 'texts', name), 'utf8');
}

/** 7,285 careful bytes, and the 1,509 that a run wrote over them which believed that there were none. */
export const overwrittenNotePath = '/research/crdts.md';

export function overwrittenNote(): Scenario {
  const store = 'Research notes';
  return {
    stores: [
      {
        name: store,
        description: 'What the research agent learnt, one file a topic. Read before every design session.',
        metadata: { team: 'editor' },
        memories: [
          {
            path: overwrittenNotePath,
            readsPerWeek: 418,
            versions: [
              { content: readText('crdts.md'), by: { session: 'CRDT survey' }, daysAgo: 5 },
              { content: readText('crdts-overwritten.md'), by: { session: 'CRDT question' }, daysAgo: 3 },
            ],
          },
          {
            path: '/research/raft.md',
            readsPerWeek: 37,
            versions: [
              {
                content:
                  '# Raft\n\nLeader election, log replication, safety. Our gateway uses etcd 3.5; we never run our own.\n',
                by: { session: 'CRDT survey' },
                daysAgo: 5,
              },
              {
                content:
                  '# Raft\n\nLeader election, log replication, safety. Our gateway uses etcd 3.5; we never run our own.\n\n- Election timeout 1 s, heartbeat 100 ms: defaults are fine on one site.\n- Five members, never four.\n',
                by: { session: 'CRDT survey' },
                daysAgo: 4.5,
              },
            ],
          },
          {
            path: '/research/papers/eg-walker.md',
            readsPerWeek: 4,
            versions: [
              {
                content:
                  '# Eg-walker\n\nGentle, Kleppmann 2024. Keeps only the event graph, rebuilds the CRDT state while merging.\n',
                by: { session: 'CRDT survey' },
                daysAgo: 4,
              },
            ],
          },
        ],
      },
    ],
    sessions: [
      {
        name: 'CRDT survey',
        agent: 'research-agent',
        model: 'claude-opus-4-7',
        title: 'Survey of CRDTs for the offline editor',
        daysAgo: 5.1,
        attached: [
          { store, access: 'read_write', instructions: 'Keep what you learn here, one file a topic.' },
        ],
        read: [{ store, path: '/research/raft.md' }],
      },
      {
        name: 'CRDT question',
        agent: 'research-agent',
        model: 'claude-haiku-4-5',
        title: 'Quick question about CRDTs',
        daysAgo: 3.01,
        attached: [
          { store, access: 'read_write', instructions: 'Keep what you learn here, one file a topic.' },
        ],
      },
    ],
  };
}
