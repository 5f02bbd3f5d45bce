import { z } from 'zod';

import { actorResource } from '@/lib/auth/schema';
import { defineOperation } from '@/lib/http/contract';
import { id, noBody, noQuery, nullableTime, pageOf, pageQuery, time } from '@/lib/http/fields';
import { downloadBody, uploadBody } from '@/lib/http/transport';
import { storeParams } from '@/lib/stores/schema';

export const archiveTypes = ['application/x-ndjson+gzip'] as const;
export const folderType = 'application/gzip';
export const zipType = 'application/zip';
/** A folder of files, as opposed to an archive with history. */
export const folderTypes: readonly string[] = [folderType, zipType];

const exportBase = {
  method: 'GET',
  query: noQuery,
  body: noBody.optional(),
  isBodyOptional: true,
  response: downloadBody,
  download: archiveTypes,
  wantsMemoryBeta: false,
} as const;

/** `archive` has the history; the others are folders of Markdown files, one for each memory. */
export const exportFormats = ['archive', 'tar.gz', 'zip'] as const;
export type ExportFormat = (typeof exportFormats)[number];
export type FolderFormat = Exclude<ExportFormat, 'archive'>;
const exportQuery = z.object({ format: z.enum(exportFormats).default('archive') });

export const exportStoreOperation = defineOperation({
  ...exportBase,
  id: 'exportMemoryStore',
  spends: 'exports',
  path: '/v1/memory_stores/{memory_store_id}/export',
  summary:
    'Take a store out: with its whole history as one archive, or its memories as they are now as a folder of Markdown files',
  params: storeParams,
  query: exportQuery,
  download: [...archiveTypes, ...folderTypes],
});

export const exportWorkspaceOperation = defineOperation({
  ...exportBase,
  id: 'exportWorkspace',
  spends: 'exports',
  path: '/v1/export',
  summary: 'Take every store of the workspace out with its whole history, as one archive',
  params: z.object({}),
});

export const importResource = z.strictObject({
  id: z.string(),
  type: z.literal('import'),
  /** `running` also when it was interrupted: sending the same archive again continues it; after a day it is discarded. */
  status: z.enum(['running', 'completed', 'discarded']),
  scope: z.enum(['memory_store', 'workspace']),
  memory_store_ids: z.array(z.string()),
  /** Whether stores, memories and versions have the ids here that they had there. */
  keeps_ids: z.boolean(),
  archive_sha256: z.string(),
  /** Memories or files that it has to go through: `memory_count` and `refused_count` of them are done. Null where that is not known. */
  total_count: z.int().nullable(),
  memory_count: z.int(),
  memory_version_count: z.int(),
  refused_count: z.int(),
  created_at: time,
  created_by: actorResource,
  completed_at: nullableTime,
});
export type ImportResource = z.infer<typeof importResource>;

const importItemResource = z.strictObject({
  type: z.literal('import_item'),
  /** Of the memory in the archive, counted from 1. */
  position: z.int(),
  outcome: z.enum([
    'path_conflict',
    'store_full',
    'store_too_large',
    'bad_path',
    'not_markdown',
    'not_utf8',
    'too_large',
  ]),
  source_memory_id: z.string().nullable(),
});
export type ImportItemResource = z.infer<typeof importItemResource>;

const importBase = {
  method: 'POST',
  query: noQuery,
  body: uploadBody,
  isBodyOptional: false,
  upload: archiveTypes,
  response: importResource,
  wantsMemoryBeta: false,
} as const;

export const importStoreOperation = defineOperation({
  ...importBase,
  id: 'importMemoryStore',
  path: '/v1/memory_stores/{memory_store_id}/import',
  summary:
    'Bring the one store of an archive with its whole history into this store, or a folder of Markdown files (.tar.gz or .zip)',
  params: storeParams,
  upload: [...archiveTypes, ...folderTypes],
});

export const importWorkspaceOperation = defineOperation({
  ...importBase,
  id: 'importWorkspace',
  path: '/v1/import',
  summary:
    'Bring every store of an archive in with its whole history; into an empty workspace under their own ids',
  params: z.object({}),
});

const readBase = {
  method: 'GET',
  body: noBody.optional(),
  isBodyOptional: true,
  wantsMemoryBeta: false,
} as const;
const importParams = z.object({ import_id: id });

export const retrieveImportOperation = defineOperation({
  ...readBase,
  id: 'retrieveImport',
  path: '/v1/imports/{import_id}',
  summary: 'Retrieve an import: how far it is, and what of it was refused',
  params: importParams,
  query: noQuery,
  response: importResource,
});

const listImportsQuery = pageQuery;
export type ListImportsQuery = z.output<typeof listImportsQuery>;

export const listImportsOperation = defineOperation({
  ...readBase,
  id: 'listImports',
  path: '/v1/imports',
  summary:
    'List the imports of the workspace, newest first: where each went, how far it is, and how much of it was refused',
  params: z.object({}),
  query: listImportsQuery,
  response: pageOf(importResource),
});

const listItemsQuery = pageQuery;
export type ListImportItemsQuery = z.output<typeof listItemsQuery>;

export const listImportItemsOperation = defineOperation({
  ...readBase,
  id: 'listImportItems',
  path: '/v1/imports/{import_id}/items',
  summary: 'List the memories that an import did not take, by their position in the archive',
  params: importParams,
  query: listItemsQuery,
  response: pageOf(importItemResource),
});
