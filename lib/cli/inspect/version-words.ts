import type { VersionResource } from '@/lib/versions/schema';

import { showInstant, timeAgo } from './instants';
import { describeActor, formatSize } from './words';

export function numberOf(version: VersionResource): string {
  return version.governance ? `@${version.governance.number}` : version.id;
}

/** "@2 (modified by session …R4Zk 3 days ago, 1,509 B)". */
export function introduce(version: VersionResource, now: Date): string {
  const size = version.content_size_bytes === null ? '' : `, ${formatSize(version.content_size_bytes)}`;
  return `${numberOf(version)} (${version.operation} by ${describeActor(version.created_by)} ${timeAgo(version.created_at, now)}${size})`;
}

export function whenOf(version: VersionResource, now: Date): [string, string] {
  return [timeAgo(version.created_at, now), showInstant(version.created_at)];
}

/** What is worth a second look; the list that it comes from is newest first. */
export function marksOf(
  version: VersionResource,
  options: { isHead: boolean; versions: readonly VersionResource[] },
): string {
  const origin = version.governance?.origin;
  const from = origin && options.versions.find(({ id }) => id === origin.memory_version_id);
  const marks = [
    options.isHead && version.operation !== 'deleted' && 'head',
    version.redacted_at !== null && 'redacted',
    version.governance?.prior_knowledge === 'not_read' && 'had not read it',
    origin && `${origin.kind} from ${from ? numberOf(from) : origin.memory_version_id}`,
    version.governance?.imported_by && 'imported',
  ];
  return marks.filter((mark) => typeof mark === 'string').join(' · ');
}
