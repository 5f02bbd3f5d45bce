import 'server-only';

/**
 * What a column can hold.
 * `id`: random ids and codes, which say nothing · `memory_text`: what agents wrote, or anything derived from it · `label`: names,
 * descriptions, titles and metadata that callers gave · `identifier`: tells who a person is · `secret_hash`: a credential's hash or
 * hint · `reason`: why a person did something, in their words · `payload`: what a job carries, ids only · `system`: the software's own
 * bookkeeping, nothing from a caller.
 */
export type TextClass =
  | 'id'
  | 'memory_text'
  | 'label'
  | 'identifier'
  | 'secret_hash'
  | 'reason'
  | 'payload'
  | 'system';

/** `blanked`: set to null, the row stays · `row_deleted`: the row goes · `follows_head`: holds the head's text, which is never redacted. */
export type OnRedaction = 'blanked' | 'row_deleted' | 'follows_head';

type Column =
  | Exclude<TextClass, 'memory_text'>
  | { readonly class: 'memory_text'; readonly onRedaction: OnRedaction };

/** The column by which a row is found from the thing it belongs to. */
type Owners = {
  readonly [Owner in 'memory_store' | 'memory' | 'memory_version' | 'session' | 'user']?: string;
};

type Table = { readonly belongsTo: Owners; readonly columns: Readonly<Record<string, Column>> };

const blanked = { class: 'memory_text', onRedaction: 'blanked' } as const;
const rowDeleted = { class: 'memory_text', onRedaction: 'row_deleted' } as const;
const followsHead = { class: 'memory_text', onRedaction: 'follows_head' } as const;

const createdBy = { created_by_type: 'id', created_by_id: 'id' } as const;

const job = {
  belongsTo: {},
  columns: {
    name: 'system',
    data: 'payload',
    output: 'payload',
    singleton_key: 'id',
    dead_letter: 'system',
    policy: 'system',
  },
} as const satisfies Table;

/**
 * Every column of ours of type text, varchar, json, jsonb, bytea or array, by `schema.table`. Whatever removes text walks this; a test
 * compares it with the database's catalogue. Partitions are reached through their parent.
 */
export const textRegistry = {
  'public.workspace': { belongsTo: {}, columns: { id: 'id', name: 'label' } },
  'public.user_account': {
    belongsTo: { user: 'id' },
    columns: { id: 'id', email: 'identifier', name: 'identifier', password_hash: 'secret_hash' },
  },
  'public.membership': {
    belongsTo: { user: 'user_id' },
    columns: { workspace_id: 'id', user_id: 'id', role: 'id' },
  },
  'public.api_key': {
    belongsTo: {},
    columns: {
      workspace_id: 'id',
      id: 'id',
      name: 'label',
      kind: 'id',
      scopes: 'id',
      trust_tier: 'id',
      secret_hash: 'secret_hash',
      secret_hint: 'secret_hash',
      ...createdBy,
    },
  },
  'public.invitation': {
    belongsTo: {},
    columns: {
      workspace_id: 'id',
      id: 'id',
      email: 'identifier',
      role: 'id',
      token_hash: 'secret_hash',
      ...createdBy,
    },
  },
  'public.password_reset': {
    belongsTo: { user: 'user_id' },
    columns: { workspace_id: 'id', id: 'id', user_id: 'id', token_hash: 'secret_hash', ...createdBy },
  },
  'public.user_identity': {
    belongsTo: { user: 'user_id' },
    columns: { issuer: 'system', subject: 'identifier', user_id: 'id' },
  },
  'public.reason_policy': {
    belongsTo: {},
    columns: { workspace_id: 'id', act: 'id', demand: 'id', updated_by_type: 'id', updated_by_id: 'id' },
  },
  'public.rate_lease': { belongsTo: {}, columns: { workspace_id: 'id', credential_id: 'id', bucket: 'id' } },
  'public.sign_in_window': { belongsTo: {}, columns: { key: 'identifier' } },
  'public.memory_store': {
    belongsTo: { memory_store: 'id' },
    columns: { workspace_id: 'id', id: 'id', name: 'label', description: 'label', metadata: 'label' },
  },
  'public.memory': {
    belongsTo: { memory_store: 'memory_store_id', memory: 'id' },
    columns: {
      workspace_id: 'id',
      id: 'id',
      memory_store_id: 'id',
      path: followsHead,
      head_version_id: 'id',
      served_version_id: 'id',
      content_sha256: followsHead,
    },
  },
  'public.memory_version': {
    belongsTo: { memory_store: 'memory_store_id', memory: 'memory_id', memory_version: 'id' },
    columns: {
      workspace_id: 'id',
      id: 'id',
      memory_store_id: 'id',
      memory_id: 'id',
      operation: 'id',
      path: blanked,
      content_sha256: blanked,
      actor_type: 'id',
      actor_id: 'id',
      trust_tier: 'id',
      agent: 'label',
      model: 'label',
      tool: 'label',
      source_id: 'id',
      external_id: 'label',
      imported_by_type: 'id',
      imported_by_id: 'id',
      origin_kind: 'id',
      origin_version_id: 'id',
      redacted_by_type: 'id',
      redacted_by_id: 'id',
    },
  },
  'public.memory_content': {
    belongsTo: { memory_version: 'memory_version_id' },
    columns: {
      workspace_id: 'id',
      memory_version_id: 'id',
      body: rowDeleted,
      encoding: 'id',
      key_id: 'id',
    },
  },
  'public.memory_read_hour': {
    belongsTo: { memory: 'memory_id' },
    columns: { workspace_id: 'id', memory_id: 'id', actor_kind: 'id' },
  },
  'public.memory_store_size': {
    belongsTo: { memory_store: 'memory_store_id' },
    columns: { workspace_id: 'id', memory_store_id: 'id' },
  },
  'public.memory_store_read_hour': {
    belongsTo: { memory_store: 'memory_store_id' },
    columns: { workspace_id: 'id', memory_store_id: 'id', actor_kind: 'id' },
  },
  'public.memory_store_write_hour': {
    belongsTo: { memory_store: 'memory_store_id' },
    columns: { workspace_id: 'id', memory_store_id: 'id', actor_type: 'id' },
  },
  'public.destructive_change': {
    belongsTo: { memory_store: 'memory_store_id', memory: 'memory_id', memory_version: 'memory_version_id' },
    columns: {
      workspace_id: 'id',
      memory_version_id: 'id',
      memory_store_id: 'id',
      memory_id: 'id',
      previous_version_id: 'id',
      operation: 'id',
    },
  },
  'public.write_progress': {
    belongsTo: {},
    columns: { workspace_id: 'id', entry_id: 'id', walked_memory_id: 'id' },
  },
  'public.search_text': {
    belongsTo: { memory_store: 'memory_store_id', memory: 'memory_id', memory_version: 'memory_version_id' },
    columns: {
      workspace_id: 'id',
      memory_version_id: 'id',
      memory_id: 'id',
      memory_store_id: 'id',
      actor_type: 'id',
      actor_id: 'id',
      path: rowDeleted,
      body: rowDeleted,
      grams: rowDeleted,
    },
  },
  'public.search_era': { belongsTo: {}, columns: { workspace_id: 'id' } },
  'public.search_progress': {
    belongsTo: {},
    columns: { workspace_id: 'id', entry_id: 'id', rebuilt_to: 'id' },
  },
  'public.session': {
    belongsTo: { session: 'id' },
    columns: {
      workspace_id: 'id',
      id: 'id',
      agent: 'label',
      environment_id: 'label',
      title: 'label',
      metadata: 'label',
      vault_ids: 'label',
      trust_tier: 'id',
      token_hash: 'secret_hash',
      ...createdBy,
    },
  },
  'public.session_resource': {
    belongsTo: { memory_store: 'memory_store_id', session: 'session_id' },
    columns: {
      workspace_id: 'id',
      session_id: 'id',
      memory_store_id: 'id',
      access: 'id',
      instructions: 'label',
      name: 'label',
      description: 'label',
      mount_path: 'label',
    },
  },
  'public.session_read': {
    belongsTo: { memory: 'memory_id', memory_version: 'memory_version_id', session: 'session_id' },
    columns: { workspace_id: 'id', session_id: 'id', memory_id: 'id', memory_version_id: 'id', kind: 'id' },
  },
  'public.import': {
    belongsTo: {},
    columns: {
      workspace_id: 'id',
      id: 'id',
      scope: 'id',
      memory_store_ids: 'id',
      archive_sha256: 'system',
      status: 'id',
      ...createdBy,
    },
  },
  'public.import_item': {
    belongsTo: {},
    columns: { workspace_id: 'id', import_id: 'id', outcome: 'id', source_memory_id: 'id' },
  },
  'public.revert': {
    belongsTo: {},
    columns: {
      workspace_id: 'id',
      id: 'id',
      subject_type: 'id',
      subject_id: 'id',
      status: 'id',
      plan_hash: 'id',
      counts: 'id',
      ...createdBy,
      started_by_type: 'id',
      started_by_id: 'id',
      started_entry_id: 'id',
      reason_id: 'id',
    },
  },
  'public.revert_item': {
    belongsTo: { memory_store: 'memory_store_id', memory: 'memory_id' },
    columns: {
      workspace_id: 'id',
      revert_id: 'id',
      memory_id: 'id',
      memory_store_id: 'id',
      classification: 'id',
      action: 'id',
      target_version_id: 'id',
      expected_head_id: 'id',
      outcome: 'id',
      error_code: 'id',
      result_version_id: 'id',
    },
  },
  'public.retention_policy': {
    belongsTo: { memory_store: 'memory_store_id' },
    columns: {
      workspace_id: 'id',
      scope_id: 'id',
      memory_store_id: 'id',
      updated_by_type: 'id',
      updated_by_id: 'id',
    },
  },
  'public.retention_run': {
    belongsTo: { memory_store: 'memory_store_id' },
    columns: {
      workspace_id: 'id',
      id: 'id',
      memory_store_id: 'id',
      status: 'id',
      cursor_store_id: 'id',
      cursor_memory_id: 'id',
      ...createdBy,
      started_entry_id: 'id',
      reason_id: 'id',
    },
  },
  'public.webhook_endpoint': {
    belongsTo: {},
    columns: {
      workspace_id: 'id',
      id: 'id',
      url: 'label',
      event_types: 'id',
      state: 'id',
      disabled_reason: 'id',
      secret: 'secret_hash',
      previous_secret: 'secret_hash',
      entry_id: 'id',
      ...createdBy,
    },
  },
  'public.webhook_delivery': {
    belongsTo: {},
    columns: {
      workspace_id: 'id',
      id: 'id',
      endpoint_id: 'id',
      event_id: 'id',
      event_type: 'id',
      payload: 'payload',
      status: 'id',
      last_error: 'id',
    },
  },
  'public.audit_entry': {
    belongsTo: { memory_store: 'memory_store_id' },
    columns: {
      workspace_id: 'id',
      id: 'id',
      action: 'id',
      actor_type: 'id',
      actor_id: 'id',
      target_type: 'id',
      target_id: 'id',
      memory_store_id: 'id',
      parent_id: 'id',
      reason_id: 'id',
      request_id: 'id',
      details: 'id',
    },
  },
  'public.reason_note': {
    belongsTo: {},
    columns: { workspace_id: 'id', id: 'id', body: 'reason', author_type: 'id', author_id: 'id' },
  },
  'public._prisma_migrations': {
    belongsTo: {},
    columns: { id: 'system', checksum: 'system', migration_name: 'system', logs: 'system' },
  },
  'palimpsest_meta.applied_migration': { belongsTo: {}, columns: { name: 'system' } },
  'palimpsest_jobs.job': job,
  'palimpsest_jobs.archive': job,
  'palimpsest_jobs.queue': {
    belongsTo: {},
    columns: { name: 'system', policy: 'system', dead_letter: 'system', partition_name: 'system' },
  },
  'palimpsest_jobs.schedule': {
    belongsTo: {},
    columns: { name: 'system', cron: 'system', timezone: 'system', data: 'payload', options: 'system' },
  },
  'palimpsest_jobs.subscription': { belongsTo: {}, columns: { event: 'system', name: 'system' } },
} as const satisfies Record<string, Table>;

export type RegisteredColumn = {
  schema: string;
  table: string;
  column: string;
  class: TextClass;
  /** Null for everything but `memory_text`. */
  onRedaction: OnRedaction | null;
  belongsTo: Owners;
};

/** The registry as rows, in its own order. */
export function listTextColumns(): RegisteredColumn[] {
  return Object.entries<Table>(textRegistry).flatMap(([name, { belongsTo, columns }]) => {
    const [schema = '', table = ''] = name.split('.');
    return Object.entries(columns).map(([column, entry]) => ({
      schema,
      table,
      column,
      class: typeof entry === 'string' ? entry : entry.class,
      onRedaction: typeof entry === 'string' ? null : entry.onRedaction,
      belongsTo,
    }));
  });
}
