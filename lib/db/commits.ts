import 'server-only';

type Listener = (workspaceId: string) => void;
type Holder = { listeners: Set<Listener> };
const holder = ((globalThis as Record<symbol, unknown>)[Symbol.for('palimpsest.commits')] ??= {
  listeners: new Set<Listener>(),
}) as Holder;

/** Calls the listener after each commit of a change, with its workspace. It must be quick: the writer waits. Returns how to stop. */
export function onCommit(listener: Listener): () => void {
  holder.listeners.add(listener);
  return () => void holder.listeners.delete(listener);
}

export function announceCommit(workspaceId: string): void {
  for (const listener of holder.listeners) listener(workspaceId);
}

const changing = new WeakSet<object>();

/** Says of a transaction that it changes something: a trail entry or a write is in it. */
export function markChanging(tx: object): void {
  changing.add(tx);
}

export function isChanging(tx: object): boolean {
  return changing.has(tx);
}
