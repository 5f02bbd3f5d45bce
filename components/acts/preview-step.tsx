import { Button } from '@/components/ui/button';
import type { RedactionPreview } from '@/lib/redactions/schema';

import { ElsewhereList } from './elsewhere-list';
import { MaskedText } from './masked-text';
import { VersionPicks } from './version-picks';

type PreviewStepProps = {
  content: string;
  preview: RedactionPreview;
  picked: ReadonlySet<string>;
  onPick: (picked: ReadonlySet<string>) => void;
  onRename: () => void;
};

/** Second step: exactly what will go, what goes with it, and what stays. */
export function PreviewStep({ content, preview, picked, onPick, onRename }: PreviewStepProps) {
  const count = preview.spans.length;
  return (
    <div className="grid gap-4">
      <p>
        In the newest version {count} {count === 1 ? 'place becomes' : 'places become'}{' '}
        <code>[redacted]</code>, widened so that nothing of a word, a key or an address is left. The masked
        text is a new version, which agents read from now on; the version before it becomes unreadable.
      </p>
      <MaskedText content={content} spans={preview.spans} />
      {preview.is_in_path && (
        <div
          role="alert"
          className="grid justify-items-start gap-2 rounded-control bg-withheld-soft px-3 py-2 text-withheld"
        >
          The path of this memory holds the text too, and redaction does not rename. Rename it first: the
          versions with the old path are then listed here.
          <Button onClick={onRename}>Rename it first…</Button>
        </div>
      )}
      <VersionPicks versions={preview.versions} picked={picked} onChange={onPick} />
      <ElsewhereList hits={preview.elsewhere} storeId={preview.memory_store_id} />
      <p>
        <strong>This is permanent.</strong> No undo, no restore and no export brings the text back. The act,
        your name and your reason stand in the audit trail, without the text.
      </p>
    </div>
  );
}
