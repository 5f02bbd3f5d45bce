import { restoreVersionOperation } from '@/lib/memories/schema';
import type { MemoryResource } from '@/lib/memories/schema';
import type { VersionResource } from '@/lib/versions/schema';

import { matchVersion } from '../address';
import type { Command, Context } from '../command';
import { writeJson } from '../command';
import { compareVersions } from '../comparisons';
import { exitCodes } from '../failure';
import { listHistory, locateMemory } from '../locate';
import { toPrintable } from '../printable';
import { introduce, numberOf } from '../version-words';
import { countOf, formatSize, shortHash } from '../words';

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'write an earlier text again, as a new version; nothing is lost',
  usage: 'restore STORE:/PATH VERSION [--reason TEXT] [--yes]',
  positionals: { min: 2, max: 2 },
  options: {
    reason: { type: 'string', value: 'TEXT', about: 'why, in your words; kept with the audit entry' },
    'expected-head': {
      type: 'string',
      value: 'VERSION',
      about: 'refuse when another version is the newest by now',
    },
    path: { type: 'string', value: 'PATH', about: 'put the memory there' },
    yes: { type: 'boolean', about: 'do not ask' },
  },
  examples: [
    `restore "Research notes":/research/crdts.md @1`,
    `restore Research:/research/crdts.md @1 --reason "a run overwrote it" --yes`,
  ],
  details:
    'The head that is shown is the head that is expected: when somebody writes while you decide, the restore is refused (5).',
  run: async (context) => {
    const { api, terminal, args, wantsJson } = context;
    const located = await locateMemory(api, args.positionals[0] ?? '');
    const versions = await listHistory(api, located);
    const version = matchVersion(versions, args.positionals[1] ?? '');
    const expected = matchVersion(versions, args.text('expected-head') ?? 'head');
    if (!args.has('yes')) {
      terminal.note(await foretell(context, { version, head: versions[0] ?? version }));
      if (!(await terminal.confirm('Restore it?'))) {
        terminal.note('Nothing was changed.');
        return exitCodes.ok;
      }
    }
    const [reason, path] = [args.text('reason'), args.text('path')];
    const memory = await api.call(restoreVersionOperation, {
      params: { memory_store_id: located.store.id, memory_version_id: version.id },
      body: {
        expected_head_version_id: expected.id,
        ...(reason !== undefined && { reason }),
        ...(path !== undefined && { path }),
      },
    });
    if (wantsJson) await writeJson(terminal, [memory]);
    else await terminal.show(report(memory, version));
    return exitCodes.ok;
  },
};

/** What will happen, before it happens. */
async function foretell(
  { api, now }: Context,
  { version, head }: { version: VersionResource; head: VersionResource },
): Promise<string> {
  const aim = `This writes the text of ${introduce(version, now)} again, as a new version.`;
  if (head.operation === 'deleted')
    return `${aim}\nThe memory was deleted; it comes back at ${toPrintable(version.path ?? 'its path')}.`;
  const { summary } = await compareVersions(api, { from: head, to: version });
  const change = [
    `${countOf(summary.added_lines, 'line')} come back`,
    `${countOf(summary.changed_lines, 'line')} change`,
    `${countOf(summary.removed_lines, 'line')} go`,
  ].join(', ');
  return `${aim}\nThe head is ${introduce(head, now)}: ${change}.\nNothing is lost: ${numberOf(head)} stays in the history.`;
}

function report(memory: MemoryResource, version: VersionResource): string {
  const isSame = memory.content_sha256 === version.content_sha256;
  const proof = isSame
    ? `the hash is that of ${numberOf(version)}`
    : `the hash is NOT that of ${numberOf(version)}`;
  return `Restored ${toPrintable(memory.path)}: ${formatSize(memory.content_size_bytes)}, ${shortHash(memory.content_sha256)}; ${proof}.\n`;
}
