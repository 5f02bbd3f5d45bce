'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

import { Failure } from '@/components/shell/failure';
import { useMay } from '@/components/shell/workspace';
import { Badge } from '@/components/ui/badge';
import { CopyId } from '@/components/ui/copy';
import { Time } from '@/components/ui/time';
import { storeQuery } from '@/lib/stores/queries';
import type { StoreResource } from '@/lib/stores/schema';

import { EmptyStore } from './empty-store';
import { Figures } from './figures';
import { Lately } from './lately';
import { MostRead } from './most-read';
import { Withheld } from './withheld';

type StoreOverviewProps = { workspaceId: string; storeId: string };

/** A store at a glance: what is in it, what happened lately, what agents are not shown. */
export function StoreOverview({ workspaceId, storeId }: StoreOverviewProps) {
  const ref = useMemo(() => ({ workspaceId, storeId }), [workspaceId, storeId]);
  const { data: store, error, refetch } = useQuery(storeQuery(workspaceId, storeId));
  const mayRead = useMay('memories:read');
  const maySeeHistory = useMay('history:read');
  const mayWrite = useMay('memories:write');
  const mayImport = useMay('admin');
  const root = `/w/${workspaceId}/stores/${storeId}`;
  if (!store) return error && <Failure what="this store" error={error} onRetry={() => void refetch()} />;
  const isOpen = store.archived_at === null;
  const isEmpty = store.governance?.memory_count === 0 && (store.governance.version_count ?? 0) === 0;
  return (
    <div className="grid max-w-[1040px] gap-8 p-4 min-[900px]:p-6">
      <About store={store} />
      {isEmpty ? (
        <EmptyStore
          {...{ workspaceId, storeId, root, isOpen }}
          mayWrite={isOpen && mayWrite}
          mayImport={isOpen && mayImport}
        />
      ) : (
        <>
          <Figures store={store} root={root} />
          {maySeeHistory && <Lately store={ref} root={root} />}
          {mayRead && <MostRead store={ref} root={root} />}
          {mayRead && <Withheld store={ref} root={root} />}
        </>
      )}
    </div>
  );
}

function About({ store }: { store: StoreResource }) {
  return (
    <div className="grid gap-2">
      {store.description !== '' && (
        <p className="max-w-[72ch] text-lead [overflow-wrap:anywhere]">{store.description}</p>
      )}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-soft">
        {store.archived_at !== null && (
          <Badge tone="withheld" title="Archived for good: it is read, and nothing more is written into it">
            archived
          </Badge>
        )}
        <CopyId id={store.id} />
        <span>
          Created <Time value={store.created_at} isInSentence />
        </span>
      </p>
    </div>
  );
}
