import { expect, test } from 'vitest';

import { createRequestId } from './request-id.mjs';

test('request ids are unique and sort by the millisecond they were made in', async () => {
  const ids: string[] = [];
  for (let i = 0; i < 20; i += 1) {
    ids.push(createRequestId());
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(ids);
  expect(ids.every((id) => /^req_01[1-9A-HJ-NP-Za-km-z]{22}$/.test(id))).toBe(true);
});
