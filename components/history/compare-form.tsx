'use client';

import { useQueryClient } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';

import { useWorkspaceId } from '@/components/shell/workspace';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/input';
import { Menu, MenuItem } from '@/components/ui/menu';
import { useToast } from '@/components/ui/toast';
import { sessionSpanQuery } from '@/lib/history/queries';

import { InstantInput } from './instant';

export type StoreName = { id: string; name: string };
export type SessionName = { id: string; agent: string; createdAt: string };

export type Compared = { from: string | null; to: string | null; withStore: string | null };

type CompareFormProps = {
  storeId: string;
  compared: Compared;
  stores: readonly StoreName[];
  sessions: readonly SessionName[];
  onCompare: (compared: Partial<Compared>) => void;
};

const hourMs = 3_600_000;

function startOfToday(): string {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString();
}

/** What is compared with what: two instants, and whether the later side is another store. */
export function CompareForm({ storeId, compared, stores, sessions, onCompare }: CompareFormProps) {
  const others = stores.filter(({ id }) => id !== storeId);
  return (
    <form
      onSubmit={(event) => event.preventDefault()}
      className="flex flex-wrap items-end gap-x-4 gap-y-3 p-4"
      aria-label="What to compare"
    >
      <Field label="This store at" className="max-[899px]:w-full">
        {({ id }) => <InstantInput id={id} value={compared.from} onChange={(from) => onCompare({ from })} />}
      </Field>
      <Field label="with" className="max-[899px]:w-full">
        {({ id }) => (
          <Select
            id={id}
            value={compared.withStore ?? ''}
            onChange={(event) => onCompare({ withStore: event.target.value || null })}
            className="min-[900px]:max-w-56"
          >
            <option value="">itself</option>
            {others.map((store) => (
              <option key={store.id} value={store.id}>
                {store.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="at (empty: now)" className="max-[899px]:w-full">
        {({ id }) => <InstantInput id={id} value={compared.to} onChange={(to) => onCompare({ to })} />}
      </Field>
      <Presets storeId={storeId} sessions={sessions} onCompare={onCompare} />
    </form>
  );
}

type PresetsProps = Pick<CompareFormProps, 'storeId' | 'sessions' | 'onCompare'>;

function Presets({ storeId, sessions, onCompare }: PresetsProps) {
  const client = useQueryClient();
  const workspaceId = useWorkspaceId();
  const toast = useToast();
  const compareSession = async (session: SessionName) => {
    const span = await client.fetchQuery(sessionSpanQuery({ workspaceId, storeId }, session.id));
    if (span) onCompare({ from: session.createdAt, to: span.until, withStore: null });
    else toast({ title: 'This session wrote nothing here', detail: 'There is nothing to compare.' });
  };
  const setSpan = (from: string) => onCompare({ from, to: null, withStore: null });
  return (
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => setSpan(new Date(Date.now() - hourMs).toISOString())}>Last hour</Button>
      <Button onClick={() => setSpan(startOfToday())}>Today</Button>
      {sessions.length > 0 && (
        <Menu
          align="start"
          trigger={
            <Button>
              Before and after a session <ChevronDown aria-hidden size={14} />
            </Button>
          }
        >
          {sessions.map((session) => (
            <MenuItem
              key={session.id}
              onSelect={() => {
                compareSession(session).catch(() =>
                  toast({ title: 'The session could not be looked up', isFailure: true }),
                );
              }}
            >
              <span>
                …{session.id.slice(-4)} <span className="text-soft">{session.agent}</span>
              </span>
            </MenuItem>
          ))}
        </Menu>
      )}
    </div>
  );
}
