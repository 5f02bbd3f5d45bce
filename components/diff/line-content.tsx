import { VisibleText } from '@/components/text/visible-text';
import { classNames } from '@/components/ui/class-names';
import type { LinePart } from '@/lib/history/word-lines';

const lineEnd = /\r?\n$|\r$/;

type LineContentProps = {
  text: string;
  parts: readonly LinePart[] | undefined;
  side: 'before' | 'after';
  isChanged: boolean;
};

/** The text of a line, with the words that differ marked, and with what a line end would hide said in words. */
export function LineContent({ text, parts, side, isChanged }: LineContentProps) {
  const mark = side === 'before' ? 'bg-removed/15 text-removed' : 'bg-added/15 text-added';
  const hasEnd = text.endsWith('\n') || text.endsWith('\r');
  return (
    <>
      {parts ? (
        parts.map((part, index) => (
          <span key={index} className={classNames(part.isChanged && `rounded-[2px] font-semibold ${mark}`)}>
            <VisibleText text={part.text.replace(lineEnd, '')} />
          </span>
        ))
      ) : (
        <VisibleText text={text.replace(lineEnd, '')} />
      )}
      {isChanged && text.endsWith('\r\n') && <EndMark shown="CR" means="ends with a carriage return" />}
      {isChanged && !hasEnd && <EndMark shown="no line end" means="the text ends without a line end" />}
    </>
  );
}

function EndMark({ shown, means }: { shown: string; means: string }) {
  return (
    <abbr
      title={means}
      className="ml-1 rounded-control bg-changed-soft px-1 text-changed no-underline select-none"
    >
      {shown}
    </abbr>
  );
}
