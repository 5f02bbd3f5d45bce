import { expect, test } from 'vitest';

import { useDatabase } from './database';
import { sweepForLeaks } from './leak-sweep';
import { asOwner } from './owner';

const context = useDatabase();
const canary = 'it"s-zq7x-Canary';

test.each([
  ['as it is', canary],
  ['in other letters', canary.toUpperCase()],
  ['in JSON', JSON.stringify({ text: canary })],
  ['in a URL', encodeURIComponent(canary)],
  ['in hexadecimal', Buffer.from(canary).toString('hex')],
  ['in base64', Buffer.from(`${canary} and more`).toString('base64')],
  ['in base64, shifted by one', Buffer.from(`.${canary} and more`).toString('base64')],
  ['in base64, shifted by two', Buffer.from(`..${canary} and more`).toString('base64')],
])('a text is found %s', async (_, spelling) => {
  const leaks = await asOwner(context, async (query) => {
    await query(
      `INSERT INTO reason_note (workspace_id, id, body, author_type, author_id) VALUES ('w', 'r', $1, 'x', 'x')`,
      [spelling],
    );
    const found = await sweepForLeaks(query, [canary]);
    await query('DELETE FROM reason_note');
    return found;
  });
  expect(leaks).toEqual(['public.reason_note.body']);
});
