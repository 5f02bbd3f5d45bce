import { Readable } from 'node:stream';

import type { AuditAction } from '@/lib/audit/actions';
import type { Actor } from '@/lib/auth/actor';
import { newId } from '@/lib/db/ids';
import { withWorkspace } from '@/lib/db/workspace';
import type { Upload } from '@/lib/http/transport';
import { actOnMemories } from '@/lib/memories/act-on-memories';
import { archiveMemory } from '@/lib/memories/archive-memory';
import { copyMemory } from '@/lib/memories/copy-memory';
import { createMemory } from '@/lib/memories/create-memory';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { importMemories } from '@/lib/memories/import-memories';
import { lockMemory } from '@/lib/memories/lock-memory';
import { releaseMemory } from '@/lib/memories/release-memory';
import { restoreVersion } from '@/lib/memories/restore-version';
import { unarchiveMemory } from '@/lib/memories/unarchive-memory';
import { unlockMemory } from '@/lib/memories/unlock-memory';
import { updateMemory } from '@/lib/memories/update-memory';
import { withholdMemory } from '@/lib/memories/withhold-memory';
import { previewRedaction } from '@/lib/redactions/preview-redaction';
import { redactMemory } from '@/lib/redactions/redact-memory';
import { executeRevert } from '@/lib/reverts/execute-revert';
import { planRevert } from '@/lib/reverts/plan-revert';
import { runRevert } from '@/lib/reverts/run-revert';
import { searchHistory } from '@/lib/search/search-history';
import { archiveSession } from '@/lib/sessions/archive-session';
import { createSession } from '@/lib/sessions/create-session';
import { archiveStore } from '@/lib/stores/archive-store';
import { createStore } from '@/lib/stores/create-store';
import { deleteStore } from '@/lib/stores/delete-store';
import { purgeStore } from '@/lib/stores/purge-store';
import { updateStore } from '@/lib/stores/update-store';
import { discardImport } from '@/lib/transfer/discard-import';
import { exportStore } from '@/lib/transfer/export-store';
import { exportWorkspace } from '@/lib/transfer/export-workspace';
import { importStore } from '@/lib/transfer/import-store';
import { importWorkspace } from '@/lib/transfer/import-workspace';
import { redactVersion } from '@/lib/versions/redact-version';
import { addMember } from '@/lib/workspaces/add-member';
import { createApiKey } from '@/lib/workspaces/create-api-key';
import { createWorkspace } from '@/lib/workspaces/create-workspace';
import { revokeApiKey } from '@/lib/workspaces/revoke-api-key';

import { makeSession } from './factories';
import type { Texts } from './texts';

type Act = () => Promise<unknown>;

export type Scenario = {
  action: AuditAction;
  /** Sets the stage for an operator with all rights; what it returns does the act once. */
  prepare: (actor: Actor, texts: Texts) => Promise<Act>;
  /** The entries of its parts, where it has any. */
  parts?: AuditAction[];
  /** Commits in slices: a failure keeps what was done, and the next run goes on from there. */
  isResumable?: true;
};

function makeStoreOf(actor: Actor, { name, description, metadata }: Texts) {
  return createStore(actor, { name, description, metadata });
}

async function makeTarget(actor: Actor, texts: Texts) {
  const store = await makeStoreOf(actor, texts);
  const { path, content } = texts;
  const memory = await createMemory(actor, store.id, { path, content }, 'basic');
  return { storeId: store.id, memoryId: memory.id, versionId: memory.memory_version_id };
}

const agent = (texts: Texts) => ({
  agent: { id: texts.name, version: 1 },
  environment_id: texts.description,
  title: texts.name,
  metadata: texts.metadata,
});

type Target = { storeId: string; memoryId: string; versionId: string };

const atOnce = (act: (actor: Actor, texts: Texts) => Promise<unknown>) => (actor: Actor, texts: Texts) =>
  Promise.resolve(() => act(actor, texts));

const onMemory =
  (act: (actor: Actor, target: Target, texts: Texts) => Promise<unknown>) =>
  async (actor: Actor, texts: Texts) => {
    const target = await makeTarget(actor, texts);
    return () => act(actor, target, texts);
  };

/** A plan to revert a session that wrote one memory. */
async function makePlan(actor: Actor, texts: Texts) {
  const store = await makeStoreOf(actor, texts);
  const session = await makeSession(actor, { [store.id]: 'read_write' });
  const memory = await createMemory(session, store.id, { path: texts.path, content: texts.content }, 'basic');
  const revert = await planRevert(actor, { subject: { type: 'session', id: session.id } });
  return { revert, target: { storeId: store.id, memoryId: memory.id } };
}

const reasons: ('quarantined' | 'restricted')[] = ['quarantined', 'restricted'];

/** An archive of a store with one memory; it can be brought in as often as needed. */
async function makeUpload(actor: Actor, texts: Texts): Promise<Upload> {
  const { storeId } = await makeTarget(actor, texts);
  const { contentType, chunks } = await exportStore(actor, storeId);
  const kept: Uint8Array[] = [];
  for await (const chunk of chunks) kept.push(chunk);
  return { contentType, chunks: () => Readable.from(kept) };
}

function makeInterruptedImport(actor: Actor) {
  const run = { workspaceId: actor.workspaceId, id: newId('imp') };
  const by = { createdByType: actor.type, createdById: actor.id };
  const data = { ...run, ...by, scope: 'workspace', keepsIds: false, archiveSha256: '', status: 'running' };
  return withWorkspace(actor, (tx) => tx.import.create({ data }));
}

/** One scenario for every verb that changes something, by `domain/file`. */
export const verbs: Record<string, Scenario> = {
  'workspaces/create-workspace': {
    action: 'workspace.created',
    prepare: atOnce((_, { name }) => createWorkspace(name)),
  },
  'workspaces/add-member': {
    action: 'membership.created',
    prepare: atOnce((actor, { email, name }) =>
      addMember(actor, { email, name, role: 'viewer', passwordHash: null }),
    ),
  },
  'workspaces/create-api-key': {
    action: 'api_key.created',
    prepare: atOnce((actor, { name }) =>
      createApiKey(actor, { name, kind: 'agent', trust_tier: 'untrusted' }),
    ),
  },
  'workspaces/revoke-api-key': {
    action: 'api_key.revoked',
    prepare: async (actor, { name }) => {
      const key = await createApiKey(actor, { name, kind: 'agent', trust_tier: 'untrusted' });
      return () => revokeApiKey(actor, key.id);
    },
  },
  'stores/create-store': {
    action: 'memory_store.created',
    prepare: atOnce(makeStoreOf),
  },
  'stores/update-store': {
    action: 'memory_store.updated',
    prepare: async (actor, { name, description, metadata }) => {
      const store = await createStore(actor, { name: 'before' });
      return () => updateStore(actor, store.id, { name, description, metadata });
    },
  },
  'stores/archive-store': {
    action: 'memory_store.archived',
    prepare: async (actor, texts) => {
      const store = await makeStoreOf(actor, texts);
      return () => archiveStore(actor, store.id);
    },
  },
  'stores/delete-store': {
    action: 'memory_store.deleted',
    prepare: onMemory((actor, { storeId }) => deleteStore(actor, storeId)),
  },
  'stores/purge-store': {
    action: 'memory_store.purged',
    isResumable: true,
    prepare: async (actor, texts) => {
      const { storeId } = await makeTarget(actor, texts);
      await deleteStore(actor, storeId);
      return () => purgeStore({ workspaceId: actor.workspaceId, memoryStoreId: storeId });
    },
  },
  'versions/redact-version': {
    action: 'memory_version.redacted',
    prepare: async (actor, texts) => {
      const target = await makeTarget(actor, texts);
      await updateMemory(actor, target, { content: `${texts.content} newer` }, 'basic');
      return () => redactVersion(actor, target.storeId, target.versionId, texts.reason);
    },
  },
  'memories/create-memory': {
    action: 'memory.created',
    prepare: async (actor, texts) => {
      const store = await makeStoreOf(actor, texts);
      const { path, content } = texts;
      return () => createMemory(actor, store.id, { path, content }, 'full');
    },
  },
  'memories/update-memory': {
    action: 'memory.updated',
    prepare: async (actor, texts) => {
      const target = await makeTarget(actor, texts);
      const change = { path: `${texts.path}.moved`, content: `${texts.content} newer` };
      return () => updateMemory(actor, target, change, 'full');
    },
  },
  'memories/restore-version': {
    action: 'memory.restored',
    prepare: async (actor, texts) => {
      const target = await makeTarget(actor, texts);
      await updateMemory(actor, target, { content: `${texts.content} newer` }, 'basic');
      return () => restoreVersion(actor, target.storeId, target.versionId, { reason: texts.reason });
    },
  },
  'memories/copy-memory': {
    action: 'memory.copied',
    prepare: onMemory((actor, target, { path, reason }) =>
      copyMemory(actor, target, { memory_store_id: target.storeId, path: `${path}.copy`, reason }),
    ),
  },
  'redactions/redact-memory': {
    action: 'memory.redacted',
    parts: ['memory_version.redacted'],
    prepare: onMemory(async (actor, target, { reason }) => {
      const body = { head_version_id: target.versionId, is_whole: true, mask: '[redacted]' };
      const { shown } = await previewRedaction(actor, target, { ...body, dry_run: true });
      const chosen = { preview_hash: shown.preview_hash, version_ids: [] };
      return redactMemory(actor, target, { ...body, ...chosen, dry_run: false, reason });
    }),
  },
  'memories/act-on-memories': {
    action: 'memory.bulk_acted',
    parts: ['memory.archived'],
    prepare: onMemory((actor, { storeId, memoryId }, { reason }) =>
      actOnMemories(actor, {
        act: 'archive',
        items: [{ memory_store_id: storeId, memory_id: memoryId }],
        reason,
      }),
    ),
  },
  'memories/delete-memory': {
    action: 'memory.deleted',
    prepare: onMemory((actor, target) => deleteMemory(actor, target, undefined)),
  },
  'memories/import-memories': {
    action: 'memory_store.imported',
    prepare: async (actor, texts) => {
      const store = await makeStoreOf(actor, texts);
      const { name, path, content } = texts;
      const by = { actor: { type: actor.type, id: actor.id }, trustTier: actor.trustTier };
      const version = { ...by, path, content, agent: name, model: name, recordedAt: 1n };
      return () => importMemories(actor, store.id, [{ versions: [version] }]);
    },
  },
  'memories/archive-memory': {
    action: 'memory.archived',
    prepare: onMemory((actor, target, { reason }) => archiveMemory(actor, target, { reason })),
  },
  'memories/unarchive-memory': {
    action: 'memory.unarchived',
    prepare: async (actor, texts) => {
      const target = await makeTarget(actor, texts);
      await archiveMemory(actor, target, {});
      return () => unarchiveMemory(actor, target, { reason: texts.reason });
    },
  },
  'memories/withhold-memory': {
    action: 'memory.withheld',
    prepare: onMemory((actor, target, { reason }) => withholdMemory(actor, target, { reasons, reason })),
  },
  'memories/release-memory': {
    action: 'memory.released',
    prepare: async (actor, texts) => {
      const target = await makeTarget(actor, texts);
      await withholdMemory(actor, target, { reasons });
      return () => releaseMemory(actor, target, { reasons, reason: texts.reason });
    },
  },
  'memories/lock-memory': {
    action: 'memory.locked',
    prepare: onMemory((actor, target, { reason }) => lockMemory(actor, target, { reason })),
  },
  'memories/unlock-memory': {
    action: 'memory.unlocked',
    prepare: async (actor, texts) => {
      const target = await makeTarget(actor, texts);
      await lockMemory(actor, target, {});
      return () => unlockMemory(actor, target, { reason: texts.reason });
    },
  },
  'transfer/export-store': {
    action: 'memory_store.exported',
    prepare: onMemory((actor, { storeId }) => exportStore(actor, storeId)),
  },
  'transfer/export-workspace': {
    action: 'workspace.exported',
    prepare: atOnce((actor) => exportWorkspace(actor)),
  },
  'reverts/plan-revert': {
    action: 'revert.planned',
    prepare: async (actor, texts) => {
      const { revert } = await makePlan(actor, texts);
      return () => planRevert(actor, { subject: revert.subject });
    },
  },
  'reverts/execute-revert': {
    action: 'revert.started',
    parts: ['memory.reverted', 'revert.finished'],
    prepare: async (actor, texts) => {
      const { revert } = await makePlan(actor, texts);
      const { preview_hash } = revert;
      return () => executeRevert(actor, revert.id, { preview_hash, reason: texts.reason });
    },
  },
  'reverts/run-revert': {
    action: 'revert.stopped',
    prepare: async (actor, texts) => {
      const { revert, target } = await makePlan(actor, texts);
      const { preview_hash } = revert;
      await executeRevert(actor, revert.id, { preview_hash }, { sliceSize: 1, maxSlices: 0 });
      await updateMemory(actor, target, { content: `${texts.content} newer` }, 'basic');
      return () => runRevert({ workspaceId: actor.workspaceId, revertId: revert.id });
    },
  },
  'transfer/import-store': {
    action: 'memory_store.imported',
    isResumable: true,
    prepare: async (actor, texts) => {
      const upload = await makeUpload(actor, texts);
      const store = await makeStoreOf(actor, texts);
      return () => importStore(actor, store.id, upload);
    },
  },
  'transfer/import-workspace': {
    action: 'workspace.imported',
    isResumable: true,
    prepare: async (actor, texts) => {
      const upload = await makeUpload(actor, texts);
      return () => importWorkspace(actor, upload);
    },
  },
  'transfer/discard-import': {
    action: 'import.discarded',
    prepare: async (actor) => {
      const { workspaceId, id } = await makeInterruptedImport(actor);
      return () => discardImport({ workspaceId, importId: id });
    },
  },
  'search/search-history': {
    action: 'memory.searched_history',
    prepare: onMemory((actor, _, { content: query }) =>
      searchHistory(actor, {
        query,
        in: 'history',
        path_prefix: '/',
        updated_at: {},
        order: 'relevance',
        limit: 20,
      }),
    ),
  },
  'sessions/create-session': {
    action: 'session.created',
    prepare: async (actor, texts) => {
      const store = await makeStoreOf(actor, texts);
      const resources = [
        { type: 'memory_store' as const, memory_store_id: store.id, instructions: texts.description },
      ];
      return () => createSession(actor, { ...agent(texts), resources });
    },
  },
  'sessions/archive-session': {
    action: 'session.archived',
    prepare: async (actor, texts) => {
      const session = await createSession(actor, agent(texts));
      return () => archiveSession(actor, session.id);
    },
  },
};

/** Server files of a domain that stand where verbs stand but write no audit entry, each with the reason. */
export const unauditedVerbs: Record<string, string> = {
  'memories/act-on-memory': 'the common part of archive, withhold, lock and their opposites',
  'memories/change-state': 'the same inside a transaction, for one memory and for many',
  'memories/write-imported': 'the common part of everything that imports',
  'reads/record-reads': 'counts what was shown, which is a record of its own kind',
  'reads/flush-reads': 'writes those counts',
  'reverts/carry-out': 'goes from slice to slice',
  'reverts/compute-plan': 'computes',
  'reverts/run-slice': 'a part of run-revert and execute-revert',
  'reverts/write-items': 'the writes of such a part',
  'history/list-as-of': 'reads',
  'search/arrange-indexing': 'sets up the jobs that make writes findable',
  'search/index-workspace': 'derives searchable text from what is written',
  'search/follow-trail': 'a part of that',
  'search/index-versions': 'a part of that',
  'search/measure-lag': 'reads',
  'versions/blank-version': 'the part of every redaction that blanks one version',
  'redactions/preview-redaction': 'reads',
  'history/diff-versions': 'reads',
  'history/diff-stores': 'reads',
  'history/blame-memory': 'reads',
  'history/merge-memory': 'computes',
  'transfer/export-archive': 'the common part of both exports',
  'transfer/pack-archive': 'turns lines into an archive',
  'transfer/spool-archive': 'takes a file in, to be read twice',
  'transfer/open-archive': 'reads',
  'transfer/survey-archive': 'reads',
  'transfer/inflate-archive': 'reads',
  'transfer/import-archive': 'the common part of both imports',
  'transfer/import-folder': 'how a store is filled from files',
  'transfer/begin-import': 'its record, before anything is brought in',
  'transfer/write-portion': 'a part of it; the entry is written when everything is in',
  'transfer/finish-import': 'its end, which writes their entry',
  'workspaces/rename-workspace': 'the end of making the demonstration, which the system does at start-up',
};
