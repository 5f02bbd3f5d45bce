import { Badge } from '@/components/ui/badge';
import type { VersionResource } from '@/lib/versions/schema';

export type VersionMarks = { isHead: boolean; isServed: boolean };

const origins = {
  restored: 'restored',
  copied: 'copied',
  reverted: 'reverted',
  redacted: 'after redaction',
} as const;

type VersionBadgesProps = VersionMarks & { version: VersionResource };

/** What matters about a version beyond who and when. */
export function VersionBadges({ version, isHead, isServed }: VersionBadgesProps) {
  const { governance } = version;
  return (
    <>
      {isHead && <Badge tone="accent">head</Badge>}
      {isServed && (
        <Badge tone="added" title="Agents are shown this version.">
          served
        </Badge>
      )}
      {version.redacted_at !== null && <Badge title="Its text was made unreadable.">redacted</Badge>}
      {governance?.prior_knowledge === 'not_read' && (
        <Badge tone="withheld" title="The session wrote over the text without having read it.">
          had not read it
        </Badge>
      )}
      {governance?.origin && <Badge tone="changed">{origins[governance.origin.kind]}</Badge>}
      {governance?.imported_by && (
        <Badge title="The record comes from elsewhere; its hashes were recomputed here.">imported</Badge>
      )}
    </>
  );
}
