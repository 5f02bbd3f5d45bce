import { createHash, randomBytes } from 'node:crypto';

const sentence = 'Der Kunde möchte am Donnerstag zurückgerufen werden – nicht früher. 顧客は木曜日を希望. ';

/** A text of exactly so many bytes of UTF-8, some of them in characters of several bytes; begins with `mark`. */
export function textOfBytes(sizeBytes: number, mark: string): string {
  const long = mark + sentence.repeat(Math.ceil(sizeBytes / sentence.length));
  let text = '';
  let size = 0;
  for (const character of long) {
    size += Buffer.byteLength(character);
    if (size > sizeBytes) break;
    text += character;
  }
  return text + 'x'.repeat(sizeBytes - Buffer.byteLength(text));
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

export function unique(prefix: string): string {
  return `${prefix}-${randomBytes(6).toString('hex')}`;
}
