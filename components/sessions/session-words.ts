import { formatBytes, formatCount } from '@/components/ui/bytes';
import type { SessionGovernance, SessionResource } from '@/lib/sessions/schema';

type Writes = SessionGovernance['writes'];

/** What a session is called: its title, or else its agent. */
export function nameOf({ title, agent }: Pick<SessionResource, 'title' | 'agent'>): string {
  return title ?? agent.id;
}

function countOf(count: number, one: string, many: string, isComplete = true): string {
  return `${formatCount(count)}${isComplete ? '' : ' or more'} ${count === 1 && isComplete ? one : many}`;
}

/** "12 writes in 3 memories". */
export function describeWrites({ count, memory_count: memories, is_complete: isComplete }: Writes): string {
  if (count === 0) return 'wrote nothing';
  return `${countOf(count, 'write', 'writes', isComplete)} in ${countOf(memories, 'memory', 'memories', isComplete)}`;
}

/** "5,776 B lost"; empty where nothing was. */
export function describeLoss({ lost_bytes: lost }: Writes): string {
  return lost === 0 ? '' : `${formatBytes(lost)} lost`;
}

/** What a revert would leave alone, because only an import says that the session wrote it; null where there is no such thing. */
export function describeImported({ count, imported_count: imported }: Writes): string | null {
  if (imported === 0) return null;
  const reason = 'an import says so, and nothing of it was written here';
  if (imported === count) return `Everything below came with an import: ${reason}. A revert leaves it alone.`;
  return `${countOf(imported, 'of these writes', 'of these writes')} came with an import: ${reason}. A revert leaves those alone.`;
}
