import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { invalidRequest } from '@/lib/errors/app-error';

import { defaultDemands } from './reason-demands';
import type { ReasonAct } from './reason-demands';

/**
 * For verbs that can carry a reason, right after they entered the workspace: throws `invalid_request` where its policy requires one and
 * none is given. The system's own acts explain themselves.
 */
export async function assertReason(
  tx: WorkspaceTransaction,
  actor: Actor,
  act: ReasonAct,
  reason: string | undefined,
): Promise<void> {
  if ((reason ?? '').trim() !== '' || actor.type === 'system_actor') return;
  const key = { workspaceId_act: { workspaceId: actor.workspaceId, act } };
  const policy = await tx.reasonPolicy.findUnique({ where: key, select: { demand: true } });
  if ((policy?.demand ?? defaultDemands[act]) !== 'required') return;
  throw invalidRequest(`reason: this workspace requires one for the act ${act}`);
}
