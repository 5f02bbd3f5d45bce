const dayMs = 86_400_000;

/** When a key ends: never, on the day that it has already, or so many days from now. */
export type Expiry = 'never' | 'kept' | '7' | '30' | '90' | '365';

export const expiryDays = ['7', '30', '90', '365'] as const satisfies readonly Expiry[];

/** For the API: null for never, and undefined where nothing changes. */
export function toExpiresAt(expiry: Expiry, nowMs: number): string | null | undefined {
  if (expiry === 'never') return null;
  if (expiry === 'kept') return undefined;
  return new Date(nowMs + Number(expiry) * dayMs).toISOString();
}
