import { listAsOfOperation } from '@/lib/history/schema';
import type { VersionResource } from '@/lib/versions/schema';

import { folderOf } from '../address';
import type { Command, Context } from '../command';
import { collect, writeJson } from '../command';
import { exitCodes, notFoundFailure } from '../failure';
import type { ExitCode } from '../failure';
import { readInstant, timeAgo } from '../instants';
import { entryOfVersion, renderTree } from '../listing-view';
import { locateStore } from '../locate';
import { toPrintable } from '../printable';
import { describeActor } from '../words';

import { getText, writeContent } from './cat';

export const asOfCommand: Command = {
  name: 'as-of',
  summary: 'a store, a folder or a text as it was at an instant',
  usage: 'as-of STORE TIME [PATH]',
  positionals: { min: 2, max: 3 },
  options: {},
  examples: [
    'as-of Research 3d',
    'as-of Research 2026-11-20T09:30:00Z /research/',
    'as-of Research 1w /research/crdts.md',
  ],
  details:
    'A path that ends in / is a folder and is listed; any other is a memory, and its text of then is written byte for byte.',
  run: async (context) => {
    const { api, args, now } = context;
    const [wanted = '', time = '', path = '/'] = args.positionals;
    const at = readInstant(time, now);
    const store = await locateStore(api, wanted);
    const query = { at, path_prefix: folderOf(path) };
    const versions = await collect(
      api.list(listAsOfOperation, { params: { memory_store_id: store.id }, query }),
    );
    return path.endsWith('/')
      ? showFolder(context, versions, { folder: path, at })
      : showMemory(context, versions, path);
  },
};

async function showFolder(
  { terminal, wantsJson, now }: Context,
  versions: readonly VersionResource[],
  { folder, at }: { folder: string; at: string },
): Promise<ExitCode> {
  if (wantsJson) await writeJson(terminal, versions);
  else {
    const entries = versions
      .filter(({ path }) => path !== null)
      .map((version) =>
        entryOfVersion(
          version,
          toPrintable(`${describeActor(version.created_by)}  ${timeAgo(version.created_at, now)}`),
        ),
      );
    await terminal.show(`As of ${at}\n${renderTree(entries, { folder, paint: terminal.paint })}`);
  }
  return exitCodes.ok;
}

async function showMemory(
  { api, terminal, wantsJson }: Context,
  versions: readonly VersionResource[],
  path: string,
): Promise<ExitCode> {
  const version = versions.find((each) => each.path === path);
  if (!version)
    throw notFoundFailure(
      `there was no memory at ${path} then.`,
      'Leave the path out to see what there was.',
    );
  const full = await getText(api, version);
  if (wantsJson) await writeJson(terminal, [full]);
  else await writeContent(terminal, full.content ?? '');
  return exitCodes.ok;
}
