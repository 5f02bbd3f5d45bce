import 'server-only';

import { createHash, randomFillSync } from 'node:crypto';

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
  | 'rvrt'
  | 'imp'
  | 'retn'
  | 'whook'
  | 'whdl'
  | 'inv'
  | 'pwrs'
  | 'req';

const randomPart = Buffer.alloc(10);

function format(prefix: IdPrefix, atMs: number, random: Uint8Array): string {
  let value = (BigInt(atMs) << 80n) | BigInt(`0x${Buffer.from(random).toString('hex')}`);
  let text = '';
  for (let digit = 0; digit < 22; digit += 1) {
    text = alphabet[Number(value % 58n)] + text;
    value /= 58n;
  }
  return `${prefix}_01${text}`;
}

/** Prefix + `01` + 22 base58 characters of a 128-bit value: 48 bits of milliseconds, then 80 random bits. Sorts by time. */
export function newId(prefix: IdPrefix): string {
  randomFillSync(randomPart);
  return format(prefix, Date.now(), randomPart);
}

/** The same id for the same seed at the same millisecond: what is done again makes nothing twice, and references can be told ahead. */
export function deriveId(prefix: IdPrefix, { atMs, seed }: { atMs: number; seed: string }): string {
  return format(prefix, atMs, createHash('sha256').update(seed).digest().subarray(0, randomPart.length));
}
