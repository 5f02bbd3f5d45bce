import type { VersionResource } from '@/lib/versions/schema';

import { matchVersion, parseTarget } from '../address';
import type { Command, Context } from '../command';
import { writeJson } from '../command';
import { compareInstants, compareVersions } from '../comparisons';
import { renderVersionsDiff } from '../diff-view';
import { exitCodes, notFoundFailure, usageFailure } from '../failure';
import type { ExitCode } from '../failure';
import { readInstant } from '../instants';
import { listHistory, locateMemory, locateStore } from '../locate';
import { renderStoresDiff } from '../store-diff-view';

export const diffCommand: Command = {
  name: 'diff',
  summary: 'what changed between two versions of a memory, or two instants of a store',
  usage: 'diff STORE:/PATH [FROM [TO]] | diff STORE --from TIME [--to TIME]',
  positionals: { min: 1, max: 3 },
  options: {
    from: { type: 'string', value: 'TIME', about: 'compare a store with what it was then' },
    to: { type: 'string', value: 'TIME', about: 'the later instant; now, when left out' },
    'exit-code': { type: 'boolean', about: 'exit with 1 when there are differences' },
  },
  examples: [
    `diff "Research notes":/research/crdts.md`,
    `diff Research:/research/crdts.md @1 @3`,
    `diff Research --from 3d --to 2026-11-20`,
  ],
  details:
    'Without versions, the newest is compared with the one before it; with one, that version with the newest. A time is 2026-11-20T09:30:00Z, 2026-11-20, or how long ago: 90m, 6h, 3d, 2w.',
  run: (context) => {
    const { path, memoryId } = parseTarget(context.args.positionals[0] ?? '');
    return path === null && memoryId === null ? diffStore(context) : diffMemory(context);
  },
};

async function diffMemory({ api, terminal, args, wantsJson }: Context): Promise<ExitCode> {
  if (args.text('from') !== undefined || args.text('to') !== undefined)
    throw usageFailure('--from and --to compare a whole store.', 'Leave the path out, or name two versions.');
  const [target = '', ...wanted] = args.positionals;
  const versions = await listHistory(api, await locateMemory(api, target));
  const { from, to } = chooseVersions(versions, wanted);
  const diff = await compareVersions(api, { from, to });
  if (wantsJson) await writeJson(terminal, [diff]);
  else await terminal.show(renderVersionsDiff({ from, to, diff }, terminal.paint));
  const isSame = diff.hunks.every(({ kind }) => kind === 'equal');
  return args.has('exit-code') && !isSame ? exitCodes.checkFailed : exitCodes.ok;
}

function chooseVersions(
  versions: readonly VersionResource[],
  wanted: readonly string[],
): { from: VersionResource; to: VersionResource } {
  const [first, second] = wanted;
  const to = second === undefined ? versions[0] : matchVersion(versions, second);
  const from = first === undefined ? versions[1] : matchVersion(versions, first);
  if (from && to) return { from, to };
  throw notFoundFailure(
    'this memory has one version only: there is nothing to compare it with.',
    'See "palimpsest cat".',
  );
}

async function diffStore({ api, terminal, args, wantsJson, now }: Context): Promise<ExitCode> {
  const from = args.text('from');
  if (from === undefined || args.positionals.length > 1)
    throw usageFailure(
      'a store is compared with itself at another time.',
      'Give --from TIME, or name a memory: STORE:/PATH.',
    );
  const store = await locateStore(api, args.positionals[0] ?? '');
  const to = args.text('to');
  const at = { from: readInstant(from, now), to: to === undefined ? undefined : readInstant(to, now) };
  const diff = await compareInstants(api, store.id, at);
  if (wantsJson) await writeJson(terminal, [diff]);
  else await terminal.show(renderStoresDiff(diff, terminal.paint));
  return args.has('exit-code') && diff.data.length > 0 ? exitCodes.checkFailed : exitCodes.ok;
}
