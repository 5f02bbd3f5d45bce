import 'server-only';

import { setImmediate as giveWay, setTimeout as sleep } from 'node:timers/promises';

import { measureLoss } from './lost-text';
import { isMuch, mayDestroy } from './portion';
import type { Portion, Written } from './portion';
import { readPortion } from './read-portion';
import { leastShare } from './schema';
import { writePortion } from './write-portion';
import type { Destroyed } from './write-portion';

/** For one pair of texts; the process does other people's work too. */
const deadlineMs = 50;
/** Writers come first: this takes a fifth of one core at most. */
const restsFor = 4;
/** How soon to look again whether what was under way has ended. */
const untilSettledMs = 200;

function judge(version: Written, texts: Portion['texts']): Destroyed[] {
  if (version.operation === 'deleted')
    return [{ version, bytes: version.previous_size_bytes ?? 0, share: 1 }];
  const [before, after] = [texts.get(version.previous_id ?? ''), texts.get(version.id)];
  if (before === undefined || after === undefined) return [];
  const deadline = performance.now() + deadlineMs;
  const { bytes, share } = measureLoss(before, after, () => performance.now() > deadline);
  return isMuch(bytes) && share >= leastShare ? [{ version, bytes, share }] : [];
}

/** Others get their turn between two texts. */
async function judgeAll({ written, texts }: Portion): Promise<Destroyed[]> {
  const destroyed: Destroyed[] = [];
  for (const version of written) {
    if (!mayDestroy(version)) continue;
    destroyed.push(...judge(version, texts));
    await giveWay();
  }
  return destroyed;
}

/**
 * Brings what the overview shows up to what is written, slice by slice: counts of writes by the hour, and the changes that took much of
 * a text away. Between two slices it rests for several times as long as the last one took. Safe to run twice, side by side, and again
 * after it was interrupted anywhere. Resolves to whether there is more to do, after `maxSlices`.
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
    await writePortion(workspaceId, portion, await judgeAll(portion));
    await sleep(restsFor * (performance.now() - startedAt));
  }
  return true;
}
