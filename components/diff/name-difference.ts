/** What the region of a difference is called. Of several on a page each needs a name of its own. */
export function nameDifference(of: string | undefined): string {
  return of === undefined ? 'Difference' : `Difference of ${of}`;
}
