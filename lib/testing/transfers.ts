import type { Actor } from '@/lib/auth/actor';
import type { Download, Upload } from '@/lib/http/transport';
import { archiveMemory } from '@/lib/memories/archive-memory';
import { copyMemory } from '@/lib/memories/copy-memory';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { listMemories } from '@/lib/memories/read';
import { updateMemory } from '@/lib/memories/update-memory';
import { withholdMemory } from '@/lib/memories/withhold-memory';
import { redactVersion } from '@/lib/versions/redact-version';

import { makeMemory } from './factories';

export async function collect({ chunks }: Download): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

/** In pieces that end anywhere, as a network delivers them. */
export function upload(bytes: Uint8Array, contentType = 'application/x-ndjson+gzip'): Upload {
  async function* chunks() {
    for (let from = 0; from < bytes.length; from += 997)
      yield await Promise.resolve(bytes.subarray(from, from + 997));
  }
  return { contentType, chunks };
}

/** Writes, rewrites, redacts, copies, deletes, withholds and archives in a store. */
export async function fillStore(actor: Actor, storeId: string): Promise<void> {
  const first = await makeMemory(actor, storeId, { path: '/first', content: 'old \0 text' });
  const target = { storeId, memoryId: first.id };
  await updateMemory(actor, target, { path: '/moved', content: 'newest' }, 'basic');
  await redactVersion(actor, storeId, first.memory_version_id);
  await copyMemory(actor, target, { memory_store_id: storeId, path: '/copied' });
  const gone = await makeMemory(actor, storeId, { path: '/gone' });
  await deleteMemory(actor, { storeId, memoryId: gone.id }, undefined);
  const withheld = await makeMemory(actor, storeId, { path: '/withheld' });
  await updateMemory(actor, { storeId, memoryId: withheld.id }, { content: 'poison' }, 'basic');
  await withholdMemory(actor, { storeId, memoryId: withheld.id }, { reasons: ['quarantined'] });
  const retired = await makeMemory(actor, storeId, { path: '/retired' });
  await archiveMemory(actor, { storeId, memoryId: retired.id }, {});
}

export async function snapshot(actor: Actor, storeId: string) {
  const { data } = await listMemories(actor, storeId, {
    limit: 20,
    path_prefix: '/',
    depth: 0,
    view: 'full',
    include: 'governance',
  });
  return data.map((item) => {
    if (item.type !== 'memory') return null;
    const { path, content, content_sha256, created_at, updated_at, governance } = item;
    return {
      path,
      content,
      content_sha256,
      created_at,
      updated_at,
      withheld: governance?.withheld,
      count: governance?.version_count,
    };
  });
}
