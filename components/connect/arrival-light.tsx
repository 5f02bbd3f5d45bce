import Link from 'next/link';
import type { ReactNode } from 'react';

import { buttonClass } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Time } from '@/components/ui/time';

import type { Arrival } from './use-arrival';

type ArrivalLightProps = { arrival: Arrival; workspaceId: string };

/** A light that turns on when the first call arrives, with the way to what came. */
export function ArrivalLight({ arrival, workspaceId }: ArrivalLightProps) {
  const isOn = arrival.kind === 'called' || arrival.kind === 'written';
  if (arrival.kind === 'blind') return null;
  return (
    <div
      className={classNames(
        'flex min-h-14 flex-wrap items-center gap-x-3 gap-y-2 rounded-pane border px-4 py-3',
        arrival.kind !== 'no_store' && 'sticky bottom-4 max-[899px]:bottom-18',
        isOn ? 'border-transparent bg-added-soft' : 'border-line bg-raised',
      )}
    >
      <Lamp isOn={isOn} isWaiting={arrival.kind === 'waiting'} />
      <output className={classNames('min-w-0 grow basis-40', isOn && 'font-medium text-added')}>
        <Words arrival={arrival} />
      </output>
      {arrival.kind === 'written' && (
        <Link
          href={`/w/${workspaceId}/stores/${arrival.version.memory_store_id}/memories/${arrival.version.memory_id}`}
          className={buttonClass('primary')}
        >
          Open what it wrote
        </Link>
      )}
    </div>
  );
}

function Lamp({ isOn, isWaiting }: { isOn: boolean; isWaiting: boolean }) {
  return (
    <span aria-hidden className="relative flex size-3 shrink-0">
      {isWaiting && <span className="absolute inset-0 animate-ping rounded-full bg-line-strong opacity-50" />}
      <span
        className={classNames(
          'relative size-3 rounded-full border-2',
          isOn ? 'border-added bg-added' : 'border-line-strong',
        )}
      />
    </span>
  );
}

function Words({ arrival }: { arrival: Exclude<Arrival, { kind: 'blind' }> }): ReactNode {
  if (arrival.kind === 'no_store') return 'The light comes on with the first call. Choose a store first.';
  if (arrival.kind === 'waiting') return 'Waiting for the first call…';
  if (arrival.kind === 'called')
    return 'The key was used. Nothing has been written into this store with it yet.';
  const { path, created_at: at } = arrival.version;
  return (
    <>
      Connected: {path === null ? 'a memory' : <code className="[overflow-wrap:anywhere]">{path}</code>} was
      written <Time value={at} isInSentence />.
    </>
  );
}
