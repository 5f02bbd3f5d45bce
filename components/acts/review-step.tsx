'use client';

import { TextDiff } from '@/components/diff/text-diff';
import { Button } from '@/components/ui/button';

import { ActFailure } from '@/components/shell/act-failure';

type ReviewStepProps = {
  before: string;
  after: string;
  consequence: string;
  isBusy: boolean;
  failure: string | null;
  onSave: () => void;
  onBack: () => void;
};

/** What saving would change, and what it means. */
export function ReviewStep({ before, after, consequence, isBusy, failure, onSave, onBack }: ReviewStepProps) {
  return (
    <section aria-label="Review the change" className="grid content-start gap-3 pb-4">
      <TextDiff
        before={before}
        after={after}
        labels={{ before: 'the newest version', after: 'your text' }}
        hasKeys={false}
      />
      <div className="grid gap-3 px-4">
        <p>{consequence}</p>
        <ActFailure failure={failure} />
        <div className="flex flex-wrap gap-2">
          {/* The next act after looking. */}
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
          <Button look="primary" autoFocus isBusy={isBusy} disabled={before === after} onClick={onSave}>
            Save this text
          </Button>
          <Button onClick={onBack} disabled={isBusy}>
            Back to the text
          </Button>
        </div>
      </div>
    </section>
  );
}
