import { maxContentBytes } from '@/lib/memories/content-size';
import { findPathFault } from '@/lib/memories/path';
import { decodeContent } from '@/lib/versions/content';

import { isMarkdown } from './file-name';

/** A file as it is exported. The path is marked where the name does not say it. */
export type FolderFile = {
  name: string;
  markedPath: string | null;
  modifiedAtSeconds: number;
  body: Uint8Array;
};

/** A member of an archived folder. `name` is null where its bytes are no UTF-8, `body` where it is no file or too large to be taken. */
export type FolderEntry = {
  name: string | null;
  /** What the member is remarked with, by whoever packed it. */
  comment: string | null;
  isFile: boolean;
  sizeBytes: number;
  modifiedAtSeconds: number;
  body: Uint8Array | null;
};

/** Why a file of a folder does not become a memory. */
export type FolderFault = 'bad_path' | 'not_markdown' | 'not_utf8' | 'too_large';
export type FolderItem = { path: string; content: string } | { fault: FolderFault };

/** Both formats have a comment for each member, which every other reader passes over. */
const mark = 'palimpsest:';
export const markPath = (path: string) => `${mark}${path}`;

/** What would be another place on some file system: a backslash, the letter of a drive. */
const elsewhere = /\\|^[a-z]:\//i;

/** The path that an export marked, or the name in the folder as a path of a memory: absolute, without a leading `./`. */
function toPath(name: string, comment: string | null): string | null {
  if (comment?.startsWith(`${mark}/`)) return comment.slice(mark.length);
  return elsewhere.test(name) ? null : `/${name.replace(/^(?:\.?\/)+/, '')}`;
}

/** What a member of an archived folder becomes; null for folders and everything else that is no file. */
export function toFolderItem({ name, comment, isFile, sizeBytes, body }: FolderEntry): FolderItem | null {
  if (!isFile) return null;
  if (name === null) return { fault: 'bad_path' };
  if (!isMarkdown(name)) return { fault: 'not_markdown' };
  const path = toPath(name, comment);
  if (path === null || findPathFault(path) !== null) return { fault: 'bad_path' };
  if (sizeBytes > maxContentBytes || body === null) return { fault: 'too_large' };
  try {
    return { path, content: decodeContent(body) };
  } catch {
    return { fault: 'not_utf8' };
  }
}
