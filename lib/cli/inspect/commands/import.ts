import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';

import {
  archiveTypes,
  folderType,
  importStoreOperation,
  importWorkspaceOperation,
  listImportItemsOperation,
  zipType,
} from '@/lib/transfer/schema';
import type { ImportItemResource, ImportResource } from '@/lib/transfer/schema';

import type { Upload } from '../api';
import type { Command, Context } from '../command';
import { collect, writeJson } from '../command';
import { exitCodes, usageFailure } from '../failure';
import { locateStore } from '../locate';
import { toStream } from '../streams';
import { countOf } from '../words';

export const importCommand: Command = {
  name: 'import',
  summary: 'bring an archive in, or a folder of Markdown files',
  usage: 'import STORE FILE | import --workspace FILE',
  positionals: { min: 1, max: 2 },
  options: { workspace: { type: 'boolean', about: 'every store of the archive, as new stores' } },
  examples: [
    'import Research research.gz',
    'import Research notes.tar.gz',
    'import Research notes.zip',
    'import --workspace backup.gz --json',
  ],
  details:
    'A file named .zip, .tar.gz or .tgz is a folder of Markdown files, any other an archive that "palimpsest export" made; it is verified as a whole before anything is written. A memory whose path is taken is left out and named by its position in the archive (exit code 5). An import that was interrupted goes on when the same archive is sent again.',
  run: async (context) => {
    const { api, terminal, wantsJson } = context;
    const done = await send(context);
    if (wantsJson) await writeJson(terminal, [done]);
    else {
      const request = { params: { import_id: done.id } };
      const items =
        done.refused_count === 0 ? [] : await collect(api.list(listImportItemsOperation, request));
      await terminal.show(describe(done, items));
    }
    return done.refused_count === 0 ? exitCodes.ok : exitCodes.conflict;
  },
};

async function send({ api, args }: Context): Promise<ImportResource> {
  const isWorkspace = args.has('workspace');
  if (args.positionals.length !== (isWorkspace ? 1 : 2))
    throw usageFailure(
      'say where to import what.',
      'Name a STORE and a FILE, or give --workspace and a FILE.',
    );
  const file = await openArchive(args.positionals.at(-1) ?? '');
  if (isWorkspace) return api.upload(importWorkspaceOperation, file);
  const store = await locateStore(api, args.positionals[0] ?? '');
  return api.upload(importStoreOperation, file, { params: { memory_store_id: store.id } });
}

async function openArchive(path: string): Promise<Upload> {
  await access(path, constants.R_OK).catch(() => {
    throw usageFailure(`the file ${path} is not there or cannot be read.`);
  });
  return { contentType: typeOf(path), chunks: toStream(createReadStream(path)) };
}

function typeOf(path: string): string {
  if (/\.zip$/i.test(path)) return zipType;
  return /\.(?:tar\.gz|tgz)$/i.test(path) ? folderType : archiveTypes[0];
}

function describe(done: ImportResource, refused: readonly ImportItemResource[]): string {
  const what = `${countOf(done.memory_count, 'memory', 'memories')} with ${countOf(done.memory_version_count, 'version')}`;
  const left = refused.map(
    ({ position, outcome }) =>
      `left out: number ${position} of the archive (${outcome.replaceAll('_', ' ')})\n`,
  );
  return `Imported ${what}. ${done.id}\n${left.join('')}`;
}
