'use client';

import { useState, useSyncExternalStore } from 'react';

import { classNames } from '@/components/ui/class-names';

import { CodeBlock } from './code-block';
import { languages, writeSnippet } from './snippets';
import type { Language } from './snippets';

type SnippetsProps = { storeId: string | null; secret: string | null };

const never = () => () => undefined;

/** A first call, in the language of one's choice. */
export function Snippets({ storeId, secret }: SnippetsProps) {
  const [language, setLanguage] = useState<Language>('TypeScript');
  // Only the browser knows under which address people reach this server.
  const origin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => 'https://…',
  );
  const { shell, file } = writeSnippet(language, { origin, storeId, secret });
  return (
    <>
      <fieldset className="flex justify-self-start rounded-control border border-line p-px">
        <legend className="sr-only">Language</legend>
        {languages.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === language}
            onClick={() => setLanguage(each)}
            className={classNames(
              'h-7 rounded-[3px] px-2.5',
              each === language
                ? 'bg-accent-soft font-medium text-accent'
                : 'text-soft hover:bg-sunken hover:text-ink',
            )}
          >
            {each}
          </button>
        ))}
      </fieldset>
      <CodeBlock name="In a shell" text={shell} copyLabel="The shell lines" />
      {file && (
        <>
          <CodeBlock name={file.name} text={file.text} copyLabel={`The file ${file.name}`} />
          <p className="text-soft">
            Then run <code className="text-ink">{file.run}</code>
          </p>
        </>
      )}
    </>
  );
}
