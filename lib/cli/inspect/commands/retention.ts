import {
  retrieveRetentionPolicyOperation,
  retrieveStoreRetentionPolicyOperation,
  startRetentionRunOperation,
} from '@/lib/retention/schema';
import type { RetentionPolicyResource, RetentionPreviewResource } from '@/lib/retention/schema';

import type { Api } from '../api';
import type { Command } from '../command';
import { writeJson } from '../command';
import { exitCodes } from '../failure';
import { locateStore } from '../locate';
import { toPrintable } from '../printable';
import { countOf } from '../words';

export const retentionCommand: Command = {
  name: 'retention',
  summary: 'how long history is kept, and what a run would remove now',
  usage: 'retention [STORE] [--dry-run]',
  positionals: { min: 0, max: 1 },
  options: { 'dry-run': { type: 'boolean', about: 'count what would go, and remove nothing' } },
  examples: ['retention', 'retention Research --dry-run', 'retention --dry-run --json'],
  details: 'Nothing is removed by this command. A dry run needs a key with the scope admin.',
  run: async ({ api, terminal, args, wantsJson }) => {
    const wanted = args.positionals[0];
    const store = wanted === undefined ? null : await locateStore(api, wanted);
    const policy = await retrievePolicy(api, store?.id);
    const preview = args.has('dry-run') ? await dryRun(api, store?.id) : null;
    if (wantsJson) await writeJson(terminal, preview ? [policy, preview] : [policy]);
    else {
      const where = store ? `"${toPrintable(store.name)}"` : 'The workspace';
      const lines = [`${where} ${describePolicy(policy)}`, ...(preview ? [describePreview(preview)] : [])];
      await terminal.show(`${lines.join('\n')}\n`);
    }
    return exitCodes.ok;
  },
};

function retrievePolicy(api: Api, storeId: string | undefined): Promise<RetentionPolicyResource> {
  if (storeId === undefined) return api.call(retrieveRetentionPolicyOperation, {});
  return api.call(retrieveStoreRetentionPolicyOperation, { params: { memory_store_id: storeId } });
}

async function dryRun(api: Api, storeId: string | undefined): Promise<RetentionPreviewResource> {
  const body = { dry_run: true, limit: 1000, ...(storeId !== undefined && { memory_store_id: storeId }) };
  const preview = await api.call(startRetentionRunOperation, { body });
  if (preview.type === 'retention_preview') return preview;
  throw new Error('The server answered a dry run with a run.');
}

function describePolicy({
  is_inherited: isInherited,
  old_versions: versions,
  deleted_memories: deleted,
}: RetentionPolicyResource): string {
  const rules = [
    versions &&
      `removes versions older than ${countOf(versions.after_days, 'day')}, except the newest ${versions.keep_newest} of a memory`,
    deleted &&
      `removes memories with their history ${countOf(deleted.after_days, 'day')} after they were deleted`,
  ].filter((rule) => rule !== null);
  const whose = isInherited ? ', as the workspace says' : '';
  return rules.length === 0 ? `keeps everything${whose}.` : `${rules.join(', and ')}${whose}.`;
}

function describePreview({ counts }: RetentionPreviewResource): string {
  if (counts.memory_versions === 0) return 'A run now would remove nothing.';
  const memories =
    counts.memories === 0
      ? ''
      : `, with them ${countOf(counts.memories, 'deleted memory', 'deleted memories')}`;
  return `A run now would remove ${countOf(counts.memory_versions, 'version')}${memories}.`;
}
