export type Inbox<Item> = {
  /** False when there is no room: the reader is too slow, and the inbox closes. */
  put: (item: Item, sizeBytes: number) => boolean;
  /** The oldest item, as soon as there is one; null once the inbox is closed. For one reader at a time. */
  take: () => Promise<Item | null>;
  close: () => void;
};

/** What waits for a reader, up to a limit. What still waits when it closes is not delivered. */
export function makeInbox<Item>(limitBytes: number): Inbox<Item> {
  const items: { item: Item; sizeBytes: number }[] = [];
  let heldBytes = 0;
  let isClosed = false;
  let wake = () => undefined as void;

  function close() {
    isClosed = true;
    items.length = 0;
    wake();
  }

  return {
    close,
    put: (item, sizeBytes) => {
      if (isClosed) return true;
      heldBytes += sizeBytes;
      if (heldBytes > limitBytes) {
        close();
        return false;
      }
      items.push({ item, sizeBytes });
      wake();
      return true;
    },
    take: async () => {
      if (items.length === 0 && !isClosed) await new Promise<void>((resolve) => (wake = resolve));
      const next = items.shift();
      if (!next) return null;
      heldBytes -= next.sizeBytes;
      return next.item;
    },
  };
}
