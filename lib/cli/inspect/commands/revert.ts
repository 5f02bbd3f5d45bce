import { executeRevertOperation, listRevertItemsOperation, planRevertOperation } from '@/lib/reverts/schema';
import type { RevertResource, SubjectType } from '@/lib/reverts/schema';
import { listSessionsOperation } from '@/lib/sessions/schema';

import { matchId } from '../address';
import type { Api } from '../api';
import type { Command, Context } from '../command';
import { collect, writeJson } from '../command';
import { exitCodes } from '../failure';
import type { ExitCode } from '../failure';
import { readInstant } from '../instants';
import { countActs, describeOutcome, renderPlan } from '../revert-view';

export const revertCommand: Command = {
  name: 'revert',
  summary: 'undo everything that a session wrote, or an API key, or an earlier revert',
  usage: 'revert ID [--from TIME] [--to TIME] [--dry-run] [--reason TEXT] [--yes]',
  positionals: { min: 1, max: 1 },
  options: {
    from: { type: 'string', value: 'TIME', about: 'only what was written since' },
    to: { type: 'string', value: 'TIME', about: 'only what was written until then' },
    'dry-run': { type: 'boolean', about: 'show what would be done, and do nothing' },
    reason: { type: 'string', value: 'TEXT', about: 'why, in your words; kept with the audit entry' },
    yes: { type: 'boolean', about: 'do not ask' },
  },
  examples: [
    'revert …R4Zk --dry-run',
    'revert sesn_01… --from 6h --reason "it hallucinated"',
    'revert rvrt_01…',
  ],
  details:
    'A session may be named by the end of its id, as "palimpsest log" shows it. What somebody else wrote since stays. Every change is a new version, and a revert can itself be reverted.',
  run: async (context) => {
    const { api, terminal, args, wantsJson } = context;
    const plan = await makePlan(context);
    const items = await collect(api.list(listRevertItemsOperation, { params: { revert_id: plan.id } }));
    const isOver = args.has('dry-run') || countActs(plan) === 0;
    if (isOver && wantsJson) await writeJson(terminal, [plan]);
    else if (isOver) await terminal.show(renderPlan(plan, items, terminal.paint));
    if (isOver) return exitCodes.ok;
    terminal.note(renderPlan(plan, items, terminal.paint));
    if (args.has('yes') || (await terminal.confirm('Revert it?'))) return execute(context, plan);
    terminal.note('Nothing was changed.');
    return exitCodes.ok;
  },
};

async function makePlan({ api, args, now }: Context): Promise<RevertResource> {
  const subject = await locateSubject(api, args.positionals[0] ?? '');
  const [from, to] = [args.text('from'), args.text('to')];
  const window = {
    ...(from !== undefined && { gte: readInstant(from, now) }),
    ...(to !== undefined && { lte: readInstant(to, now) }),
  };
  const body = Object.keys(window).length === 0 ? { subject } : { subject, created_at: window };
  return api.call(planRevertOperation, { body });
}

const prefixes: [string, SubjectType][] = [
  ['sesn_', 'session'],
  ['apikey_', 'api_key'],
  ['rvrt_', 'revert'],
];

async function locateSubject(api: Api, wanted: string): Promise<{ type: SubjectType; id: string }> {
  const known = prefixes.find(([prefix]) => wanted.startsWith(prefix));
  if (known) return { type: known[1], id: wanted };
  const sessions = await collect(api.list(listSessionsOperation, { query: { include_archived: 'true' } }));
  return { type: 'session', id: matchId(sessions, wanted, 'session').id };
}

async function execute({ api, terminal, args, wantsJson }: Context, plan: RevertResource): Promise<ExitCode> {
  const reason = args.text('reason');
  const done = await api.call(executeRevertOperation, {
    params: { revert_id: plan.id },
    body: { preview_hash: plan.preview_hash, ...(reason !== undefined && { reason }) },
  });
  if (wantsJson) await writeJson(terminal, [done]);
  else await terminal.show(describeOutcome(done));
  const isWhole = done.status === 'done' && done.counts.outcome.failed === 0;
  return isWhole ? exitCodes.ok : exitCodes.conflict;
}
