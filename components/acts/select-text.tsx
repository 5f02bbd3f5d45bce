'use client';

import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/input';
import { toEditable } from '@/lib/memories/editable-text';
import { toContentSpan } from '@/lib/redactions/selection';
import type { Span } from '@/lib/versions/token-borders';

type SelectTextProps = { content: string; isDisabled: boolean; onSelect: (span: Span) => void };

/** The raw text, to select in by mouse and by keyboard. It cannot be changed here, but has a caret, without which no keyboard selects. */
export function SelectText({ content, isDisabled, onSelect }: SelectTextProps) {
  const { text } = toEditable(content);
  const [selection, setSelection] = useState<Span>({ start: 0, end: 0 });
  const isEmpty = selection.start === selection.end;
  const add = () => {
    if (!isEmpty) onSelect(toContentSpan(content, selection));
  };
  const refuse = (event: { preventDefault: () => void }) => event.preventDefault();
  return (
    <div className="grid gap-2">
      <Field
        label="Select what must go"
        hint="By mouse, or with Shift and the arrow keys; Enter takes the selection. The text cannot be changed here."
      >
        {(control) => (
          <TextArea
            {...control}
            aria-readonly
            disabled={isDisabled}
            spellCheck={false}
            className="h-[34dvh] min-h-32 resize-y font-mono leading-5"
            value={text}
            onChange={() => undefined}
            onBeforeInput={refuse}
            onPaste={refuse}
            onCut={refuse}
            onDrop={refuse}
            onSelect={({ currentTarget }) =>
              setSelection({ start: currentTarget.selectionStart, end: currentTarget.selectionEnd })
            }
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add();
            }}
          />
        )}
      </Field>
      <div>
        <Button onClick={add} disabled={isDisabled || isEmpty}>
          Take the selection
        </Button>
      </div>
    </div>
  );
}
