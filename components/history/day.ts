const dayWords = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;

/** Without a zone it is that of whoever looks. */
export type Zone = { timeZone?: string };

/** The day of an instant, as a heading. */
export function describeDay(instant: string, zone: Zone): string {
  return new Date(instant).toLocaleDateString('en', { ...dayWords, ...zone });
}
