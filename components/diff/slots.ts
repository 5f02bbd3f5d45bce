/**
 * Gives each shown piece a slot and lets the slots of pieces that left be used again. A viewer brings a style sheet with it, so that there
 * should be as many viewers as are ever in sight together, not as many as were ever seen.
 */
export function assignSlots(
  shown: readonly number[],
  before: ReadonlyMap<number, number>,
): Map<number, number> {
  const kept = shown.filter((piece) => before.has(piece));
  const slots = new Map(kept.map((piece) => [piece, before.get(piece) ?? 0]));
  const taken = new Set(slots.values());
  let next = 0;
  for (const piece of shown) {
    if (slots.has(piece)) continue;
    while (taken.has(next)) next += 1;
    taken.add(next);
    slots.set(piece, next);
  }
  return slots;
}
