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
const idDigits = 22;
/** So many digits at a time are an exact number, which is divided many times faster than a large one. */
const exactDigitCount = 9;
const exactDigits = 58n ** BigInt(exactDigitCount);

function format(prefix: IdPrefix, atMs: number, random: Uint8Array): string {
  let value = (BigInt(atMs) << 80n) | BigInt(`0x${Buffer.from(random).toString('hex')}`);
  let text = '';
  while (text.length < idDigits) {
    let rest = Number(value % exactDigits);
    value /= exactDigits;
    for (let digit = 0; digit < exactDigitCount && text.length < idDigits; digit += 1) {
      text = alphabet[rest % 58] + text;
      rest = Math.floor(rest / 58);
    }
  }
  return `${prefix}_01${text}`;
}

/** Prefix + `01` + 22 base58 characters of a 128-bit value: 48 bits of milliseconds, then 80 random bits. Sorts by time. */
export function newId(prefix: IdPrefix): string {
  randomFillSync(randomPart);
  return format(prefix, Date.now(), randomPart);
}

/**
 * The same id for the same seed at the same millisecond: what is done again makes nothing twice, and references can be told ahead. With
 * an order (32 bits), those of one millisecond sort by it: what is written in that order is written at the end of each index.
 */
export function deriveId(
  prefix: IdPrefix,
  { atMs, seed, order }: { atMs: number; seed: string; order?: number },
): string {
  const derived = createHash('sha256').update(seed).digest().subarray(0, randomPart.length);
  if (order !== undefined) derived.writeUInt32BE(order);
  return format(prefix, atMs, derived);
}
