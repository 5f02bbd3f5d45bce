import 'server-only';

/** Fixed, so that equal histories make equal bytes: no time, no name, no operating system. */
export const gzipHeader = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);

/** An empty gzip member that carries 32 bytes in its extra field; any gunzip skips it. */
const sealHead = Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, 36, 0, 0x50, 0x61, 32, 0]);
const sealTail = Buffer.from([3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
const digestBytes = 32;
export const sealBytes = sealHead.length + digestBytes + sealTail.length;

/**
 * The last bytes of an archive: the SHA-256 of every compressed byte before them. The checksum inside gzip (RFC 1952) leaves out its own
 * header and the padding of its last block, and a cut between two members goes unnoticed; this leaves out nothing.
 */
export function makeSeal(digest: Uint8Array): Buffer {
  return Buffer.concat([sealHead, digest, sealTail]);
}

/** The digest in a seal; null when these bytes are none. */
export function readSeal(seal: Buffer): Buffer | null {
  const digest = seal.subarray(sealHead.length, sealHead.length + digestBytes);
  return seal.length === sealBytes && makeSeal(digest).equals(seal) ? digest : null;
}
