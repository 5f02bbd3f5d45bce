import { randomFillSync } from 'node:crypto';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BASE = 58n;
const LENGTH = 22;
const RANDOM_BYTES = 10;

const random = Buffer.alloc(RANDOM_BYTES);

/** Returns `req_01` and 22 base58 characters of 48 bits of milliseconds followed by 80 random bits. */
export function createRequestId() {
  randomFillSync(random);
  let value = (BigInt(Date.now()) << 80n) | BigInt(`0x${random.toString('hex')}`);
  let text = '';
  for (let i = 0; i < LENGTH; i += 1) {
    text = ALPHABET.charAt(Number(value % BASE)) + text;
    value /= BASE;
  }
  return `req_01${text}`;
}
