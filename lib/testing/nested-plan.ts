import pg from 'pg';

import { getDatabase, setDatabase } from '@/lib/db/database';
import type { Query } from '@/lib/db/database';

type Statement = { text: string; values: readonly unknown[] };

/** The statements that a read sends inside its transaction. */
async function record(
  read: () => Promise<unknown>,
): Promise<{ first: Statement[]; statements: Statement[] }> {
  const database = getDatabase();
  const first: Statement[] = [];
  const statements: Statement[] = [];
  const recording =
    (query: Query): Query =>
    (text, values = [], name) => {
      statements.push({ text, values });
      return query(text, values, name);
    };
  setDatabase({
    ...database,
    transaction: (opening, work) => {
      first.push(opening);
      return database.transaction(opening, (query, copy) => work(recording(query), copy));
    },
  });
  await read().finally(() => setDatabase(database));
  return { first: first.slice(-1), statements };
}

/**
 * The plans of what a function does inside, as it ran under the application's role: of those of the read's statements that match. Needs
 * PostgreSQL with its module auto_explain, and a superuser's URL to load it.
 */
export async function explainNested(
  adminUrl: string,
  matching: RegExp,
  read: () => Promise<unknown>,
): Promise<string> {
  const recorded = await record(read);
  const statements = recorded.statements.filter(({ text }) => matching.test(text));
  const client = new pg.Client({ connectionString: adminUrl });
  const plans: string[] = [];
  client.on('notice', ({ message }) => plans.push(message ?? ''));
  await client.connect();
  await client.query(`LOAD 'auto_explain'`);
  // Entering the workspace is explained to nobody.
  await client.query('BEGIN');
  for (const { text, values } of recorded.first) await client.query(text, [...values]);
  for (const setting of [
    'log_min_duration = 0',
    'log_nested_statements = on',
    'log_analyze = on',
    'log_timing = off',
    'log_level = notice',
  ]) {
    await client.query(`SET auto_explain.${setting}`);
  }
  await client.query('SET ROLE palimpsest_app');
  for (const { text, values } of statements) await client.query(text, [...values]);
  // A statement is explained when its portal is closed, and the last one's is open until here.
  await client.query('COMMIT');
  await client.end();
  return plans.join('\n\n');
}
