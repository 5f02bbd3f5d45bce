import { newId } from '@/lib/db/ids';

import { updateBarely } from './bare';
import type { Client } from './client';
import { seededContent, seededId, sha256 } from './seed';
import type { Bare, Stage } from './stage';

export const contentBytes = 2048;
export const flatPath = `'/notes/note-' || lpad(i::text, 8, '0') || '.md'`;

export type Range = { storeId: string; from: number; count: number };
type Next = { memoryId: string; content: string; sha256: string; expectedSha256: string };

/** Hands out, memory after memory of a range of seeded ones, the next text to write and the hash that it replaces. */
function rotate({ storeId, from, count }: Range): () => Next {
  const hashes = new Map<number, string>();
  let turn = 0;
  return () => {
    const number = from + (turn % count);
    turn += 1;
    const content = `${String(turn).padStart(31, '0')}\n`.padEnd(
      contentBytes,
      `memory ${number} is revised; `,
    );
    const expectedSha256 = hashes.get(number) ?? sha256(seededContent(number, contentBytes));
    const next = {
      memoryId: seededId('mem', storeId, number),
      content,
      sha256: sha256(content),
      expectedSha256,
    };
    hashes.set(number, next.sha256);
    return next;
  };
}

/** A writer of its own range of memories: `prepare` makes the next write, `write` carries it out. */
export type Writer<Prepared> = { prepare: () => Prepared; write: (prepared: Prepared) => Promise<unknown> };

/** Updates with a precondition over HTTP. */
export function writeOverHttp(client: Client, range: Range) {
  const next = rotate(range);
  return {
    prepare: () => {
      const { memoryId, content, expectedSha256 } = next();
      const precondition = { type: 'content_sha256', content_sha256: expectedSha256 };
      return {
        path: `/v1/memory_stores/${range.storeId}/memories/${memoryId}`,
        body: { content, precondition },
      };
    },
    write: ({ path, body }: { path: string; body: unknown }) => client.post(path, body),
  } satisfies Writer<{ path: string; body: unknown }>;
}

/** The same rows by the bare driver. */
export function writeBarely(bare: Bare, stage: Pick<Stage, 'workspaceId'>, range: Range) {
  const next = rotate(range);
  const prepare = () => {
    const { content, ...rest } = next();
    const ids = {
      workspaceId: stage.workspaceId,
      storeId: range.storeId,
      versionId: newId('memver'),
      auditId: newId('audit'),
    };
    return { ...rest, ...ids, path: '/notes/note.md', content: Buffer.from(content) };
  };
  return {
    prepare,
    write: (write: ReturnType<typeof prepare>) => updateBarely(bare, write),
  } satisfies Writer<ReturnType<typeof prepare>>;
}
