import 'server-only';

import { createHash } from 'node:crypto';

import { openSealed, sealText } from '@/lib/auth/seal';
import { deriveKey } from '@/lib/auth/secret';
import { invalidRequest } from '@/lib/errors/app-error';

let key: Buffer | undefined;

function cursorKey(): Buffer {
  key ??= deriveKey('page cursor');
  return key;
}

function bind(listing: readonly unknown[]) {
  return { key: cursorKey(), context: createHash('sha256').update(JSON.stringify(listing)).digest() };
}

/**
 * An opaque page cursor. A position may be a path, and cursors travel in URLs, so it is sealed (AES-256-GCM). `listing` is what the
 * page belongs to (workspace, operation, filters): the cursor opens for that and nothing else.
 */
export function sealCursor(position: unknown, listing: readonly unknown[]): string {
  return `page_${sealText(JSON.stringify(position), bind(listing)).toString('base64url')}`;
}

/** The position that was sealed; throws `invalid_request` for a cursor that is damaged or belongs to another list. */
export function openCursor(cursor: string, listing: readonly unknown[]): unknown {
  const sealed = Buffer.from(cursor.replace(/^page_/, ''), 'base64url');
  try {
    return JSON.parse(openSealed(sealed, bind(listing))) as unknown;
  } catch {
    throw invalidRequest(
      'page: is not a cursor of this list; use next_page of a list with the same filters, or start without page',
    );
  }
}
