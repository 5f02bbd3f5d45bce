import { password } from '@/lib/testing/sign-in';

/** Who may do what, written by hand: the product's policies are held against this, never the other way round. */
export const principals = [
  'nobody',
  'revoked key',
  'viewer',
  'reviewer',
  'privacy_officer',
  'admin',
  'auditor',
  'agent key',
  'operator key',
  'key memories:read',
  'key memories:write',
  'key history:read',
  'key govern',
  'key audit:read',
  'key privacy',
  'key admin',
  'session read_write',
  'session read_only',
  'session elsewhere',
] as const;
export type Principal = (typeof principals)[number];

/** What an operation acts on: `none` when it names no target. */
export type TargetKind =
  | 'none'
  | 'store'
  | 'memory'
  | 'version'
  | 'session'
  | 'attachment'
  | 'key'
  | 'member'
  | 'invitation'
  | 'revert'
  | 'retention_run'
  | 'job'
  | 'audit_entry'
  | 'webhook'
  | 'import';

export type Right = {
  on: TargetKind;
  may: readonly Principal[];
  /** May with what is their own; anything else is 404 to them. */
  mayOwn?: readonly Principal[];
  /** Sessions to which the target does not exist: 404. Where this is given, foreign things are 404 to every session. Else it is 403. */
  blind?: readonly Principal[];
  body?: (unique: string, storeId: string, target: Record<string, string>) => object;
  query?: Record<string, string>;
  /** The body is an archive. */
  upload?: true;
  /** Whoever may is answered with this status, where the body keeps the call from doing what it does. */
  answer?: number;
  /** Ends the caller's own sign-ins or wants a recent one, so that each call wants a caller of its own. */
  wantsNewSignIn?: true;
};

const sessions = ['session read_write', 'session read_only', 'session elsewhere'] as const;
const attached = ['session read_write', 'session read_only'] as const;
const elsewhere = ['session elsewhere'] as const;

const admins = ['admin', 'operator key', 'key admin'] as const;
const people = ['viewer', 'reviewer', 'privacy_officer', 'admin'] as const;
const keys = ['agent key', 'operator key'] as const;
const readers = [...people, ...keys, 'key memories:read', ...attached] as const;
const historians = [...people, ...keys, 'key history:read', ...attached] as const;
const governors = ['reviewer', 'privacy_officer', 'admin', 'operator key', 'key govern'] as const;
const editors = ['reviewer', 'privacy_officer', 'admin', ...keys, 'key memories:write'] as const;
/** Who both reads and writes. */
const copiers = ['reviewer', 'privacy_officer', 'admin', ...keys, 'session read_write'] as const;
/** Who reads both memories and history. */
const comparers = [...people, ...keys, ...attached] as const;
const reverters = ['reviewer', 'privacy_officer', 'admin', 'operator key'] as const;
const revertReaders = [...people, 'operator key', 'key history:read'] as const;
const auditors = ['admin', 'auditor', 'operator key', 'key audit:read'] as const;
const metadataReaders = [...people, ...keys, 'key memories:read', 'auditor', 'key audit:read'] as const;

const store = { on: 'store', may: admins } as const;
const keepEverything = () => ({ old_versions: null, deleted_memories: null });
/** Metadata, and no agent's business. */
const retentionReaders = [
  ...people,
  'operator key',
  'key memories:read',
  'auditor',
  'key audit:read',
  'key admin',
] as const;

const notAgents = principals.filter(
  (principal) => !['nobody', 'revoked key', 'agent key', ...sessions].includes(principal),
);

/** The answer shows the memory, so these want memories:read beside govern. */
const memoryAct = { on: 'memory', may: ['reviewer', 'privacy_officer', 'admin', 'operator key'] } as const;

export const rights: Record<string, Right> = {
  createMemoryStore: { on: 'none', may: admins, body: (name) => ({ name }) },
  listMemoryStores: { on: 'none', may: [...metadataReaders, 'key admin', ...sessions] },
  retrieveMemoryStore: { on: 'store', may: [...metadataReaders, 'key admin', ...attached], blind: elsewhere },
  searchMemoryStores: {
    on: 'none',
    may: [...metadataReaders.filter((principal) => principal !== 'agent key'), 'key admin'],
    body: (query) => ({ query }),
  },
  updateMemoryStore: { ...store, body: (name) => ({ name }) },
  archiveMemoryStore: store,
  deleteMemoryStore: store,

  createMemory: {
    on: 'store',
    may: [...editors, 'session read_write'],
    blind: elsewhere,
    body: (name) => ({ path: `/${name}`, content: name }),
  },
  listMemories: { on: 'store', may: readers, blind: elsewhere },
  listMemoryTree: {
    on: 'store',
    may: [...people, 'operator key', 'key memories:read'],
    body: (_, __, target) => ({ memory_store_id: target['memory_store_id'] }),
  },
  listMostReadMemories: { on: 'store', may: [...people, 'operator key', 'key memories:read'] },
  retrieveMemory: { on: 'memory', may: readers, blind: elsewhere },
  updateMemory: {
    on: 'memory',
    may: [...editors, 'session read_write'],
    blind: elsewhere,
    body: (content) => ({ content }),
  },
  deleteMemory: { on: 'memory', may: [...editors, 'session read_write'], blind: elsewhere },
  archiveMemory: memoryAct,
  unarchiveMemory: memoryAct,
  withholdMemory: memoryAct,
  releaseMemory: memoryAct,
  lockMemory: memoryAct,
  unlockMemory: memoryAct,

  listMemoryVersions: { on: 'store', may: historians, blind: elsewhere },
  retrieveMemoryVersion: { on: 'version', may: historians, blind: elsewhere },
  redactMemoryVersion: { on: 'version', may: governors, blind: elsewhere },

  restoreMemoryVersion: { on: 'version', may: copiers, blind: elsewhere },
  copyMemory: {
    on: 'memory',
    may: copiers,
    blind: elsewhere,
    body: (name, storeId) => ({ memory_store_id: storeId, path: `/${name}` }),
  },
  /** Refusals are outcomes of the items, so every caller is answered. */
  actOnMemories: {
    on: 'none',
    may: principals.filter((principal) => principal !== 'nobody' && principal !== 'revoked key'),
    body: (_, storeId) => ({ act: 'lock', items: [{ memory_store_id: storeId, memory_id: 'mem_none' }] }),
  },
  blameMemory: { on: 'memory', may: comparers, blind: elsewhere },
  listMemoryTimeline: {
    on: 'memory',
    may: [...people, 'operator key', 'key history:read'],
    blind: elsewhere,
  },
  listWrites: { on: 'none', may: [...people, 'operator key', 'key history:read'] },
  readMemorySizeHistory: { on: 'memory', may: historians, blind: elsewhere },
  listMemoryReads: {
    on: 'memory',
    may: [...people, ...keys, 'key history:read', 'auditor', 'key audit:read'],
  },
  mergeMemory: {
    on: 'version',
    may: comparers,
    blind: elsewhere,
    body: (content, _, target) => ({
      memory_store_id: target['memory_store_id'],
      memory_id: target['memory_id'],
      base_version_id: target['memory_version_id'],
      content,
    }),
  },
  redactMemory: {
    on: 'memory',
    may: ['reviewer', 'privacy_officer', 'admin', 'operator key'],
    blind: elsewhere,
    body: (_, __, target) => ({
      dry_run: true,
      is_whole: true,
      head_version_id: target['memory_version_id'],
    }),
  },
  diffMemories: {
    on: 'store',
    may: historians,
    blind: elsewhere,
    body: (_, __, target) => {
      const side = { type: 'memory_store', memory_store_id: target['memory_store_id'] };
      return { type: 'memory_stores', from: side, to: side };
    },
  },
  listMemoryStoreAsOf: {
    on: 'store',
    may: historians,
    blind: elsewhere,
    query: { at: '2026-01-01T00:00:00Z' },
  },

  searchMemoryPaths: { on: 'none', may: [...readers, ...elsewhere], body: (query) => ({ query }) },
  searchMemories: { on: 'none', may: [...readers, ...elsewhere], body: (query) => ({ query }) },

  /** A session's token reads memories and their history, so only who may do both can hand one out. */
  createSession: { on: 'attachment', may: ['reviewer', 'privacy_officer', 'admin', ...keys] },
  listSessions: { on: 'none', may: metadataReaders },
  searchSessions: { on: 'none', may: metadataReaders, body: (query) => ({ query }) },
  retrieveSession: { on: 'session', may: metadataReaders, mayOwn: sessions },
  listSessionResources: { on: 'session', may: metadataReaders, mayOwn: sessions },
  archiveSession: { on: 'session', may: editors },
  listSessionReads: {
    on: 'session',
    may: [...people, ...keys, 'key history:read', 'auditor', 'key audit:read'],
  },

  /** What became of what agents wrote is no agent's business. */
  listSessionWrites: {
    on: 'session',
    may: [...revertReaders, 'auditor', 'key audit:read'],
  },

  nameActors: {
    on: 'none',
    may: [...people, 'operator key', 'key history:read', 'auditor', 'key audit:read'],
    body: () => ({ ids: ['user_none'] }),
  },

  /** A revert writes and shows what was written, so these want memories:write and history:read beside govern. */
  planSessionRevert: { on: 'session', may: reverters },
  planRevert: {
    on: 'session',
    may: reverters,
    body: (_, __, target) => ({ subject: { type: 'session', id: target['session_id'] } }),
  },
  executeRevert: {
    on: 'revert',
    may: reverters,
    body: (_, __, target) => ({ preview_hash: target['preview_hash'] ?? 'none' }),
  },
  listReverts: { on: 'none', may: revertReaders },
  retrieveRevert: { on: 'revert', may: revertReaders },
  listRevertItems: { on: 'revert', may: revertReaders },

  retrieveRetentionPolicy: { on: 'none', may: retentionReaders },
  setRetentionPolicy: { on: 'none', may: admins, body: keepEverything },
  retrieveStoreRetentionPolicy: { on: 'store', may: retentionReaders },
  setStoreRetentionPolicy: { on: 'store', may: admins, body: keepEverything },
  startRetentionRun: { on: 'none', may: admins, body: () => ({ dry_run: true }) },
  listRetentionRuns: { on: 'none', may: retentionReaders },
  retrieveRetentionRun: { on: 'retention_run', may: retentionReaders },

  retrieveOverview: { on: 'none', may: retentionReaders },
  listDestructiveChanges: { on: 'none', may: retentionReaders },
  listJobs: { on: 'none', may: retentionReaders },
  retryJob: { on: 'job', may: admins },

  /** An archive shows every memory and its history, so these want memories:read and history:read beside govern or admin. */
  exportMemoryStore: {
    on: 'store',
    may: ['reviewer', 'privacy_officer', 'admin', 'operator key'],
    blind: elsewhere,
  },
  exportWorkspace: { on: 'none', may: ['admin', 'operator key'] },

  importMemoryStore: { on: 'store', may: admins, blind: elsewhere, upload: true },
  importWorkspace: { on: 'none', may: admins, upload: true },
  listImports: { on: 'none', may: admins },
  retrieveImport: { on: 'import', may: admins },
  listImportItems: { on: 'import', may: admins },

  retrieveMe: {
    on: 'none',
    may: principals.filter((principal) => principal !== 'nobody' && principal !== 'revoked key'),
  },
  signOutEverywhere: { on: 'none', may: [...people, 'auditor'], wantsNewSignIn: true },
  changePassword: {
    on: 'none',
    may: [...people, 'auditor'],
    body: () => ({ current_password: password, new_password: password }),
    wantsNewSignIn: true,
  },
  listSignInWays: { on: 'none', may: [...people, 'auditor'] },
  unlinkIdentity: {
    on: 'none',
    may: [...people, 'auditor'],
    body: (subject) => ({ issuer: 'https://login.example.org', subject }),
    wantsNewSignIn: true,
  },
  listMembers: { on: 'none', may: admins },
  changeMemberRole: { on: 'member', may: admins, body: () => ({ role: 'reviewer' }) },
  removeMember: { on: 'member', may: admins },
  /** With what is past only, so that the answer ends. */
  followChanges: {
    on: 'none',
    may: [...people, 'operator key', 'key memories:read', 'auditor', 'key audit:read'],
    query: { follow: 'false' },
  },
  createPasswordReset: { on: 'member', may: admins, wantsNewSignIn: true },
  createInvitation: {
    on: 'none',
    may: admins,
    body: (name) => ({ email: `${name}@example.org`, role: 'viewer' }),
  },
  listInvitations: { on: 'none', may: admins },
  revokeInvitation: { on: 'invitation', may: admins },
  listAuditEntries: { on: 'none', may: auditors },
  retrieveAuditEntry: { on: 'audit_entry', may: auditors },
  exportAuditEntries: { on: 'none', may: auditors },
  listWebhooks: { on: 'none', may: admins },
  createWebhook: {
    on: 'none',
    may: admins,
    body: () => ({ url: 'https://hooks.example.org/', event_types: ['memory.*'] }),
  },
  retrieveWebhook: { on: 'webhook', may: admins },
  updateWebhook: { on: 'webhook', may: admins, body: () => ({ event_types: ['session.*'] }) },
  deleteWebhook: { on: 'webhook', may: admins },
  rotateWebhookSecret: { on: 'webhook', may: admins },
  testWebhook: { on: 'webhook', may: admins },
  listWebhookDeliveries: { on: 'webhook', may: admins },
  replayWebhookDelivery: { on: 'webhook', may: admins },
  createApiKey: { on: 'none', may: admins, body: (name) => ({ name }) },
  listApiKeys: { on: 'none', may: admins },
  updateApiKey: { on: 'key', may: admins, body: () => ({ trust_tier: 'untrusted' }) },
  revokeApiKey: { on: 'key', may: admins },

  retrieveReasonPolicy: { on: 'none', may: notAgents },
  setReasonPolicy: { on: 'none', may: admins, body: () => ({ demands: { lock: 'optional' } }) },
  retrieveLimits: { on: 'none', may: admins },
  retrieveWorkspace: { on: 'none', may: admins },
  /** Under another name, so that the workspace is there for the next one. */
  deleteWorkspace: { on: 'none', may: admins, body: (name) => ({ name }), answer: 409, wantsNewSignIn: true },
};
