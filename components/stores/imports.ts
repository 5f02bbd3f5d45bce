'use client';

import { useCallback, useSyncExternalStore } from 'react';

import { findRunningImport, retrieveImport, sendImport } from '@/lib/transfer/queries';
import type { ImportResource } from '@/lib/transfer/schema';

import { fileKinds } from './file-kind';
import type { FileKind } from './file-kind';

export type Source = { file: File; kind: FileKind };

/** How far an import is. It lives as long as the tab, whichever page is shown. */
export type ImportState = Source & {
  sentBytes: number;
  /** What the server says of it; null until it has begun to write. */
  run: ImportResource | null;
  outcome: 'under_way' | 'done' | 'stopped' | 'failed';
  error: Error | null;
};

type Target = { workspaceId: string; storeId: string };

const askAgainMs = 1500;
const states = new Map<string, ImportState>();
const stops = new Map<string, AbortController>();
const listeners = new Set<() => void>();

function set(storeId: string, change: Partial<ImportState>): void {
  const before = states.get(storeId);
  if (before) states.set(storeId, { ...before, ...change });
  for (const notify of listeners) notify();
}

function isUnderWay(storeId: string): boolean {
  return states.get(storeId)?.outcome === 'under_way';
}

/** While the server works it is asked how far it is; an answer that fails to come says nothing about the import. */
async function followOnServer({ workspaceId, storeId }: Target): Promise<void> {
  while (isUnderWay(storeId)) {
    const known = states.get(storeId)?.run ?? null;
    const run = await (
      known ? retrieveImport(workspaceId, known.id) : findRunningImport({ workspaceId, storeId })
    ).catch(() => known);
    if (isUnderWay(storeId)) set(storeId, { run });
    await new Promise((resolve) => setTimeout(resolve, askAgainMs));
  }
}

function warnBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** Sends a file into a store, and resolves to what became of it. One at a time for each store. */
export async function startImport(target: Target, source: Source): Promise<ImportState> {
  const { storeId } = target;
  const stop = new AbortController();
  stops.set(storeId, stop);
  states.set(storeId, { ...source, sentBytes: 0, run: null, outcome: 'under_way', error: null });
  window.addEventListener('beforeunload', warnBeforeLeaving);
  let isFollowed = false;
  const onSent = (sentBytes: number) => {
    set(storeId, { sentBytes });
    if (sentBytes < source.file.size || isFollowed) return;
    isFollowed = true;
    void followOnServer(target);
  };
  try {
    const { contentType } = fileKinds[source.kind];
    const run = await sendImport({ ...target, file: source.file, contentType, onSent, signal: stop.signal });
    set(storeId, { run, outcome: 'done' });
  } catch (error) {
    if (stop.signal.aborted) set(storeId, { outcome: 'stopped' });
    else
      set(storeId, { outcome: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
  } finally {
    if (![...states.values()].some(({ outcome }) => outcome === 'under_way'))
      window.removeEventListener('beforeunload', warnBeforeLeaving);
  }
  return states.get(storeId)!;
}

/** Ends a file's way to the server. What is not there whole is not brought in. */
export function stopImport(storeId: string): void {
  stops.get(storeId)?.abort(new DOMException('The import was called off.', 'AbortError'));
}

/** Makes room for another file. */
export function forgetImport(storeId: string): void {
  states.delete(storeId);
  for (const notify of listeners) notify();
}

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}

export function useImport(storeId: string): ImportState | null {
  return useSyncExternalStore(
    subscribe,
    useCallback(() => states.get(storeId) ?? null, [storeId]),
    () => null,
  );
}
