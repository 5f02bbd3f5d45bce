import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { readWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';
import { presentVersion } from '@/lib/versions/internal';
import { diffLines } from '@/lib/versions/line-diff';
import { canReadHistory } from '@/lib/versions/policy';

import { getText, readText } from './internal';
import type { VersionsDiffBody, VersionsDiffResource } from './schema';

/** The server does other people's work too: after this, what is not matched yet counts as replaced. */
const deadlineMs = 500;

/**
 * Two versions of the workspace, line by line. Needs `history:read`. A deletion compares as an empty text; a redacted version is
 * `conflict` with `target_redacted`.
 */
export async function diffVersions(actor: Actor, body: VersionsDiffBody): Promise<VersionsDiffResource> {
  if (!canReadHistory(actor)) throw forbidden('comparing versions needs the scope history:read');
  const [from, to] = await readWorkspace(actor, async (run) => [
    await getText(run, actor, body.from.memory_version_id),
    await getText(run, actor, body.to.memory_version_id),
  ]);
  const deadline = performance.now() + deadlineMs;
  const diff = diffLines(readText(from!), readText(to!), { isOutOfTime: () => performance.now() > deadline });
  const { addedLines, removedLines, changedLines, unchangedLines, lostShare } = diff.summary;
  return {
    type: 'memory_version_diff',
    from: presentVersion({ ...from!, body: null }),
    to: presentVersion({ ...to!, body: null }),
    hunks: diff.hunks,
    summary: {
      added_lines: addedLines,
      removed_lines: removedLines,
      changed_lines: changedLines,
      unchanged_lines: unchangedLines,
      lost_share: lostShare,
    },
    is_complete: diff.isComplete,
  };
}
