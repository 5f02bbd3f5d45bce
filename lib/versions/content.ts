const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Content as it is stored: the UTF-8 bytes of the text, nothing added, nothing normalised. The text must be well-formed. */
export function encodeContent(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

/** The text whose bytes these are, a byte order mark included. */
export function decodeContent(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
