import 'server-only';

import { sealPosition } from './internal';

/** The cursor from which a page follows that read everything after the given snapshot of the database. */
export function getCursorAt(workspaceId: string, snapshot: string): string {
  return sealPosition(workspaceId, { seen: snapshot });
}
