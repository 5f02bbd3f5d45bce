import fc from 'fast-check';
import { expect, test } from 'vitest';

import { createEventReader, encodeEvent, encodeHeartbeat } from './event-text';
import type { ServerEvent } from './event-text';

const oneLine = fc.string().map((text) => text.replaceAll(/[\r\n]/g, ''));
const event = fc.record({ id: oneLine, name: oneLine, data: oneLine });

function cut(text: string, places: readonly number[]): string[] {
  const marks = [
    0,
    ...places.map((place) => place % (text.length + 1)).toSorted((a, b) => a - b),
    text.length,
  ];
  return marks.slice(1).map((end, index) => text.slice(marks[index], end));
}

test('what is written is read, wherever the text is cut', () => {
  fc.assert(
    fc.property(fc.array(event), fc.array(fc.nat()), (events, places) => {
      const read: ServerEvent[] = [];
      const push = createEventReader((each) => read.push(each));
      for (const piece of cut(events.map(encodeEvent).join(''), places)) push(piece);
      expect(read).toEqual(events);
    }),
  );
});

test('a heartbeat moves the cursor and tells nothing', () => {
  const read: ServerEvent[] = [];
  createEventReader((each) => read.push(each))(encodeHeartbeat('page_x'));
  expect(read).toEqual([{ id: 'page_x', name: 'message', data: '' }]);
});
