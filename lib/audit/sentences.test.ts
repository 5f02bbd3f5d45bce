import { expect, test } from 'vitest';

import type { AuditAction } from './actions';
import type { AuditEntryResource } from './schema';
import { actionNames } from './schema';
import { describeEntry, nameAction, nameThing } from './sentences';

/** Details as they may be, of every action. */
const numbers = { memory_count: 2, memory_version_count: 5, memory_store_count: 1 };
const rewritten = {
  memory_version_id: 'memver_01new',
  previous_version_id: 'memver_01old',
  origin_version_id: 'memver_01good',
  changed: ['content'],
  content_size_bytes: 7285,
};
const outcome = { done: 3, failed: 1, skipped: 0, pending: 0 };
const samples: Partial<Record<AuditAction, Record<string, unknown>>> = {
  'membership.created': { role: 'privacy_officer' },
  'workspace.deleted': { is_demonstration: false },
  'api_key.updated': {
    changed: ['trust_tier', 'expires_at'],
    trust_tier: 'trusted',
    previous_trust_tier: 'untrusted',
  },
  'reason_policy.updated': { changed: [{ act: 'redact', demand: 'required', previous_demand: 'asked' }] },
  'membership.updated': { role: 'viewer', previous_role: 'admin' },
  'membership.deleted': { role: 'viewer' },
  'invitation.created': { role: 'viewer' },
  'invitation.accepted': { role: 'viewer' },
  'api_key.created': { kind: 'agent', scopes: ['memories:read'], trust_tier: 'untrusted' },
  'memory_store.updated': { changed: ['name', 'metadata'] },
  'memory_store.imported': numbers,
  'workspace.imported': { ...numbers, import_id: 'imp_01x', archive_sha256: 'x' },
  'import.discarded': numbers,
  'memory_store.exported': numbers,
  'workspace.exported': numbers,
  'audit.exported': { entry_count: 1, filters: [] },
  'memory_store.deleted': numbers,
  'memory_store.purged': numbers,
  'memory.created': rewritten,
  'memory.updated': rewritten,
  'memory.restored': rewritten,
  'memory.reverted': rewritten,
  'memory.copied': rewritten,
  'memory.deleted': rewritten,
  'memory.withheld': { reasons: ['quarantined', 'restricted'] },
  'memory.released': { reasons: ['restricted'] },
  'memory.bulk_acted': { act: 'lock', done: 2, unchanged: 0, failed: 1 },
  'memory.redacted': rewritten,
  'memory.searched_history': { hit_count: 1, memory_store_count: null },
  'memory_version.redacted': { memory_id: 'mem_01note' },
  'session.created': { memory_store_ids: ['memstore_01a'], trust_tier: 'untrusted' },
  'revert.planned': {
    subject_type: 'session',
    subject_id: 'sesn_01run',
    restore: 2,
    delete: 1,
    recreate: 0,
    none: 0,
  },
  'revert.started': { memory_count: 3 },
  'revert.finished': outcome,
  'revert.stopped': outcome,
  'retention_policy.updated': {
    is_inherited: false,
    versions_after_days: 30,
    keep_newest: 3,
    deleted_after_days: null,
  },
  'retention_run.finished': numbers,
  'job.retried': { kind: 'run-revert', tries: 3 },
  'webhook.created': { event_types: ['memory.*', 'session.created'] },
  'webhook.updated': { changed: ['url', 'state'], state: 'enabled' },
  'webhook.secret_rotated': { overlap_hours: 24 },
  'webhook.disabled': { reason: 'gone' },
};

function tell(entry: Partial<AuditEntryResource> & Pick<AuditEntryResource, 'action'>): string {
  const pieces = describeEntry({
    target: { type: 'memory', id: 'mem_01note' },
    memory_store_id: null,
    details: samples[entry.action] ?? {},
    ...entry,
  });
  return pieces.map((piece) => (typeof piece === 'string' ? piece : nameThing(piece))).join('');
}

test.each(actionNames)('%s is said in plain words', (action) => {
  const sentence = tell({ action });
  expect(sentence).toMatch(/^[a-z][^\n]{3,}[^ .]$/);
  expect(sentence).not.toMatch(/undefined|null|NaN|_|\[object/);
  expect(nameAction(action)).not.toMatch(/[._]/);
});

test('a sentence names the thing, its parts and its store', () => {
  const redacted = {
    action: 'memory_version.redacted',
    target: { type: 'memory_version', id: 'memver_01abcd1dUx' },
    memory_store_id: 'memstore_01research',
  } as const;
  expect(tell(redacted)).toBe('redacted version …1dUx of memory …note in store …arch');
  expect(nameThing({ type: 'memory_store', id: 'memstore_01research' }, 'Research notes')).toBe(
    'store Research notes',
  );
});

test('what differs from case to case is said', () => {
  const told = (action: AuditAction, details: Record<string, unknown>) => tell({ action, details });
  expect(told('memory.updated', { ...rewritten, changed: ['path'] })).toBe('moved memory …note');
  expect(told('memory.updated', { ...rewritten, changed: ['path', 'content'] })).toBe(
    'wrote 7,285 bytes to memory …note and moved it',
  );
  expect(told('memory.reverted', { memory_version_id: 'a', previous_version_id: 'b' })).toBe(
    'put memory …note back by deleting it',
  );
  expect(told('memory_store.exported', { ...numbers, format: 'zip' })).toContain('as files: 2 memories');
  expect(told('audit.exported', { entry_count: 3, filters: ['action'] })).toBe(
    'exported 3 audit entries, narrowed by filters',
  );
  expect(told('retention_policy.updated', { is_inherited: true })).toContain('as the workspace says');
});
