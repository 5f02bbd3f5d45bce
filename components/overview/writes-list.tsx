'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { History, Lock } from 'lucide-react';

import { kinds } from '@/components/actors/actor-label';
import { InstantInput } from '@/components/history/instant';
import { VersionRow } from '@/components/history/timeline-row';
import { useUrlState } from '@/components/history/url-state';
import { useStoreNames } from '@/components/search/use-store-names';
import { useMay, useWorkspaceId } from '@/components/shell/workspace';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { actorTypes } from '@/lib/auth/actor';
import type { ActorType } from '@/lib/auth/actor';
import { writesQuery } from '@/lib/history/queries';
import type { WritesFilter } from '@/lib/history/queries';

import { ChoiceField } from './choice-field';
import { PagedList } from './paged-list';

const operations = { '': 'anything', created: 'created', modified: 'modified', deleted: 'deleted' };
const writers = {
  '': 'anybody',
  ...Object.fromEntries(actorTypes.map((type) => [type, kinds[type].plural])),
};
const heights = { wide: 32, narrow: 76 };

function isActorType(value: string | null): value is ActorType {
  return actorTypes.some((type) => type === value);
}

function readFilter(params: URLSearchParams): WritesFilter {
  const [operation, by] = [params.get('operation'), params.get('by')];
  const [from, until] = [params.get('from'), params.get('until')];
  return {
    ...(operation !== null && { operation }),
    ...(isActorType(by) && { actor_type: by }),
    ...(from !== null && { from }),
    ...(until !== null && { until }),
  };
}

/** Every write of the workspace, newest first. */
export function WritesList() {
  if (!useMay('history:read')) return <WritesForbidden />;
  return <Writes />;
}

function Writes() {
  const workspaceId = useWorkspaceId();
  const { params, go } = useUrlState();
  const query = useInfiniteQuery(writesQuery(workspaceId, readFilter(params)));
  const versions = query.data?.pages.flatMap((page) => page.data) ?? [];
  const names = useStoreNames(versions.map((version) => version.memory_store_id));
  return (
    <>
      <form
        aria-label="Filters"
        onSubmit={(event) => event.preventDefault()}
        className="flex flex-wrap items-end gap-x-4 gap-y-2 p-4"
      >
        <ChoiceField label="Did" name="operation" choices={operations} />
        <ChoiceField label="Who" name="by" choices={writers} />
        <Field label="From" className="max-[899px]:w-full">
          {({ id }) => <InstantInput id={id} value={params.get('from')} onChange={(from) => go({ from })} />}
        </Field>
        <Field label="Until" className="max-[899px]:w-full">
          {({ id }) => (
            <InstantInput id={id} value={params.get('until')} onChange={(until) => go({ until })} />
          )}
        </Field>
      </form>
      <PagedList
        what="the writes"
        label="Writes, newest first"
        query={query}
        heights={heights}
        keyOf={(version) => version.id}
        row={(version) => (
          <VersionRow
            version={version}
            isInRun={false}
            root={`/w/${workspaceId}/stores/${version.memory_store_id}`}
            storeName={names.get(version.memory_store_id) ?? ''}
          />
        )}
        empty={
          <Notice icon={History} title="Nothing was written">
            Widen the filters to see more. Every write of an agent or a person stands here, with who wrote it
            and when.
          </Notice>
        }
      />
    </>
  );
}

function WritesForbidden() {
  return (
    <Notice icon={Lock} title="Your role may not read history">
      Viewers, reviewers, privacy officers and administrators may. An administrator of this workspace can
      change your role.
    </Notice>
  );
}
