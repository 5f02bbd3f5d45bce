import { ApiError } from '@/lib/http/client';
import { actOnMemories } from '@/lib/memories/act-queries';
import type { MemoryResource } from '@/lib/memories/schema';

/** Deletes a memory if its text is still the one that was seen. Of the two ways to delete, this one keeps a reason. */
export async function deleteOne(
  workspaceId: string,
  memory: Pick<MemoryResource, 'id' | 'memory_store_id' | 'content_sha256'>,
  note: { reason?: string },
): Promise<void> {
  const { data } = await actOnMemories(workspaceId, {
    act: 'delete',
    ...note,
    items: [
      {
        memory_store_id: memory.memory_store_id,
        memory_id: memory.id,
        expected_content_sha256: memory.content_sha256,
      },
    ],
  });
  const error = data[0]?.error;
  if (error) throw new ApiError(409, error, null);
}
