import { Readable } from 'node:stream';

import type { Actor } from '@/lib/auth/actor';
import { newId } from '@/lib/db/ids';
import { withWorkspace } from '@/lib/db/workspace';
import type { Upload } from '@/lib/http/transport';
import { discardImport } from '@/lib/transfer/discard-import';
import { exportStore } from '@/lib/transfer/export-store';
import { exportWorkspace } from '@/lib/transfer/export-workspace';
import { importStore } from '@/lib/transfer/import-store';
import { importWorkspace } from '@/lib/transfer/import-workspace';

import type { Texts } from '../texts';
import { atOnce, onMemory, makeStoreOf, makeTarget } from './scenario';
import type { Scenario } from './scenario';

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

export const transferVerbs: Record<string, Scenario> = {
  'transfer/export-store': {
    action: 'memory_store.exported',
    prepare: onMemory((actor, { storeId }) => exportStore(actor, storeId)),
  },
  'transfer/export-workspace': {
    action: 'workspace.exported',
    prepare: atOnce((actor) => exportWorkspace(actor)),
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
};
