import { ShieldCheck } from 'lucide-react';

import { Notice } from '@/components/ui/notice';
import type { RedactionPreview, RedactionResult } from '@/lib/redactions/schema';

import { ElsewhereList } from './elsewhere-list';

type RedactedNoticeProps = { result: RedactionResult; preview: RedactionPreview; kept: number };

/** Last step: what was proved, and what is left to do. */
export function RedactedNotice({ result, preview, kept }: RedactedNoticeProps) {
  const count = result.redacted_version_ids.length;
  return (
    <Notice icon={ShieldCheck} title="Redacted, and read back">
      <p>
        {count} {count === 1 ? 'version was' : 'versions were'} made unreadable and then read again, as agents
        and as people read: they hold nothing of the text. Neither does the newest version.
      </p>
      {kept > 0 && (
        <p>
          In {kept} {kept === 1 ? 'version' : 'versions'} that you left out it can still be read.
        </p>
      )}
      {preview.is_in_path && <p>The path still holds the text: rename the memory.</p>}
      {preview.elsewhere.length > 0 && (
        <ElsewhereList hits={preview.elsewhere} storeId={preview.memory_store_id} />
      )}
    </Notice>
  );
}
