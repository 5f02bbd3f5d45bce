import 'server-only';

import { setTimeout as sleep } from 'node:timers/promises';

import { isMuch, mayDestroy } from './portion';
import type { Portion, Written } from './portion';
import { measureLoss } from './lost-text';
import { readPortion } from './read-portion';
import { leastShare } from './schema';
import { writePortion } from './write-portion';
import type { Destroyed } from './write-portion';

/** For one pair of texts; the process does other people's work too. */
const deadlineMs = 50;
/** How soon to look again whether what was under way has ended. */
const untilSettledMs = 200;

function judge(version: Written, texts: Portion['texts']): Destroyed[] {
  if (!mayDestroy(version)) return [];
  if (version.operation === 'deleted')
    return [{ version, bytes: version.previous_size_bytes ?? 0, share: 1 }];
  const [before, after] = [texts.get(version.previous_id ?? ''), texts.get(version.id)];
  if (before === undefined || after === undefined) return [];
  const deadline = performance.now() + deadlineMs;
  const { bytes, share } = measureLoss(before, after, () => performance.now() > deadline);
  return isMuch(bytes) && share >= leastShare ? [{ version, bytes, share }] : [];
}

/**
 * Brings what the overview shows up to what is written, slice by slice: counts of writes by the hour, and the changes that took much of
 * a text away. Between two slices it rests as long as the last one took. Safe to run twice, side by side, and again after it was
 * interrupted anywhere. Resolves to whether there is more to do, after `maxSlices`.
 */
export async function followWrites(
  workspaceId: string,
  maxSlices = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  for (let count = 0; count < maxSlices; count += 1) {
    const startedAt = performance.now();
    const portion = await readPortion(workspaceId);
    if (portion === 'nothing') return false;
    if (portion === 'unsettled') {
      await sleep(untilSettledMs);
      continue;
    }
    const destroyed = portion.written.flatMap((version) => judge(version, portion.texts));
    await writePortion(workspaceId, portion, destroyed);
    await sleep(performance.now() - startedAt);
  }
  return true;
}
