import { findPathFault } from '@/lib/memories/path';
import { maxContentBytes } from '@/lib/memories/schema';
import { decodeContent } from '@/lib/versions/content';

import type { TarEntry } from './tar';

/** Why a file of a folder does not become a memory. */
export type FolderFault = 'bad_path' | 'not_markdown' | 'not_utf8' | 'too_large';
export type FolderItem = { path: string; content: string } | { fault: FolderFault };

/** The name in the folder as a path of a memory: absolute, without a leading `./`. */
function toPath(name: string): string {
  return `/${name.replace(/^(?:\.?\/)+/, '')}`;
}

/** What a member of an archived folder becomes; null for folders and everything else that is no file. */
export function toFolderItem({ name, isFile, sizeBytes, body }: TarEntry): FolderItem | null {
  if (!isFile) return null;
  if (name === null) return { fault: 'bad_path' };
  if (!/\.(?:md|markdown)$/i.test(name)) return { fault: 'not_markdown' };
  const path = toPath(name);
  if (findPathFault(path) !== null) return { fault: 'bad_path' };
  if (sizeBytes > maxContentBytes || body === null) return { fault: 'too_large' };
  try {
    return { path, content: decodeContent(body) };
  } catch {
    return { fault: 'not_utf8' };
  }
}
