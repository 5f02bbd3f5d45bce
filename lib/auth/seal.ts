import 'server-only';

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ivBytes = 12;
const tagBytes = 16;

/** `context` is what the text belongs to: the seal opens for that and nothing else. */
type Sealing = { key: Buffer; context: Buffer };

/** AES-256-GCM: 12 bytes of chance, the text, 16 bytes that prove it. */
export function sealText(text: string, { key, context }: Sealing): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(context);
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** Throws when it was damaged, or sealed with another key or for something else. */
export function openSealed(sealed: Buffer, { key, context }: Sealing): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(context).setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(ivBytes, -tagBytes)), decipher.final()]).toString(
    'utf8',
  );
}
