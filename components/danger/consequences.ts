import { formatCount } from '@/components/ui/bytes';
import type { WorkspaceResource } from '@/lib/workspaces/workspace';

function count(number: number, one: string, many: string): string {
  return `${formatCount(number)} ${number === 1 ? one : many}`;
}

/** What ends with a workspace, one sentence for each thing. */
export function listConsequences({ counts }: WorkspaceResource, isTheirLast: boolean): string[] {
  const stores = count(counts.memory_stores, 'memory store', 'memory stores');
  const memories = count(counts.memories, 'memory', 'memories');
  const members = count(counts.members, 'member loses', 'members lose');
  return [
    `${stores} with ${memories}, every version of them, all sessions and all settings are removed. There is no way back.`,
    counts.api_keys === 0
      ? 'There are no keys that could still be used.'
      : `${count(counts.api_keys, 'API key is', 'API keys are')} refused with the next request, and so is every session of an agent.`,
    `${members} the workspace with their next request. Accounts of people who belong to no other workspace are removed too.`,
    'What stays is the audit trail: ids, counts and times without any text. Nobody can open it in Palimpsest any more, so export what you may have to show first.',
    ...(isTheirLast
      ? [
          'You belong to no other workspace: afterwards you cannot sign in here. Whoever runs this installation can start it with INIT_WORKSPACE, INIT_OWNER_EMAIL and INIT_OWNER_PASSWORD to make a new one.',
        ]
      : []),
  ];
}
