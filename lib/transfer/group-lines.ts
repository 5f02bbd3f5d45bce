import type { ArchiveLine, Line } from './archive';
import type { ArchivedMemory } from './archive-order';

/** Part of an archive that is written at once: a store, or some of its memories with all their versions. */
export type Group =
  | { kind: 'store'; store: Line<'store'> }
  | { kind: 'memories'; memories: ArchivedMemory[]; from: number };

const maxMemories = 250;
const maxBytes = 4_000_000;

/** Groups of a verified archive, in order. `from` is the position of the first memory in the whole archive, counted from 1. */
export async function* groupLines(lines: AsyncIterable<ArchiveLine>): AsyncGenerator<Group> {
  let memories: ArchivedMemory[] = [];
  let from = 1;
  let bytes = 0;

  function cutGroup(): Group[] {
    const group = { kind: 'memories' as const, memories, from };
    from += memories.length;
    memories = [];
    bytes = 0;
    return group.memories.length > 0 ? [group] : [];
  }

  for await (const line of lines) {
    const isFull = memories.length >= maxMemories || bytes >= maxBytes;
    if (line.kind === 'store' || line.kind === 'end' || (line.kind === 'memory' && isFull)) yield* cutGroup();
    if (line.kind === 'store') yield { kind: 'store', store: line };
    if (line.kind === 'memory') memories.push({ memory: line, versions: [] });
    if (line.kind !== 'version') continue;
    memories.at(-1)?.versions.push(line);
    bytes += line.content?.length ?? 0;
  }
}
