import { formatInstant, parseInstant } from '@/lib/clock/instant';

const two = (part: number) => String(part).padStart(2, '0');

/** An instant as an input of date and time wants it: in the zone of whoever looks, to the second. Empty when it is none. */
export function toLocalInput(instant: string | null): string {
  const date = new Date(instant ?? '');
  if (Number.isNaN(date.getTime())) return '';
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** What was put into such an input, as an instant of the API; null while it is incomplete. */
export function fromLocalInput(value: string): string | null {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** The last instant before a given one: the state before a version that was written then. */
export function instantBefore(instant: string): string {
  const at = parseInstant(instant);
  return at === null ? instant : formatInstant(at - 1n);
}
