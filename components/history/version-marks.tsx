import { EyeOff } from 'lucide-react';

import { Badge } from '@/components/ui/badge';
import type { VersionResource } from '@/lib/versions/schema';

const tones = { created: 'added', modified: 'changed', deleted: 'removed' } as const;

/** What a version did, and what is worth a second look. */
export function VersionMarks({ version }: { version: VersionResource }) {
  const { governance } = version;
  return (
    <span className="flex shrink-0 items-center gap-1">
      {version.redacted_at !== null && <Badge>redacted</Badge>}
      {governance?.prior_knowledge === 'not_read' && (
        <Badge
          tone="withheld"
          icon={EyeOff}
          title="The session had not read this memory when it wrote over it"
        >
          had not read it
        </Badge>
      )}
      {governance?.origin && <Badge>{governance.origin.kind}</Badge>}
      {governance?.imported_by && <Badge>imported</Badge>}
      <Badge tone={tones[version.operation]}>{version.operation}</Badge>
    </span>
  );
}
