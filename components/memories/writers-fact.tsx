import { actorId } from '@/components/actors/actor-id';
import type { VersionResource } from '@/lib/versions/schema';

import { Fact } from './fact';

/** Sessions among the writers. More may come to light as older versions are loaded. */
export function WritersFact({ versions, isAll }: { versions: readonly VersionResource[]; isAll: boolean }) {
  const sessions = new Set(
    versions.flatMap(({ created_by: actor }) => (actor?.type === 'session_actor' ? [actorId(actor)] : [])),
  );
  const words = `${sessions.size || 'no'} ${sessions.size === 1 ? 'session' : 'sessions'}`;
  return <Fact name="Written by">{isAll || sessions.size === 0 ? words : `${words} or more`}</Fact>;
}
