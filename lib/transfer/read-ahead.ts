/** The same items, with the next one being made while the taker is at work on this one. */
export async function* readAhead<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  const source = items[Symbol.asyncIterator]();
  const ask = () => {
    const asked = source.next();
    // A failure is thrown where the item is taken, which may be later.
    asked.catch(() => undefined);
    return asked;
  };
  try {
    let next = ask();
    for (;;) {
      const asked = await next;
      if (asked.done === true) return;
      next = ask();
      yield asked.value;
    }
  } finally {
    await source.return?.(undefined);
  }
}
