import { Lock } from 'lucide-react';

import { VisibleText } from '@/components/text/visible-text';
import type { AuditEntryDetail } from '@/lib/audit/schema';

type EntryReasonProps = { reason: NonNullable<AuditEntryDetail['reason']> };

/** Why somebody did it, in their own words, for those who may read memories. */
export function EntryReason({ reason: { is_readable: isReadable, body } }: EntryReasonProps) {
  return (
    <section aria-label="Reason" className="grid gap-1">
      <h2 className="font-semibold">Reason</h2>
      {body !== null && (
        <blockquote className="border-l-2 border-line-strong pl-3 whitespace-pre-wrap [overflow-wrap:anywhere]">
          <VisibleText text={body} />
        </blockquote>
      )}
      {body === null && isReadable && <p className="text-soft">It was erased; the entry stands.</p>}
      <p className="flex items-start gap-1.5 text-small text-soft">
        <Lock aria-hidden size={12} className="mt-1 shrink-0" />
        {isReadable
          ? 'A reason may quote a memory. It is shown to administrators, who may read memories, and not to auditors.'
          : 'One was given. It may quote a memory, so it is shown to administrators, who may read memories, and not to auditors.'}
      </p>
    </section>
  );
}
