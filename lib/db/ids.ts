import 'server-only';

import { randomFillSync } from 'node:crypto';

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

export type IdPrefix =
  | 'wrkspc'
  | 'user'
  | 'apikey'
  | 'svac'
  | 'memstore'
  | 'mem'
  | 'memver'
  | 'sesn'
  | 'audit'
  | 'reason'
  | 'req';

const randomPart = Buffer.alloc(10);

/** Prefix + `01` + 22 base58 characters of a 128-bit value: 48 bits of milliseconds, then 80 random bits. Sorts by time. */
export function newId(prefix: IdPrefix): string {
  randomFillSync(randomPart);
  let value = (BigInt(Date.now()) << 80n) | BigInt(`0x${randomPart.toString('hex')}`);
  let text = '';
  for (let digit = 0; digit < 22; digit += 1) {
    text = alphabet[Number(value % 58n)] + text;
    value /= 58n;
  }
  return `${prefix}_01${text}`;
}
