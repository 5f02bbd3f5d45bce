import { Button } from '@/components/ui/button';

import { ActFailure } from '@/components/shell/act-failure';
import { TextEditor } from './text-editor';
import { isTooLong } from './text-size';
import type { Edit } from './use-edit';

function Hint({ children }: { children: string }) {
  return <output className="block rounded-control bg-changed-soft px-3 py-2 text-changed">{children}</output>;
}

/** The text while it is typed, with what there is to know about it. */
export function WriteStep({ edit, onCancel }: { edit: Edit; onCancel: () => void }) {
  const { text, content, isDirty, isStale, isMixed, isFromDraft, isKept, failure } = edit;
  const canGoOn = isDirty && !isTooLong(content);
  return (
    <section aria-label="Edit the text" className="grid content-start gap-3 p-4">
      {isStale && (
        <Hint>Somebody changed this memory since. Nothing of yours is lost: the next step merges both.</Hint>
      )}
      {isMixed && <Hint>The lines of this text end in different ways. Saving ends all of them alike.</Hint>}
      {isFromDraft && isDirty && (
        <div className="flex flex-wrap items-center gap-3 text-soft">
          This is your draft, kept in this tab.
          <Button onClick={edit.startOver}>Start over from the newest version</Button>
        </div>
      )}
      {!isKept && <Hint>The browser has no room for a draft: this text is lost if you leave the page.</Hint>}
      <TextEditor
        label="Text of the memory"
        text={text}
        content={content}
        onChange={edit.type}
        onSubmit={() => {
          if (canGoOn) edit.review();
        }}
        isTall
        isFocused
      />
      <ActFailure failure={failure} />
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" disabled={!canGoOn} onClick={edit.review}>
          {isStale ? 'Merge with the newest version' : 'Review the change'}
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
        <span className="text-small text-soft">Nothing is saved before you have seen the difference.</span>
      </div>
    </section>
  );
}
