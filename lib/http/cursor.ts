import 'server-only';

import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

import { deriveKey } from '@/lib/auth/secret';
import { invalidRequest } from '@/lib/errors/app-error';

const ivBytes = 12;
const tagBytes = 16;

let key: Buffer | undefined;

function cursorKey(): Buffer {
  key ??= deriveKey('page cursor');
  return key;
}

function bind(listing: readonly unknown[]): Buffer {
  return createHash('sha256').update(JSON.stringify(listing)).digest();
}

/**
 * An opaque page cursor. A position may be a path, and cursors travel in URLs, so it is sealed (AES-256-GCM). `listing` is what the
 * page belongs to (workspace, operation, filters): the cursor opens for that and nothing else.
 */
export function sealCursor(position: unknown, listing: readonly unknown[]): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', cursorKey(), iv).setAAD(bind(listing));
  const sealed = Buffer.concat([
    iv,
    cipher.update(JSON.stringify(position), 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return `page_${sealed.toString('base64url')}`;
}

/** The position that was sealed; throws `invalid_request` for a cursor that is damaged or belongs to another list. */
export function openCursor(cursor: string, listing: readonly unknown[]): unknown {
  const sealed = Buffer.from(cursor.replace(/^page_/, ''), 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', cursorKey(), sealed.subarray(0, ivBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(bind(listing)).setAuthTag(sealed.subarray(-tagBytes));
    const text = Buffer.concat([
      decipher.update(sealed.subarray(ivBytes, -tagBytes)),
      decipher.final(),
    ]).toString('utf8');
    return JSON.parse(text) as unknown;
  } catch {
    throw invalidRequest(
      'page: is not a cursor of this list; use next_page of a list with the same filters, or start without page',
    );
  }
}
