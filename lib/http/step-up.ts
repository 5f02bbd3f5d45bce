/** The code of a refusal that ends once the person has signed in again. */
export const stepUpRequired = 'step_up_required';

type Asking = { proof: Promise<boolean>; settle: (isProved: boolean) => void };

const listeners = new Set<() => void>();
let asking: Asking | null = null;

function tell(next: Asking | null): void {
  asking = next;
  for (const notify of listeners) notify();
}

function begin(): Asking {
  let settle: Asking['settle'] = () => undefined;
  const proof = new Promise<boolean>((resolve) => {
    settle = resolve;
  });
  return { proof, settle };
}

/** Asks the person to sign in again where they are, once for all calls that wait for it. False when they do not, or nobody is there to ask. */
export function askForProof(): Promise<boolean> {
  if (asking) return asking.proof;
  if (listeners.size === 0) return Promise.resolve(false);
  const started = begin();
  tell(started);
  return started.proof;
}

export function settleProof(isProved: boolean): void {
  asking?.settle(isProved);
  tell(null);
}

export function isProofAsked(): boolean {
  return asking !== null;
}

export function onProofChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
