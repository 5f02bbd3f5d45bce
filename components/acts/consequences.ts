import type { MemoryResource } from '@/lib/memories/schema';

/** What it means for agents that a memory has another text from now on. */
export function consequenceOfText(governance: MemoryResource['governance']): string {
  const kept = 'The present text stays in the history.';
  const withheld = governance?.withheld ?? [];
  if (withheld.length > 0)
    return `Agents are not served this memory now, and will not read this text until they are. ${kept}`;
  const isHeldBack =
    governance &&
    governance.quarantined_at !== null &&
    governance.served_version_id !== governance.head_version_id;
  if (isHeldBack) return `Agents go on reading an earlier version until this memory is released. ${kept}`;
  return `Agents will read this text from now on. ${kept}`;
}
