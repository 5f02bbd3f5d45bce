'use client';

import Link from 'next/link';

import { useMay, useWorkspaceId } from '@/components/shell/workspace';
import { VisibleText } from '@/components/text/visible-text';
import type { AuditEntryResource } from '@/lib/audit/schema';
import { nameThing } from '@/lib/audit/sentences';

type TargetLinkProps = {
  entry: Pick<AuditEntryResource, 'target' | 'memory_store_id'>;
  name: string | undefined;
};

/** Leads to the thing itself where the reader may see it, and else to what else was done to it. */
export function TargetLink({ entry: { target, memory_store_id: storeId }, name }: TargetLinkProps) {
  const root = `/w/${useWorkspaceId()}`;
  const mayRead = useMay('memories:read');
  const words = <VisibleText text={nameThing(target, name)} />;
  if (target.type === 'memory_store') return <Link href={`${root}/stores/${target.id}`}>{words}</Link>;
  if (target.type === 'session') return <Link href={`${root}/sessions/${target.id}`}>{words}</Link>;
  if (target.type === 'revert' && mayRead) return <Link href={`${root}/reverts/${target.id}`}>{words}</Link>;
  if (target.type === 'memory' && mayRead && storeId !== null)
    return <Link href={`${root}/stores/${storeId}/memories/${target.id}`}>{words}</Link>;
  return <Link href={`${root}/audit?${new URLSearchParams({ target: target.id })}`}>{words}</Link>;
}
