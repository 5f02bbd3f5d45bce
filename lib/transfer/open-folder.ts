import 'server-only';

import { AppError } from '@/lib/errors/app-error';
import { maxContentBytes } from '@/lib/memories/content-size';

import type { FolderEntry } from './folder-item';
import { inflateArchive } from './inflate-archive';
import { readZip } from './read-zip';
import type { ZipFault } from './read-zip';
import { zipType } from './schema';
import type { SpooledArchive } from './spool-archive';
import { readTar } from './tar';
import type { TarFault } from './tar';

const cut = 'the archive is cut: its end is missing';
const tarWords: Record<TarFault, string> = {
  cut,
  damaged: 'the archive is damaged: it is no tape archive',
};
const zipWords: Record<ZipFault, string> = {
  cut,
  damaged: 'the archive is damaged: its files and its directory contradict each other',
  foreign: 'the archive is damaged: it is no zip archive',
  encrypted: 'the archive is encrypted',
  packed_otherwise: 'the archive is packed in a way that is not known here: only deflate is',
  too_many: 'the archive holds more than 1,000,000 files and folders',
};

/** The members of an archived folder, a zip or else a .tar.gz. Throws `invalid_request` where it is not whole, at the latest at its end. */
export function openFolder(archive: SpooledArchive, contentType: string): AsyncGenerator<FolderEntry> {
  const maxBodyBytes = maxContentBytes;
  const failWith =
    <Fault extends string>(words: Record<Fault, string>) =>
    (fault: Fault) =>
      new AppError('invalid_request', words[fault]);
  if (contentType === zipType) return readZip(archive, { maxBodyBytes, fail: failWith(zipWords) });
  return readTar(inflateArchive(archive), { maxBodyBytes, fail: failWith(tarWords) });
}
