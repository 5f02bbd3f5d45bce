import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { formatInstant } from '@/lib/clock/instant';
import { readClock } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';
import { openCursor, sealCursor } from '@/lib/http/cursor';
import { getStore } from '@/lib/stores/internal';

import { assertMayManageRetention } from './internal';
import type { PreviewRunBody, RetentionPreviewResource } from './schema';
import { surveyRemovable } from './survey-removable';
import type { InStore } from './survey-removable';

/** A page begins behind so many removals of a listing whose ages are measured at one instant. */
type Position = { asOf: string; offset: number };

/**
 * The dry run: what a run would remove now, with counts, a hash that names exactly this and a page of the removals. Later pages measure
 * ages at the instant of the first one. Changes nothing and records nothing. Needs `admin`, and never an agent.
 */
export async function previewRun(actor: Actor, body: PreviewRunBody): Promise<RetentionPreviewResource> {
  assertMayManageRetention(actor);
  const storeId = body.memory_store_id ?? null;
  const listing = ['retention_preview', actor.workspaceId, storeId];
  const position = body.page === undefined ? null : (openCursor(body.page, listing) as Position);
  const asOf = await withWorkspace(actor, async (tx) => {
    if (storeId !== null) await getStore(tx, actor, storeId);
    return position ? BigInt(position.asOf) : readClock(tx);
  });
  const [from, until] = [position?.offset ?? 0, (position?.offset ?? 0) + body.limit];
  const page: InStore[] = [];
  let seen = 0;
  const survey = await surveyRemovable(actor, { storeId, asOf }, (removable) => {
    page.push(...removable.slice(Math.max(0, from - seen), Math.max(0, until - seen)));
    seen += removable.length;
  });
  const next: Position = { asOf: String(asOf), offset: until };
  return {
    type: 'retention_preview',
    memory_store_id: storeId,
    as_of: formatInstant(asOf),
    counts: { memory_versions: survey.memory_versions, memories: survey.memories },
    preview_hash: survey.hash,
    data: page.map(({ number: _number, ...removal }) => removal),
    next_page: seen > until ? sealCursor(next, listing) : null,
  };
}
