import { apiHeaders } from '@/lib/http/client';
import { createEventReader } from '@/lib/http/event-text';
import type { ServerEvent } from '@/lib/http/event-text';
import type { ChangeResource, ChangesResource } from '@/lib/live/schema';

import type { ToPage } from './live-messages';

const path = '/v1/events';
const firstRetryMs = 500;
const lastRetryMs = 10_000;
/** The server is heard from every 15 seconds. */
const silenceMs = 40_000;
/** Somebody who was refused may sign in again. */
const refusedRetryMs = 60_000;
/** Of many pages that lost one server, not all come back in the same moment. */
const jitter = 0.5;

export type Following = { workspaceId: string; after: string | null };
type Tell = (message: ToPage) => void;
type Outcome = 'ended' | 'refused' | 'unknown cursor';

function changesOf({ name, data }: ServerEvent): ChangeResource[] {
  return name === 'changes' ? (JSON.parse(data) as ChangesResource).data : [];
}

function request({ workspaceId, after }: Following, query: string, signal: AbortSignal): Promise<Response> {
  const headers = {
    ...apiHeaders({ workspaceId, path }),
    ...(after !== null && { 'last-event-id': after }),
  };
  return fetch(path + query, { headers, signal, cache: 'no-store' });
}

/** Hands every event on as it comes; rejects when the connection breaks or is silent for too long. */
async function readEvents(
  response: Response,
  onEvent: (event: ServerEvent) => void,
  giveUp: () => void,
): Promise<void> {
  const read = createEventReader(onEvent);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const timer = setTimeout(giveUp, silenceMs);
    const { done, value } = await reader.read().finally(() => clearTimeout(timer));
    if (done) return;
    read(value);
  }
}

/** What has changed since a cursor, once. Rejects where that cannot be known. */
export async function fetchChanges(following: Following): Promise<ChangeResource[]> {
  const giveUp = new AbortController();
  const response = await request(following, '?follow=false', giveUp.signal);
  if (!response.ok) throw new Error('The changes cannot be known.');
  const changes: ChangeResource[] = [];
  await readEvents(
    response,
    (event) => changes.push(...changesOf(event)),
    () => giveUp.abort(),
  );
  return changes;
}

function outcomeOf({ ok, status }: Response): Outcome | null {
  if (ok) return null;
  if (status === 400) return 'unknown cursor';
  if ([401, 403, 404].includes(status)) return 'refused';
  throw new Error('Not now.');
}

/** One stream of events for as long as it is wanted: what breaks is taken up again where it broke. Returns how to end it. */
export function keepFollowing({ workspaceId, after }: Following, tell: Tell): () => void {
  const stop = new AbortController();
  let cursor = after;
  let retryMs = firstRetryMs;

  function hear(event: ServerEvent): void {
    if (event.id !== '') cursor = event.id;
    retryMs = firstRetryMs;
    if (event.name === 'ready') tell({ type: 'state', state: 'live' });
    else tell({ type: 'changes', changes: changesOf(event), cursor: event.id });
  }

  async function followOnce(): Promise<Outcome> {
    const attempt = new AbortController();
    const signal = AbortSignal.any([stop.signal, attempt.signal]);
    const response = await request({ workspaceId, after: cursor }, '', signal);
    const outcome = outcomeOf(response);
    if (outcome) return outcome;
    await readEvents(response, hear, () => attempt.abort());
    return 'ended';
  }

  /** Resolves to how long to wait before the next attempt. */
  async function attempt(): Promise<number> {
    const outcome = await followOnce().catch(() => 'ended' as const);
    if (outcome === 'unknown cursor') {
      cursor = null;
      tell({ type: 'gap' });
      return 0;
    }
    tell({ type: 'state', state: outcome === 'refused' ? 'off' : 'reconnecting' });
    if (outcome === 'refused') return refusedRetryMs;
    const waitMs = retryMs * (1 - jitter * Math.random());
    retryMs = Math.min(retryMs * 2, lastRetryMs);
    return waitMs;
  }

  async function follow(): Promise<void> {
    while (!stop.signal.aborted) {
      const waitMs = await attempt();
      if (!stop.signal.aborted) await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
  void follow();
  return () => stop.abort();
}
