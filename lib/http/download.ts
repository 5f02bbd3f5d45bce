import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { logger } from '@/lib/logger/logger';

import type { Download } from './transport';

type Told = { actor: Actor; requestId: string };

/** Asks for the next chunk when the client has taken the one before; when the client goes away, the source is told to end. */
function toStream(chunks: AsyncIterable<Uint8Array>, { actor, requestId }: Told): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      try {
        const next = await iterator.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      } catch (error) {
        logger().error(
          { request_id: requestId, workspace_id: actor.workspaceId, err: error },
          'download broke off',
        );
        controller.error(error);
      }
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

/** An answer in chunks. Its status is sent before the last chunk is known: what can be refused is refused before the download is made. */
export function downloadResponse({ contentType, fileName, chunks }: Download, told: Told): Response {
  const headers = {
    'content-type': contentType,
    'content-disposition': `attachment; filename="${fileName}"`,
    'request-id': told.requestId,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'anthropic-workspace-id': told.actor.workspaceId,
  };
  return new Response(toStream(chunks, told), { headers });
}
