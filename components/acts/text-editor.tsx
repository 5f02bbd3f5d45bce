'use client';

import { useRef } from 'react';

import { TextArea } from '@/components/ui/input';
import type { FieldControl } from '@/components/ui/field';
import { classNames } from '@/components/ui/class-names';

import { InvisibleList } from './invisible-list';
import { TextSize } from './text-size';

type TextEditorProps = {
  /** With line feeds only, as a text box holds it. */
  text: string;
  /** As it will be saved: its size is what counts. */
  content: string;
  onChange: (text: string) => void;
  /** On Ctrl or Command and Enter. */
  onSubmit?: () => void;
  control?: FieldControl;
  label?: string;
  isTall?: boolean;
  isFocused?: boolean;
};

/** A text as it is typed: monospaced, measured, with what cannot be seen named below. */
export function TextEditor(props: TextEditorProps) {
  const { text, content, onChange, onSubmit, control, label, isTall = false, isFocused = false } = props;
  const box = useRef<HTMLTextAreaElement>(null);
  const show = (start: number, end: number) => {
    box.current?.focus();
    box.current?.setSelectionRange(start, end);
  };
  return (
    <div className="grid gap-2">
      <TextArea
        {...control}
        ref={box}
        {...(label !== undefined && { 'aria-label': label })}
        // Whoever asked to edit wants to type.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={isFocused}
        spellCheck={false}
        className={classNames('resize-y font-mono leading-5', isTall ? 'h-[60dvh] min-h-48' : 'h-48')}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || !onSubmit) return;
          event.preventDefault();
          onSubmit();
        }}
      />
      <TextSize text={content} />
      <InvisibleList text={text} onShow={show} />
    </div>
  );
}
