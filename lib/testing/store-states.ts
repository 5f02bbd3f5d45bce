import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { decodeContent } from '@/lib/versions/content';

/** Path and text of every memory of a store by its id; null for a deleted one. */
export type StoreState = Record<string, { path: string; content: string } | null>;

export function stateOf(system: Actor, storeId: string): Promise<StoreState> {
  const { workspaceId } = system;
  return withWorkspace(system, async (tx) => {
    const memories = await tx.memory.findMany({ where: { workspaceId, memoryStoreId: storeId } });
    const heads = memories.map((memory) => memory.headVersionId);
    const contents = await tx.memoryContent.findMany({
      where: { workspaceId, memoryVersionId: { in: heads } },
    });
    const bodies = new Map(contents.map(({ memoryVersionId, body }) => [memoryVersionId, body]));
    return Object.fromEntries(
      memories.map(({ id, path, headVersionId }) => {
        const body = bodies.get(headVersionId);
        return [id, path === null || !body ? null : { path, content: decodeContent(body) }];
      }),
    );
  });
}
