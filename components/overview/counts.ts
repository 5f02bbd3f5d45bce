import { formatCount } from '@/components/ui/bytes';
import type { BoundedCount } from '@/lib/overview/schema';

/** "10,000+" where nobody counted on. */
export function formatBounded({ count, is_exact: isExact }: BoundedCount): string {
  return formatCount(count) + (isExact ? '' : '+');
}

export function describeCount(counted: BoundedCount, word: string): string {
  return `${formatBounded(counted)} ${word}`;
}
