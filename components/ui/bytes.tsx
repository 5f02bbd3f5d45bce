const numbers = new Intl.NumberFormat('en');
const signed = new Intl.NumberFormat('en', { signDisplay: 'exceptZero' });
const short = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const units = ['kB', 'MB', 'GB', 'TB'];

/** Bytes as people read them: exact up to 10,000, then in decimal units of three digits. */
export function formatBytes(bytes: number): string {
  if (bytes < 10_000) return `${numbers.format(bytes)} B`;
  let value = bytes;
  let unit = -1;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${short.format(value)} ${units[unit]}`;
}

export function formatCount(count: number): string {
  return numbers.format(count);
}

export function formatDelta(bytes: number): string {
  return signed.format(bytes).replace('-', '−');
}

export function Bytes({ value, className }: { value: number; className?: string }) {
  return (
    <span title={`${numbers.format(value)} bytes`} className={className}>
      {formatBytes(value)}
    </span>
  );
}
