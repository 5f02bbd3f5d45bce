import Link from 'next/link';

import { SettingsSection } from '@/components/settings/settings-section';
import { VisibleText } from '@/components/text/visible-text';
import { formatBytes, formatCount } from '@/components/ui/bytes';
import type { LimitsResource } from '@/lib/stores/limits';

import { LimitRow } from './limit-row';
import { nameOfAllowance } from './limit-words';

type Fullest = LimitsResource['memories_per_store'];
type LimitsViewProps = { limits: LimitsResource; workspaceId: string };

/** What the installation allows, and how much of it this workspace uses. Nothing here can be changed. */
export function LimitsView({ limits, workspaceId }: LimitsViewProps) {
  const { memory_stores: stores, import_bytes: importBytes } = limits;
  return (
    <>
      <SettingsSection
        title="What can be stored"
        lead="Limits are variables of the environment that the server was started with: whoever runs it changes them, for all its workspaces. A write beyond one is refused, and changes nothing."
      >
        <ul className="max-w-180 border-t border-line">
          <LimitRow {...stores} name="Memory stores in this workspace" format={formatCount} />
          <LimitRow
            {...importBytes}
            name="Size of a file that is imported"
            used={null}
            format={formatBytes}
          />
        </ul>
      </SettingsSection>
      <SettingsSection
        title="Memories in a store"
        lead={<SetBy limit={limits.memories_per_store} format={formatCount} />}
      >
        <FullestStores limit={limits.memories_per_store} workspaceId={workspaceId} format={formatCount} />
      </SettingsSection>
      <SettingsSection
        title="Text in a store"
        lead={<SetBy limit={limits.bytes_per_store} format={formatBytes} />}
      >
        <FullestStores limit={limits.bytes_per_store} workspaceId={workspaceId} format={formatBytes} />
      </SettingsSection>
      <SettingsSection
        title="How often"
        lead="Whoever asks more often is told how long to wait (429 with Retry-After), and nothing is changed. Counted anew with every minute, over all server processes; each takes a part ahead, so that a little more may show as used than was."
      >
        <ul className="max-w-180 border-t border-line">
          {limits.per_minute.map((allowance) => (
            <LimitRow
              key={allowance.variable}
              variable={allowance.variable}
              used={allowance.used}
              limit={allowance.limit}
              name={nameOfAllowance(allowance)}
              format={formatCount}
            />
          ))}
        </ul>
        <p className="text-small text-soft">
          Used: in this minute, by whoever uses the most. Attempts to sign in are limited too, by account and
          by address: ten in five minutes, and ten in one.
        </p>
      </SettingsSection>
    </>
  );
}

function SetBy({ limit, format }: { limit: Fullest; format: (value: number) => string }) {
  return (
    <p>
      {limit.limit === null ? 'There is no limit' : `At most ${format(limit.limit)}`}, set by{' '}
      <code>{limit.variable}</code>. The fullest stores:
    </p>
  );
}

type FullestStoresProps = { limit: Fullest; workspaceId: string; format: (value: number) => string };

function FullestStores({ limit, workspaceId, format }: FullestStoresProps) {
  if (limit.fullest.length === 0) return <p className="text-soft">There are no stores yet.</p>;
  return (
    <ul className="max-w-180 border-t border-line">
      {limit.fullest.map((store) => (
        <LimitRow
          key={store.memory_store_id}
          name={
            <Link href={`/w/${workspaceId}/stores/${store.memory_store_id}`}>
              <VisibleText text={store.name} />
            </Link>
          }
          used={store.used}
          limit={limit.limit}
          format={format}
        />
      ))}
    </ul>
  );
}
