import { z } from 'zod';

import { defineOperation } from '@/lib/http/contract';
import { id, noQuery, text } from '@/lib/http/fields';

import { memoryPath, pathPrefix } from './path';
import { memoryResource } from './schema';

/** Counting walks through an index, so the folders of one page share this many steps. */
const countedOfPage = 20_000;
const countedOfFolder = 1000;

/** How far each folder of a page is counted; what is more is said to be more. */
export function countLimit(folders: number): number {
  return Math.min(countedOfFolder, Math.floor(countedOfPage / Math.max(folders, 1)));
}

const folderResource = z.strictObject({
  type: z.literal('memory_folder'),
  /** Ends with `/`. */
  path: z.string(),
  /** Memories below it, in sub-folders too, and withheld ones; exact up to 200, and up to 1000 where a page has few folders. */
  memory_count: z.int(),
  /** True when there are more than `memory_count`. */
  is_more: z.boolean(),
});
export type FolderResource = z.infer<typeof folderResource>;

const listTreeBody = z.strictObject({
  memory_store_id: id,
  path_prefix: pathPrefix.default('/'),
  /** The first page begins with the entry that is or holds this path, or with what follows where it would be. */
  start_at: memoryPath.optional(),
  limit: z.int().min(1).max(100).default(100),
  page: text.max(4096).optional(),
});
export type ListTreeBody = z.output<typeof listTreeBody>;

const treePage = z.object({
  data: z.array(z.union([folderResource, memoryResource])),
  next_page: z.string().nullable(),
  prev_page: z.string().nullable(),
});
export type TreePage = z.infer<typeof treePage>;

export const listTreeOperation = defineOperation({
  id: 'listMemoryTree',
  method: 'POST',
  path: '/v1/memory_tree',
  summary: 'List the folders and memories of one folder in byte order of their paths, with counts',
  params: z.object({}),
  query: noQuery,
  body: listTreeBody,
  isBodyOptional: false,
  response: treePage,
  wantsMemoryBeta: false,
});
