import 'server-only';

import { findDatabase } from './database';

/** Whether the process can serve: its database is open, migrated and takes writes. */
export async function isReady(): Promise<{ ready: boolean; reason?: string }> {
  const database = findDatabase();
  if (!database) return { ready: false, reason: 'the database is not open yet' };
  try {
    await database.query('SELECT pg_current_xact_id()');
    return { ready: true };
  } catch {
    return { ready: false, reason: 'the database cannot be written to right now' };
  }
}
