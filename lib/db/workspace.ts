import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { inSpan } from '@/lib/telemetry/tracing';

import { announceCommit, isChanging, markChanging } from './commits';
import { getDatabase } from './database';
import type { Copy, Query, Statement } from './database';
import { translateFailure } from './failure';
import type { Prisma } from './generated/client';

/** A transaction of one workspace: every policy of the database sees that workspace and no other. */
export type WorkspaceTransaction = Prisma.TransactionClient;

/** What the database's functions know about an actor. */
export function describeActor(actor: Actor): string {
  return JSON.stringify({
    workspace_id: actor.workspaceId,
    type: actor.type,
    id: actor.id,
    is_agent: actor.isAgent,
    trust_tier: actor.trustTier,
    role: actor.role,
    request_id: actor.requestId,
  });
}

/** One transaction: a span of its own where traces are recorded, and its failures in our own terms. */
async function translating<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    const attributes = { 'db.system.name': 'postgresql', 'db.operation.name': name };
    return await inSpan({ name, kind: 'client', attributes, isPart: true }, work);
  } catch (error) {
    throw translateFailure(error);
  }
}

/** Everything that changes data, and reads that are not hot: Prisma in one transaction of the actor's workspace. */
export function withWorkspace<T>(actor: Actor, work: (tx: WorkspaceTransaction) => Promise<T>): Promise<T> {
  return translating('transaction', async () => {
    let changes = false;
    const result = await getDatabase().prisma.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT enter_workspace(${describeActor(actor)}::jsonb)`;
      const outcome = await work(tx);
      changes = isChanging(tx);
      return outcome;
    });
    if (changes) announceCommit(actor.workspaceId);
    return result;
  });
}

function enterAs(actor: Actor): Statement {
  return {
    text: 'SELECT enter_workspace($1::jsonb)',
    values: [describeActor(actor)],
    name: 'enter_workspace',
  };
}

/** Reads that agents wait for, straight through the driver: three round trips with one statement inside. */
export function readWorkspace<T>(actor: Actor, work: (query: Query, copy: Copy) => Promise<T>): Promise<T> {
  return translating('read', () => getDatabase().transaction(enterAs(actor), work));
}

/** Changes of many rows at a time, which Prisma would copy more than once, straight through the driver. */
export async function loadIntoWorkspace<T>(actor: Actor, work: (query: Query) => Promise<T>): Promise<T> {
  const result = await translating('load', () => getDatabase().transaction(enterAs(actor), work));
  announceCommit(actor.workspaceId);
  return result;
}

export type HotFunction = 'memory_create' | 'memory_update' | 'memory_delete';
/** Of these, what other acts are made of. */
export type WriteFunction = HotFunction | 'memory_recreate';

/** A hot write: one function of the database, one round trip, which enters the workspace by itself. */
export function callWorkspace<Result>(
  actor: Actor,
  name: HotFunction,
  parameters: Record<string, unknown>,
  content?: Uint8Array | null,
): Promise<Result> {
  const values: unknown[] = [describeActor(actor), JSON.stringify(parameters)];
  if (content !== undefined) values.push(content);
  const text = `SELECT ${name}($1::jsonb, $2::jsonb${content === undefined ? '' : ', $3::bytea'}) AS result`;
  return translating(name, async () => {
    const rows = await getDatabase().query<{ result: Result }>(text, values, `${name}/${values.length}`);
    announceCommit(actor.workspaceId);
    return rows[0]!.result;
  });
}

/** What the audit entries of one call carry beside the actor. */
export type Notes = { reasonId?: string | null; parentId?: string | null };

function describeCaller(actor: Actor, { reasonId, parentId }: Notes): string {
  return JSON.stringify({
    ...(JSON.parse(describeActor(actor)) as object),
    reason_id: reasonId ?? null,
    parent_id: parentId ?? null,
  });
}

/** A write inside a transaction that does more. */
export async function callInTransaction<Result>(
  tx: WorkspaceTransaction,
  actor: Actor,
  name: WriteFunction,
  parameters: Record<string, unknown>,
  { content, ...notes }: Notes & { content?: Uint8Array | null } = {},
): Promise<Result> {
  markChanging(tx);
  const caller = describeCaller(actor, notes);
  const rows = await tx.$queryRaw<{ result: Result }[]>`
    SELECT call_write(${name}, ${caller}::jsonb, ${JSON.stringify(parameters)}::jsonb, ${content ?? null}::bytea) AS result`;
  return rows[0]!.result;
}

/** A write of a text that a version has already: `contentOf` names it. */
export type Write = { name: WriteFunction; parameters: Record<string, unknown>; contentOf: string | null };

/** Several writes in one round trip, in order, up to and including the first that is refused: as many results as were tried. */
export async function callManyInTransaction<Result>(
  tx: WorkspaceTransaction,
  actor: Actor,
  writes: readonly Write[],
  notes: Notes,
): Promise<Result[]> {
  markChanging(tx);
  const caller = describeCaller(actor, notes);
  const list = writes.map(({ contentOf, ...write }) => ({ ...write, content_of: contentOf }));
  const rows = await tx.$queryRaw<{ results: Result[] }[]>`
    SELECT call_writes(${caller}::jsonb, ${JSON.stringify(list)}::jsonb) AS results`;
  return rows[0]!.results;
}
