'use client';

import { Snippets } from './snippets-view';
import { Step } from './step';

type SnippetStepProps = { storeId: string | null; secret: string | null; hasArrived: boolean };

/** The third step: a first call. */
export function SnippetStep({ storeId, secret, hasArrived }: SnippetStepProps) {
  return (
    <Step number={3} title="Write the first memory" isDone={hasArrived}>
      <p className="max-w-[64ch] text-soft">
        With the official Anthropic SDK as it is: only its address and its key are yours.
      </p>
      <Snippets storeId={storeId} secret={secret} />
    </Step>
  );
}
