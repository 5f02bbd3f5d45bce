import { VisibleText } from '@/components/text/visible-text';
import { formatCount } from '@/components/ui/bytes';

/** A stretch that needed no choice, folded. */
export function MergedLines({ text }: { text: string }) {
  const count = text.replace(/\n$/, '').split('\n').length;
  return (
    <details className="rounded-control border border-line">
      <summary className="min-h-8 px-3 py-1 text-soft">
        {formatCount(count)} {count === 1 ? 'line' : 'lines'} without a conflict
      </summary>
      <pre className="max-h-[40dvh] overflow-y-auto px-3 pb-2 font-mono text-small [overflow-wrap:anywhere] whitespace-pre-wrap">
        <VisibleText text={text} />
      </pre>
    </details>
  );
}
