import { createReadStream } from 'node:fs';

import { actionNames, exportAuditEntriesOperation, listAuditEntriesOperation } from '@/lib/audit/schema';
import type { AuditEntryResource } from '@/lib/audit/schema';
import { describeEntry, nameThing } from '@/lib/audit/sentences';

import type { Query } from '../api';
import { verifyAuditFile } from '../audit-file';
import type { Command, Context } from '../command';
import { collect, writeJson } from '../command';
import { assertFree, keepDownload } from '../download-file';
import { exitCodes, usageFailure } from '../failure';
import type { ExitCode } from '../failure';
import { readInstant, showInstant } from '../instants';
import { locateStore } from '../locate';
import { toPrintable } from '../printable';
import { renderTable } from '../table';
import { countOf, describeActor, shortId } from '../words';

const shownByDefault = 50;

export const auditCommand: Command = {
  name: 'audit',
  summary: 'who did what: list the audit trail, export it, or check an exported file',
  usage: 'audit [FILTERS] [--limit N] | audit --export [FILTERS] [--out FILE] | audit --verify FILE',
  positionals: { min: 0, max: 0 },
  options: {
    action: { type: 'string', value: 'ACTION', about: 'only this action, such as memory_version.redacted' },
    actor: { type: 'string', value: 'ID', about: 'only what this person, key or session did' },
    target: { type: 'string', value: 'ID', about: 'only what was done to this' },
    session: { type: 'string', value: 'ID', about: 'what this session did, and what was done to it' },
    store: { type: 'string', value: 'STORE', about: 'only in this store' },
    since: { type: 'string', value: 'TIME', about: 'from then on: 2026-11-20, 6h, 3d' },
    until: { type: 'string', value: 'TIME', about: 'up to then' },
    limit: {
      type: 'string',
      value: 'N',
      about: `how many are listed, newest first; ${shownByDefault} unless said`,
    },
    export: { type: 'boolean', about: 'all of them as canonical NDJSON that ends with its own hash' },
    out: { type: 'string', value: 'FILE', about: 'where to write the export' },
    verify: {
      type: 'string',
      value: 'FILE',
      about: 'whether an export is whole and unchanged; asks no server',
    },
  },
  examples: [
    'audit --action memory_version.redacted --since 7d',
    'audit --store Research --json',
    'audit --export --out trail.ndjson',
    'audit --verify trail.ndjson',
  ],
  details:
    'Needs a key with the scope audit:read. Entries hold ids, counts and codes, never a text, a path or a name. That the trail was exported becomes an entry too. --verify exits with 1 when the file was cut or changed.',
  isLocal: (args) => args.text('verify') !== undefined,
  run: async (context) => {
    const file = context.args.text('verify');
    if (file !== undefined) return verifyFile(context, file);
    const query = await readFilters(context);
    return context.args.has('export') ? exportTrail(context, query) : listTrail(context, query);
  },
};

async function readFilters({ api, args, now }: Context): Promise<Query> {
  const action = args.text('action');
  if (action !== undefined && !actionNames.some((name) => name === action))
    throw usageFailure(`there is no action "${action}".`, `Actions are ${actionNames.join(', ')}.`);
  const store = args.text('store');
  const [since, until] = [args.text('since'), args.text('until')];
  return {
    action,
    actor_id: args.text('actor'),
    target_id: args.text('target'),
    session_id: args.text('session'),
    memory_store_id: store === undefined ? undefined : (await locateStore(api, store)).id,
    'created_at[gte]': since === undefined ? undefined : readInstant(since, now),
    'created_at[lte]': until === undefined ? undefined : readInstant(until, now),
  };
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return shownByDefault;
  if (!/^[1-9]\d{0,6}$/.test(text)) throw usageFailure(`"${text}" is no number of entries.`);
  return Number(text);
}

async function* takeFirst<Item>(items: AsyncIterable<Item>, count: number): AsyncGenerator<Item> {
  let taken = 0;
  for await (const item of items) {
    yield item;
    taken += 1;
    if (taken === count) return;
  }
}

async function listTrail({ api, terminal, args, wantsJson }: Context, query: Query): Promise<ExitCode> {
  const entries = takeFirst(api.list(listAuditEntriesOperation, { query }), readLimit(args.text('limit')));
  if (wantsJson) {
    await writeJson(terminal, entries);
    return exitCodes.ok;
  }
  const rows = (await collect(entries)).map((entry) => [
    showInstant(entry.recorded_at),
    describeActor(entry.actor),
    tell(entry),
    shortId(entry.id),
  ]);
  if (rows.length === 0) await terminal.show('No entry fits.\n');
  else {
    const columns = ['WHEN', 'WHO', 'DID', 'ENTRY'].map((title) => ({ title }));
    await terminal.show(`${renderTable(columns, rows, terminal.paint)}\n`);
  }
  return exitCodes.ok;
}

function tell(entry: AuditEntryResource): string {
  const pieces = describeEntry(entry);
  return toPrintable(pieces.map((piece) => (typeof piece === 'string' ? piece : nameThing(piece))).join(''));
}

async function exportTrail({ api, terminal, args }: Context, query: Query): Promise<ExitCode> {
  const out = args.text('out');
  if (out !== undefined) assertFree(out);
  const response = await api.download(exportAuditEntriesOperation, { query });
  await keepDownload(response, { terminal, out });
  return exitCodes.ok;
}

async function verifyFile({ terminal, wantsJson }: Context, file: string): Promise<ExitCode> {
  const verdict = await verifyAuditFile(createReadStream(file)).catch((error: unknown) => {
    throw usageFailure(`${file} could not be read (${error instanceof Error ? error.message : 'unknown'}).`);
  });
  if (wantsJson) await writeJson(terminal, [verdict]);
  else if (verdict.isWhole)
    await terminal.show(
      `Whole and unchanged: ${countOf(verdict.entryCount, 'entry', 'entries')} up to ${showInstant(verdict.asOf)}, SHA-256 ${verdict.sha256}.\n`,
    );
  else await terminal.show(`NOT WHOLE, line ${verdict.lineNumber}: ${verdict.fault}.\n`);
  return verdict.isWhole ? exitCodes.ok : exitCodes.checkFailed;
}
