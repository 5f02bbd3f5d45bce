'use client';

import { useInfiniteQuery } from '@tanstack/react-query';

import { useViewer, useWorkspaceId } from '@/components/shell/workspace';
import { VisibleText } from '@/components/text/visible-text';
import { Badge } from '@/components/ui/badge';
import { Time } from '@/components/ui/time';
import type { MemberResource } from '@/lib/workspaces/member';
import { membersQuery } from '@/lib/workspaces/queries';

import { MemberActs } from './member-acts';
import { PeopleList } from './people-list';
import { PersonRow } from './person-row';
import { roleWords } from './role-words';

/** Who belongs to the workspace, longest membership first. */
export function MemberList() {
  const found = useInfiniteQuery(membersQuery(useWorkspaceId()));
  return (
    <PeopleList
      what="the members"
      found={found}
      nothing={null}
      row={(member) => <MemberRow key={member.user_id} member={member} />}
    />
  );
}

function MemberRow({ member }: { member: MemberResource }) {
  const isSelf = useViewer().person.id === member.user_id;
  return (
    <PersonRow
      name={
        <>
          <span className="truncate">
            <VisibleText text={member.name} />
          </span>
          {isSelf && <Badge>you</Badge>}
          {member.is_disabled && <Badge tone="withheld">disabled</Badge>}
        </>
      }
      detail={member.name === member.email ? undefined : member.email}
      role={roleWords[member.role].name}
      when={
        <>
          Joined <Time value={member.created_at} isInSentence />
        </>
      }
      acts={<MemberActs member={member} />}
    />
  );
}
