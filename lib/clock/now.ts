import 'server-only';

/** This machine's clock in milliseconds: for saying how long ago something was, never for recording when. */
export function readClockMs(): number {
  return Date.now();
}
