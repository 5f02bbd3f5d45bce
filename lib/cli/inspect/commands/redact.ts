import { redactVersionOperation } from '@/lib/versions/schema';

import { matchVersion } from '../address';
import type { Command, Context } from '../command';
import { writeJson } from '../command';
import { exitCodes, usageFailure } from '../failure';
import type { ExitCode } from '../failure';
import { getLiveMemory, listHistory, locateMemory } from '../locate';
import type { Located } from '../locate';
import { describePreview, executeRedaction, previewRedaction } from '../redact-head';
import type { Chosen } from '../redact-head';
import { spansOfBytes, spansOfLines } from '../spans';
import { introduce, numberOf } from '../version-words';
import { countOf } from '../words';

export const redactCommand: Command = {
  name: 'redact',
  summary: 'make a text unreadable, in one version or everywhere in a memory; permanent',
  usage:
    'redact STORE:/PATH VERSION [--reason TEXT] [--yes] | redact STORE:/PATH --lines LINES | --bytes BYTES | --whole',
  positionals: { min: 1, max: 2 },
  options: {
    lines: { type: 'string', value: 'LINES', about: 'these lines of the head: 3, 3-5 or 3-5,9' },
    bytes: { type: 'string', value: 'BYTES', about: 'these bytes of the head: 120-145 ends before byte 145' },
    whole: { type: 'boolean', about: 'the whole text of the head' },
    reason: { type: 'string', value: 'TEXT', about: 'why, in your words; kept with the audit entry' },
    yes: { type: 'boolean', about: 'do not ask' },
  },
  examples: [
    `redact "Research notes":/research/crdts.md @2`,
    `redact Research:/people.md --lines 4 --reason "holds a phone number"`,
  ],
  details: `This is permanent. Of a version, text, path, hash and size are gone; that it existed, who wrote it and when stay.
Of the head, the chosen text becomes a mask, and every earlier version that holds the same text is blanked; all places are shown first.`,
  run: async (context) => {
    const located = await locateMemory(context.api, context.args.positionals[0] ?? '');
    return context.args.positionals[1] === undefined
      ? redactHead(context, located)
      : redactVersion(context, located, context.args.positionals[1]);
  },
};

async function redactVersion(context: Context, located: Located, wanted: string): Promise<ExitCode> {
  const { api, terminal, args, wantsJson, now } = context;
  if (args.has('whole') || args.text('lines') !== undefined || args.text('bytes') !== undefined)
    throw usageFailure('lines, bytes and whole are for the head.', 'Leave the version out.');
  const versions = await listHistory(api, located);
  const version = matchVersion(versions, wanted);
  // Said here, before anybody confirms something that the server refuses.
  if (version.id === versions[0]?.id && version.operation !== 'deleted')
    throw usageFailure(
      `${numberOf(version)} is the head, what the memory says now.`,
      'Leave the version out and name --lines, --bytes or --whole.',
    );
  const warning = `This is permanent: text, path, hash and size of ${introduce(version, now)} are gone for good, for everybody.\nThat it existed, who wrote it and when stay on record.`;
  if (!(await isConfirmed(context, warning))) return exitCodes.ok;
  const reason = args.text('reason');
  const redacted = await api.call(redactVersionOperation, {
    params: { memory_store_id: located.store.id, memory_version_id: version.id },
    body: reason === undefined ? {} : { reason },
  });
  if (wantsJson) await writeJson(terminal, [redacted]);
  else await terminal.show(`Redacted ${numberOf(version)}, permanently.\n`);
  return exitCodes.ok;
}

async function redactHead(context: Context, located: Located): Promise<ExitCode> {
  const { api, terminal, args, wantsJson } = context;
  const memory = await getLiveMemory(api, located);
  const chosen = choose(context, memory.content ?? '');
  const preview = await previewRedaction(api, memory, chosen);
  if (!(await isConfirmed(context, describePreview(preview)))) return exitCodes.ok;
  const result = await executeRedaction(api, memory, { chosen, preview, reason: args.text('reason') });
  if (wantsJson) await writeJson(terminal, [result]);
  else {
    const blanked = countOf(result.redacted_version_ids.length, 'version');
    await terminal.show(
      `Redacted permanently: the head is masked, ${blanked} blanked, and all were read back.\n`,
    );
  }
  return exitCodes.ok;
}

function choose({ args }: Context, content: string): Chosen {
  const [lines, bytes, isWhole] = [args.text('lines'), args.text('bytes'), args.has('whole')];
  const given = [lines !== undefined, bytes !== undefined, isWhole].filter(Boolean).length;
  if (given !== 1)
    throw usageFailure(
      'say what to redact.',
      'Name a VERSION, or for the head one of --lines, --bytes and --whole.',
    );
  if (isWhole) return { is_whole: true };
  return { spans: lines === undefined ? spansOfBytes(bytes ?? '') : spansOfLines(content, lines) };
}

async function isConfirmed({ terminal, args }: Context, warning: string): Promise<boolean> {
  terminal.note(warning);
  if (args.has('yes') || (await terminal.confirm('Redact it permanently?'))) return true;
  terminal.note('Nothing was changed.');
  return false;
}
