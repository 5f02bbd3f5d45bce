import { retrieveVersionOperation } from '@/lib/versions/schema';
import type { VersionResource } from '@/lib/versions/schema';

import { matchVersion } from '../address';
import type { Api } from '../api';
import type { Command } from '../command';
import { writeJson } from '../command';
import { exitCodes, Failure } from '../failure';
import { getLiveMemory, listHistory, locateMemory } from '../locate';
import { toPrintableText } from '../printable';
import type { Terminal } from '../terminal';

export const catCommand: Command = {
  name: 'cat',
  summary: 'the text of a memory, byte for byte',
  usage: 'cat STORE:/PATH [--version VERSION]',
  positionals: { min: 1, max: 1 },
  options: {
    version: { type: 'string', value: 'VERSION', about: 'an earlier text: @2, an id, or the end of one' },
  },
  examples: [
    `cat "Research notes":/research/crdts.md`,
    `cat Research:/research/crdts.md --version @1 > crdts.md`,
  ],
  details:
    'On a terminal, control characters are shown as symbols; into a file or a pipe go the exact bytes.',
  run: async ({ api, terminal, args, wantsJson }) => {
    const located = await locateMemory(api, args.positionals[0] ?? '');
    const wanted = args.text('version');
    const resource =
      wanted === undefined
        ? await getLiveMemory(api, located)
        : await getText(api, matchVersion(await listHistory(api, located), wanted));
    if (wantsJson) await writeJson(terminal, [resource]);
    else await writeContent(terminal, resource.content ?? '');
    return exitCodes.ok;
  },
};

/** The version with its text; a failure when it has none. */
export async function getText(api: Api, version: VersionResource): Promise<VersionResource> {
  const params = { memory_store_id: version.memory_store_id, memory_version_id: version.id };
  const full = await api.call(retrieveVersionOperation, { params, query: { include: 'governance' } });
  if (full.content !== null) return full;
  const why =
    full.redacted_at === null ? 'records a deletion and has no text' : 'was redacted: its text is gone';
  throw new Failure(exitCodes.notFound, {
    message: `version ${full.id} ${why}.`,
    advice: 'Choose another in "palimpsest log".',
  });
}

/** Exact bytes, but to a person's terminal nothing that would steer it. */
export async function writeContent(terminal: Terminal, content: string): Promise<void> {
  if (!terminal.isTerminal) return terminal.write(content);
  const shown = toPrintableText(content);
  await terminal.show(shown);
  if (shown !== content)
    terminal.note('Control characters are shown as symbols; redirect the output to have the exact bytes.');
}
