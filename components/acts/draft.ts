/** An edit that was not saved yet, and the version that it was made from. */
export type Draft = { baseVersionId: string; baseSha256: string; text: string };

/** Whose draft of which memory: the next person at this browser must not meet it. */
export type DraftOwner = { personId: string; memoryId: string };

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

function prefixOf({ personId, memoryId }: DraftOwner): string {
  return `palimpsest-draft:${personId}:${memoryId}:`;
}

function keysOf(storage: Store, owner: DraftOwner): string[] {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  return keys.filter((key) => key !== null && key.startsWith(prefixOf(owner))) as string[];
}

function parse(key: string, value: string, owner: DraftOwner): Draft {
  const separator = value.indexOf('\n');
  return {
    baseVersionId: key.slice(prefixOf(owner).length),
    baseSha256: value.slice(0, separator),
    text: value.slice(separator + 1),
  };
}

/** The draft made from the version that is the newest now; otherwise one made from an earlier version; null when there is none. */
export function findDraft(storage: Store, owner: DraftOwner, headVersionId: string): Draft | null {
  const keys = keysOf(storage, owner);
  const key = keys.find((each) => each === prefixOf(owner) + headVersionId) ?? keys[0];
  const value = key === undefined ? null : storage.getItem(key);
  return key === undefined || value === null ? null : parse(key, value, owner);
}

/** Keeps the draft for as long as the browser's tab is open. False when the browser has no room for it. */
export function keepDraft(storage: Store, owner: DraftOwner, draft: Draft): boolean {
  try {
    storage.setItem(prefixOf(owner) + draft.baseVersionId, `${draft.baseSha256}\n${draft.text}`);
    return true;
  } catch {
    return false;
  }
}

/** After saving, giving up, and redacting: what was taken out of a memory must not live on in a draft. */
export function dropDrafts(storage: Store, owner: DraftOwner): void {
  for (const key of keysOf(storage, owner)) storage.removeItem(key);
}
