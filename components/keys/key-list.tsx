'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';

import { PeopleList } from '@/components/members/people-list';
import { useWorkspaceId } from '@/components/shell/workspace';
import { Notice } from '@/components/ui/notice';
import { keysQuery } from '@/lib/workspaces/queries';

import { CreateKey } from './create-key';
import { KeyRow } from './key-row';

/** The keys of the workspace, newest first, those that are over among them. */
export function KeyList() {
  const found = useInfiniteQuery(keysQuery(useWorkspaceId()));
  return (
    <PeopleList
      what="the API keys"
      found={found}
      nothing={
        <Notice icon={KeyRound} title="There are no keys yet" action={<CreateKey />}>
          A program proves itself with a key. Make one for each, so that you can tell what each did, and end
          one without ending the others.
        </Notice>
      }
      row={(key) => <KeyRow key={key.id} apiKey={key} />}
    />
  );
}
