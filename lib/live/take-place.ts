import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { AppError } from '@/lib/errors/app-error';

/** A browser needs one stream for all its pages, and a program one. */
const streamsEach = 64;
const retryAfterSeconds = 15;

const places = ((globalThis as Record<symbol, unknown>)[Symbol.for('palimpsest.livePlaces')] ??=
  new Map()) as Map<string, number>;

/** Counts a stream of the actor's in this process. Returns how to give the place back; throws `rate_limited` when all are taken. */
export function takePlace({ workspaceId, id }: Actor): () => void {
  const name = `${workspaceId}/${id}`;
  const taken = places.get(name) ?? 0;
  if (taken >= streamsEach) {
    const message = `at most ${streamsEach} streams of events can be open at once; share one among pages`;
    throw new AppError('rate_limited', message, { retryAfterSeconds });
  }
  places.set(name, taken + 1);
  return () => {
    const left = (places.get(name) ?? 1) - 1;
    if (left > 0) places.set(name, left);
    else places.delete(name);
  };
}
