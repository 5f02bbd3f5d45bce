import { expect, test } from 'vitest';

import { fileNameOf, saveResponse } from './save-response';
import type { Sink } from './save-response';

function recordingSink() {
  const said: string[] = [];
  const sink: Sink = {
    write: (chunk) => Promise.resolve(void said.push(new TextDecoder().decode(chunk))),
    close: () => Promise.resolve(void said.push('[closed]')),
    abort: () => Promise.resolve(void said.push('[aborted]')),
  };
  return { said, sink };
}

function responseOf(...parts: (string | Error)[]): Response {
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const part = parts.shift();
      if (part === undefined) controller.close();
      else if (part instanceof Error) controller.error(part);
      else controller.enqueue(new TextEncoder().encode(part));
    },
  });
  return new Response(body, { headers: { 'content-disposition': 'attachment; filename="store.zip"' } });
}

test('a download is written in order, counted, and closed', async () => {
  const { said, sink } = recordingSink();
  const counted: number[] = [];
  await saveResponse(responseOf('one', 'three'), sink, (bytes) => counted.push(bytes));
  expect(said).toEqual(['one', 'three', '[closed]']);
  expect(counted).toEqual([3, 8]);
});

test('a download that breaks off leaves nothing behind', async () => {
  const { said, sink } = recordingSink();
  const broken = responseOf('one', new Error('cut off'));
  await expect(saveResponse(broken, sink, () => undefined)).rejects.toThrow('cut off');
  expect(said).toEqual(['one', '[aborted]']);
});

test('the server names the file', () => {
  expect(fileNameOf(responseOf(), 'x')).toBe('store.zip');
  expect(fileNameOf(new Response(), 'x')).toBe('x');
});
