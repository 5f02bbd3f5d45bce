import { ActorLabel } from '@/components/actors/actor-label';
import { Time } from '@/components/ui/time';
import type { VersionResource } from '@/lib/versions/schema';

type VersionLabelProps = { version: VersionResource | null; none: string };

/** Names a version over its column: its number, who wrote it, when. */
export function VersionLabel({ version, none }: VersionLabelProps) {
  if (!version) return <span className="text-soft">{none}</span>;
  const { governance, operation } = version;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {governance && <span className="font-semibold">@{governance.number}</span>}
      <span>{operation}</span>
      <ActorLabel actor={version.created_by} />
      <Time value={version.created_at} isInSentence className="text-soft" />
    </span>
  );
}
