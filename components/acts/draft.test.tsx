import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';

import { dropDrafts, findDraft, keepDraft } from './draft';

class MemoryStorage {
  private readonly values = new Map<string, string>();
  readonly room: number;

  constructor(room = Number.POSITIVE_INFINITY) {
    this.room = room;
  }
  get length() {
    return this.values.size;
  }
  key(index: number) {
    return [...this.values.keys()][index] ?? null;
  }
  getItem(key: string) {
    return this.values.get(key) ?? null;
  }
  setItem(key: string, value: string) {
    if (value.length > this.room) throw new Error('no room');
    this.values.set(key, value);
  }
  removeItem(key: string) {
    this.values.delete(key);
  }
}

const owner = { personId: 'user_1', memoryId: 'mem_1' };
const draft = { baseVersionId: 'memver_1', baseSha256: 'abc', text: 'one\ntwo' };

describe('drafts', () => {
  let storage: MemoryStorage;
  beforeEach(() => {
    storage = new MemoryStorage();
  });

  test('come back as they were, whatever their text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        keepDraft(storage, owner, { ...draft, text });
        return findDraft(storage, owner, 'memver_1')?.text === text;
      }),
    );
  });

  test('made from an earlier version are found too, and one from the newest before them', () => {
    keepDraft(storage, owner, draft);
    expect(findDraft(storage, owner, 'memver_2')).toEqual(draft);
    keepDraft(storage, owner, { ...draft, baseVersionId: 'memver_2' });
    expect(findDraft(storage, owner, 'memver_2')?.baseVersionId).toBe('memver_2');
  });

  test("are nobody else's, and no other memory's", () => {
    keepDraft(storage, owner, draft);
    expect(findDraft(storage, { ...owner, personId: 'user_2' }, 'memver_1')).toBeNull();
    expect(findDraft(storage, { ...owner, memoryId: 'mem_2' }, 'memver_1')).toBeNull();
  });

  test('are all dropped together', () => {
    keepDraft(storage, owner, draft);
    keepDraft(storage, owner, { ...draft, baseVersionId: 'memver_2' });
    dropDrafts(storage, owner);
    expect(findDraft(storage, owner, 'memver_1')).toBeNull();
  });

  test('that do not fit say so', () => {
    expect(keepDraft(new MemoryStorage(5), owner, draft)).toBe(false);
  });
});
