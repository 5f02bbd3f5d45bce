import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { findHeads } from '@/lib/testing/searching';

useDatabase();

let system: Actor;
let operator: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
  storeId = (await makeStore(system)).id;
});

describe('a substring', () => {
  test.each([
    ['Latin in other letters', 'The Quick brown fox', 'quiCK BR'],
    ['Chinese', '记忆存储在这里，供人检索', '存储在'],
    ['Japanese', 'ここに記憶を保存します', '憶を保'],
    ['Thai', 'สวัสดีชาวโลกทุกคน', 'ชาวโ'],
    ['Arabic', 'مرحبا بالعالم كله', 'بالعا'],
    ['emoji', 'a 🦊🐻🐼 b 👩‍👩‍👧', '🦊🐻🐼'],
    ['punctuation', 'const x = a?.[0] ?? b;', '?.['],
    ['accents, however they are written', 'cafe\u0301 cr\u00e8me', 'caf\u00e9 cre\u0300me'],
    ['wide letters', 'ＡＢＣ設定', 'abc設'],
    ['Greek with a final sigma', 'ΟΔΥΣΣΕΥΣ', 'σσευς'],
    ['white space', 'one\n\n\ttwo', 'e\n\n'],
    ['U+0000', 'before\0after', 'e\0a'],
  ])('%s is found', async (_, content, query) => {
    const memory = await makeMemory(operator, storeId, { content });
    expect(await findHeads(operator, query)).toContain(memory.id);
  });

  test('of three characters or more of any text finds it', async () => {
    const text = fc
      .string({ unit: 'binary', minLength: 3, maxLength: 60 })
      .filter((value) => value.isWellFormed());
    await fc.assert(
      fc.asyncProperty(text, fc.nat(), fc.nat(), async (content, from, length) => {
        const store = await makeStore(system);
        const memory = await makeMemory(operator, store.id, { content });
        const points = [...content];
        const start = from % (points.length - 2);
        const query = points.slice(start, start + 3 + (length % (points.length - start - 2))).join('');
        expect(await findHeads(operator, query, { memory_store_ids: [store.id] })).toEqual([memory.id]);
      }),
      { numRuns: 40 },
    );
  });
});
