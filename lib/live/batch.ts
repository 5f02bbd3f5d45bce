import { encodeEvent, encodeHeartbeat } from '@/lib/http/event-text';

import { isInOutlook } from './policy';
import type { Outlook } from './policy';
import type { ChangeResource, ChangesResource } from './schema';

/** What is told at once, and to everybody the same: composed and encoded at most once for each outlook. */
export type Batch = {
  changes: readonly ChangeResource[];
  sizeBytes: number;
  /** Null where nothing of it is in the outlook. */
  frameFor: (outlook: Outlook) => Uint8Array | null;
};

const encoder = new TextEncoder();

function encodeChanges(id: string, changes: readonly ChangeResource[]): Uint8Array | null {
  if (changes.length === 0) return null;
  const data = JSON.stringify({ type: 'changes', data: [...changes] } satisfies ChangesResource);
  return encoder.encode(encodeEvent({ id, name: 'changes', data }));
}

/** An estimate is enough for what only bounds a buffer. */
const bytesAChange = 350;

/** `id` is the cursor behind the changes. */
export function makeBatch(id: string, changes: readonly ChangeResource[]): Batch {
  const frames = new Map<Outlook, Uint8Array | null>();
  return {
    changes,
    sizeBytes: changes.length * bytesAChange,
    frameFor: (outlook) => {
      let frame = frames.get(outlook);
      if (frame === undefined) {
        frame = encodeChanges(
          id,
          changes.filter((change) => isInOutlook(change, outlook)),
        );
        frames.set(outlook, frame);
      }
      return frame;
    },
  };
}

export function makeHeartbeat(id: string): Batch {
  const frame = encoder.encode(encodeHeartbeat(id));
  return { changes: [], sizeBytes: frame.byteLength, frameFor: () => frame };
}

/** The first of every stream. */
export function makeReady(id: string): Uint8Array {
  const data = JSON.stringify({ type: 'ready' });
  return encoder.encode(encodeEvent({ id, name: 'ready', data }));
}
