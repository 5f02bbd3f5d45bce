import { actorId } from '@/components/actors/actor-id';
import { describeActor } from '@/components/actors/actor-label';
import { VisibleText } from '@/components/text/visible-text';
import type { AuditEntryResource } from '@/lib/audit/schema';
import { describeEntry, nameThing } from '@/lib/audit/sentences';
import type { Thing } from '@/lib/audit/sentences';

import type { NameOf } from './use-names';

function showThing(thing: Thing, name: string | undefined): string {
  const isPlain = name !== undefined && (thing.type === 'memory_store' || thing.type === 'user');
  return isPlain ? name : nameThing(thing, name);
}

/** Somebody by their name where that says enough, as a person's does. */
export function nameActor({ actor }: Pick<AuditEntryResource, 'actor'>, nameOf: NameOf): string {
  const name = nameOf(actorId(actor));
  if (actor.type === 'system_actor') return `the system (${actor.system_id})`;
  return actor.type === 'user_actor' && name !== undefined ? name : describeActor(actor, name);
}

type SentenceProps = { entry: AuditEntryResource; nameOf: NameOf };

/** What happened, in plain words; whoever did it stands before it. */
export function Sentence({ entry, nameOf }: SentenceProps) {
  return describeEntry(entry).map((piece, index) => {
    if (typeof piece === 'string') return piece;
    const text = showThing(piece, nameOf(piece.id));
    return (
      <span key={`${piece.id}${index}`} title={piece.id} className="font-medium">
        <VisibleText text={text} />
      </span>
    );
  });
}
