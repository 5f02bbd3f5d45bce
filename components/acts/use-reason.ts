'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { useWorkspaceId } from '@/components/shell/workspace';
import { reasonPolicyQuery } from '@/lib/workspaces/queries';
import { defaultDemands, reasonActs } from '@/lib/workspaces/reason-demands';

import { findReasonFault } from './reason-field';

/** Whether the workspace wants to know why somebody does this; until its policy is known, what holds by default. */
function useIsAsked(act: string): boolean {
  const { data } = useQuery(reasonPolicyQuery(useWorkspaceId()));
  const known = reasonActs.find((each) => each === act);
  return known !== undefined && (data?.demands ?? defaultDemands)[known] !== 'optional';
}

/** The reason for an act: what its field takes, what is missing of it, and what goes with the act. */
export function useReason(act: string) {
  const [value, setValue] = useState('');
  const isRequired = useIsAsked(act);
  const given = value.trim();
  return {
    field: { value, onChange: setValue, isRequired },
    fault: isRequired ? findReasonFault(value) : null,
    note: given === '' ? {} : { reason: given },
  };
}
