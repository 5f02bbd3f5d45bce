const listeners = new Set<() => void>();
let isOver = false;

function tell(next: boolean): void {
  if (isOver === next) return;
  isOver = next;
  for (const notify of listeners) notify();
}

/** To be called when the server no longer knows who is asking. Whoever shows the page decides what follows. */
export function reportSessionEnd(): void {
  tell(true);
}

export function forgetSessionEnd(): void {
  tell(false);
}

export function isSessionOver(): boolean {
  return isOver;
}

export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
