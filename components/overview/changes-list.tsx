'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';

import { useUrlState } from '@/components/history/url-state';
import { useWorkspaceId } from '@/components/shell/workspace';
import { Notice } from '@/components/ui/notice';
import { changesQuery } from '@/lib/overview/queries';
import type { ChangesFilter } from '@/lib/overview/queries';
import { maxDays } from '@/lib/overview/schema';

import { ChangeRow } from './change-row';
import { ChoiceField } from './choice-field';
import { PagedList } from './paged-list';

const operations = { '': 'overwritten or deleted', modified: 'overwritten', deleted: 'deleted' };
const states = { '': 'not settled', settled: 'settled', all: 'any' };
const shares = { '': '40 % or more', '0.25': '25 % or more', '0.7': '70 % or more', '0.9': '90 % or more' };
const days = { '': 'the last 7 days', '1': 'the last day', [String(maxDays)]: `the last ${maxDays} days` };

const heights = { wide: 64, narrow: 120 };

function readFilter(params: URLSearchParams): ChangesFilter {
  const [operation, state] = [params.get('operation'), params.get('state')];
  const [share, within] = [params.get('share'), params.get('days')];
  return {
    ...((operation === 'modified' || operation === 'deleted') && { operation }),
    ...((state === 'settled' || state === 'all') && { state }),
    ...(share !== null && Object.hasOwn(shares, share) && { min_share: Number(share) }),
    ...(within !== null && Object.hasOwn(days, within) && { within_days: Number(within) }),
  };
}

/** Every change that took much of a text away, the worst first. */
export function ChangesList() {
  const workspaceId = useWorkspaceId();
  const { params } = useUrlState();
  const query = useInfiniteQuery(changesQuery(workspaceId, readFilter(params)));
  return (
    <>
      <form
        aria-label="Filters"
        onSubmit={(event) => event.preventDefault()}
        className="flex flex-wrap items-end gap-x-4 gap-y-2 p-4"
      >
        <ChoiceField label="Did" name="operation" choices={operations} />
        <ChoiceField label="Lost" name="share" choices={shares} />
        <ChoiceField label="State" name="state" choices={states} />
        <ChoiceField label="In" name="days" choices={days} />
      </form>
      <PagedList
        what="the destructive changes"
        label="Destructive changes, the worst first"
        query={query}
        heights={heights}
        keyOf={(change) => change.memory_version_id}
        row={(change) => <ChangeRow change={change} root={`/w/${workspaceId}`} />}
        empty={
          <Notice icon={ShieldCheck} title="No change fits these filters">
            When somebody writes over much of a text, or deletes a memory, it stands here until the text is
            put back.
          </Notice>
        }
      />
    </>
  );
}
