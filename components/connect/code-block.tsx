import { Copy } from '@/components/ui/copy';

type CodeBlockProps = {
  name: string;
  text: string;
  /** For the button, as in "Copy the shell lines". */ copyLabel: string;
};

/** Code to take away, as a whole with one press. */
export function CodeBlock({ name, text, copyLabel }: CodeBlockProps) {
  return (
    <figure className="overflow-hidden rounded-pane border border-line bg-sunken">
      <figcaption className="flex items-center justify-between border-b border-line py-1 pr-1 pl-3 text-small text-soft">
        {name}
        <Copy text={text} label={copyLabel} shown="Copy" className="h-6 hover:bg-raised" />
      </figcaption>
      <section
        aria-label={name}
        // What scrolls must be reached by the keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="overflow-x-auto p-3 focus-visible:-outline-offset-2"
      >
        <pre className="text-small leading-5">
          <code>{text.trimEnd()}</code>
        </pre>
      </section>
    </figure>
  );
}
