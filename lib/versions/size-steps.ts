/** What a chart of sizes needs of one version. `bytes` is null when nobody can know it any more. */
export type SizePoint = { id: string; number: number; bytes: number | null; isDeleted: boolean };

/** `lostShare`: how much of the text before went in this one write, when that was much; else null. */
export type SizeStep = SizePoint & { lostShare: number | null };

/** From here on a loss is a cliff: more than an edit that tidies up takes away. */
const cliffShare = 0.4;

/** Marks the cliffs. A size that is not known is passed over: what stood before it is compared with what came after. */
export function markCliffs(points: readonly SizePoint[]): SizeStep[] {
  let before: number | null = null;
  return points.map((point) => {
    const lost: number = before && point.bytes !== null ? 1 - point.bytes / before : 0;
    if (point.bytes !== null) before = point.isDeleted ? null : point.bytes;
    return { ...point, lostShare: lost >= cliffShare && !point.isDeleted ? lost : null };
  });
}
