import { gunzipSync } from 'node:zlib';
import type Anthropic from '@anthropic-ai/sdk';
import { expect } from '@playwright/test';

type Found = { data: unknown[]; index: { is_current: boolean } };

/** How many a search finds, once it knows all that was written. */
export async function countFound(
  sdk: Anthropic,
  query: string,
  where: 'heads' | 'history',
): Promise<number | null> {
  const body = { query, in: where };
  const { data, index } = await sdk.post<Found>('/v1/memory_search', { body });
  return index.is_current ? data.length : null;
}

/** No search, export, version or diff of the API gives the text away. */
export async function expectNowhere(sdk: Anthropic, storeId: string, secret: string): Promise<void> {
  for (const where of ['heads', 'history'] as const)
    await expect.poll(() => countFound(sdk, secret, where)).toBe(0);
  const paths = await sdk.post<Found>('/v1/memory_path_search', { body: { query: secret } });
  expect(paths.data).toEqual([]);
  for (const format of ['archive', 'tar.gz']) {
    const answer = await sdk.get<Response>(`/v1/memory_stores/${storeId}/export`, {
      query: { format },
      __binaryResponse: true,
    });
    const bytes = gunzipSync(Buffer.from(await answer.arrayBuffer())).toString('latin1');
    expect(bytes, 'the export holds the store').toContain('deploy');
    expect(bytes, format).not.toContain(secret);
  }
  const { memoryVersions } = sdk.beta.memoryStores;
  const listed = await memoryVersions.list(storeId, { view: 'full' });
  expect(JSON.stringify(listed.data)).not.toContain(secret);
  for (const { id } of listed.data) {
    const version = await memoryVersions.retrieve(id, { memory_store_id: storeId });
    expect(JSON.stringify(version)).not.toContain(secret);
    const to = { memory_store_id: storeId, memory_version_id: listed.data[0]?.id };
    const from = { memory_store_id: storeId, memory_version_id: id };
    const body = { type: 'memory_versions', from, to };
    const answer = await sdk.post('/v1/memory_diffs', { body }).catch((error: unknown) => error);
    expect(JSON.stringify(answer)).not.toContain(secret);
  }
}
