import { cutAtMarks } from './marks';
import type { Mark } from './marks';
import { VisibleText } from './visible-text';

type MarkedTextProps = { text: string; marks: readonly Mark[] };

/** Text of an agent with what was found in it marked. */
export function MarkedText({ text, marks }: MarkedTextProps) {
  return cutAtMarks(text, marks).map(({ start, text: part, isFound }) =>
    isFound ? (
      <mark key={start} className="rounded-[2px] bg-accent-soft font-medium text-accent">
        <VisibleText text={part} />
      </mark>
    ) : (
      <VisibleText key={start} text={part} />
    ),
  );
}
