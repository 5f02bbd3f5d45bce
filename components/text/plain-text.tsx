import { VisibleText } from './visible-text';

/** A text as it is, for want of anything better to show it with. */
export function PlainText({ text }: { text: string }) {
  return (
    <pre className="p-4 font-mono text-small leading-5 [overflow-wrap:anywhere] whitespace-pre-wrap">
      <VisibleText text={text} />
    </pre>
  );
}
