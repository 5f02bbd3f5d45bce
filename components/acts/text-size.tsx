import { formatCount } from '@/components/ui/bytes';
import { classNames } from '@/components/ui/class-names';
import { maxContentBytes, sizeOfContent } from '@/lib/memories/content-size';

/** How much of the room for one memory a text takes. */
export function TextSize({ text }: { text: string }) {
  const size = sizeOfContent(text);
  const excess = size - maxContentBytes;
  return (
    <output className={classNames('text-small', excess > 0 ? 'text-danger' : 'text-soft')}>
      {formatCount(size)} of {formatCount(maxContentBytes)} bytes
      {excess > 0 && `: ${formatCount(excess)} too many`}
    </output>
  );
}

export function isTooLong(text: string): boolean {
  return sizeOfContent(text) > maxContentBytes;
}
