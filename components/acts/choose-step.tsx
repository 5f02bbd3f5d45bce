import { useId } from 'react';

import { Checkbox } from '@/components/ui/input';
import { addOccurrences, addSpan } from '@/lib/redactions/selection';

import { ChosenSpans } from './chosen-spans';
import { FindAll } from './find-all';
import { SelectText } from './select-text';
import type { Redaction } from './use-redaction';

/** First step: what must go. */
export function ChooseStep({ redaction }: { redaction: Redaction }) {
  const wholeId = useId();
  const { content, spans, setSpans, isWhole, setIsWhole } = redaction;
  return (
    <div className="grid gap-4">
      <SelectText
        content={content}
        isDisabled={isWhole}
        onSelect={(span) => setSpans(addSpan(spans, span))}
      />
      <FindAll
        isDisabled={isWhole}
        onFind={(needle) => {
          setSpans(addOccurrences(content, spans, needle));
          return content.includes(needle);
        }}
      />
      {!isWhole && <ChosenSpans content={content} spans={spans} onChange={setSpans} />}
      <div className="flex items-center gap-2">
        <Checkbox id={wholeId} checked={isWhole} onChange={(event) => setIsWhole(event.target.checked)} />
        <label htmlFor={wholeId}>Redact the whole text</label>
      </div>
    </div>
  );
}
