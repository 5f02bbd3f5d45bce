import type { AuditAction } from '@/lib/audit/actions';
import { actionNames } from '@/lib/audit/schema';
import type { AuditEntryResource } from '@/lib/audit/schema';

/** These are about the workspace, not about one memory. */
const untold: readonly AuditAction[] = ['memory.searched_history', 'memory.bulk_acted'];

/** What somebody can be told of, under the names of the trail. */
export const eventTypes = actionNames.filter(
  (action) => /^(?:memory|memory_version|memory_store|session)\./.test(action) && !untold.includes(action),
);

/** Whole families, with those that come later. */
export const eventFamilies = ['memory.*', 'memory_version.*', 'memory_store.*', 'session.*'] as const;

export function isEventType(type: string): boolean {
  return eventTypes.some((each) => each === type) || eventFamilies.some((family) => family === type);
}

/** The actions that an endpoint with these types is told of. */
export function listActions(types: readonly string[]): AuditAction[] {
  return eventTypes.filter((action) => types.includes(action) || types.includes(`${action.split('.')[0]}.*`));
}

const anId = /^[a-z]+_01[0-9A-Za-z]{22}$/;

function isOfIds(value: unknown): boolean {
  const values = Array.isArray(value) ? (value as unknown[]) : [value];
  return values.length > 0 && values.every((each) => typeof each === 'string' && anId.test(each));
}

/** The body of a webhook that tells of an entry: what and when, and ids. What they stand for is asked for with a key. */
export function writePayload(workspaceId: string, entry: AuditEntryResource): string {
  const { target, memory_store_id: storeId, details, actor } = entry;
  const ids = Object.fromEntries(Object.entries(details).filter(([, value]) => isOfIds(value)));
  return JSON.stringify({
    type: entry.action,
    timestamp: entry.recorded_at,
    data: {
      audit_entry_id: entry.id,
      workspace_id: workspaceId,
      ...(storeId !== null && { memory_store_id: storeId }),
      ...ids,
      [`${target.type}_id`]: target.id,
      actor,
    },
  });
}

export const testEventType = 'webhook.tested';

export function writeTestPayload(workspaceId: string, webhookId: string, timestamp: string): string {
  return JSON.stringify({
    type: testEventType,
    timestamp,
    data: { workspace_id: workspaceId, webhook_id: webhookId },
  });
}
