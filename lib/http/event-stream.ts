import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { AppError } from '@/lib/errors/app-error';
import { logger } from '@/lib/logger/logger';

import type { EventStream } from './transport';

type Told = { actor: Actor; requestId: string };

/** The server's front door calls these when the process is to end, and drops them. */
const openStreams = ((globalThis as Record<symbol, unknown>)[Symbol.for('palimpsest.streams')] ??=
  new Set()) as Set<() => void>;

function toStream({ frames }: EventStream, { actor, requestId }: Told): ReadableStream<Uint8Array> {
  const stop = new AbortController();
  const iterator = frames(stop.signal)[Symbol.asyncIterator]();
  let end = () => undefined as void;

  function leave() {
    openStreams.delete(end);
    stop.abort();
    // One that waits is woken by the signal, one that was about to be asked again is ended here.
    iterator.return?.().catch(() => undefined);
  }
  return new ReadableStream({
    start(controller) {
      end = () => {
        leave();
        // Who has not even taken what was there will not see an end either: the connection is cut.
        if ((controller.desiredSize ?? 0) > 0) controller.close();
        else controller.error(new AppError('request_timeout', 'the events were not taken in time'));
      };
      openStreams.add(end);
    },
    async pull(controller) {
      try {
        const next = await iterator.next();
        if (stop.signal.aborted) return;
        if (!next.done) return controller.enqueue(next.value);
        leave();
        controller.close();
      } catch (error) {
        leave();
        const entry = { request_id: requestId, workspace_id: actor.workspaceId, err: error };
        logger().warn(entry, 'a stream of events broke off');
        controller.error(error);
      }
    },
    cancel: leave,
  });
}

/** Server-sent events until either side ends them. What can be refused is refused before the stream is made. */
export function eventStreamResponse(stream: EventStream, told: Told): Response {
  const headers = {
    'content-type': 'text/event-stream; charset=utf-8',
    'request-id': told.requestId,
    // A proxy that compressed or collected the events would keep them from whoever waits.
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
    'anthropic-workspace-id': told.actor.workspaceId,
  };
  return new Response(toStream(stream, told), { headers });
}
