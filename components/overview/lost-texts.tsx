'use client';

import { ShieldCheck } from 'lucide-react';
import Link from 'next/link';
import { useRef } from 'react';

import { useStepKeys } from '@/components/search/use-hit-keys';
import { useWorkspaceId } from '@/components/shell/workspace';
import { TitledSection } from '@/components/store-overview/section';
import type { OverviewResource } from '@/lib/overview/schema';

import { ChangeRow } from './change-row';
import { describeCount } from './counts';

/** The changes that took most of a text away: what a person came for. */
export function LostTexts({ changes }: { changes: OverviewResource['destructive_changes'] }) {
  const root = `/w/${useWorkspaceId()}`;
  const list = useRef<HTMLUListElement>(null);
  useStepKeys(list, 'lost text');
  const { modified, deleted, worst } = changes;
  const page = `${root}/destructive-changes`;
  return (
    <TitledSection
      id="lost-texts"
      title="Texts lost in the last 7 days"
      more={
        <span className="flex flex-wrap justify-end gap-x-4">
          <Link href={`${page}?operation=modified`}>{describeCount(modified, 'overwritten')}</Link>
          <Link href={`${page}?operation=deleted`}>{describeCount(deleted, 'deleted')}</Link>
        </span>
      }
    >
      {worst.length === 0 ? (
        <p className="flex items-center gap-2 py-4 text-soft">
          <ShieldCheck aria-hidden size={16} strokeWidth={1.75} className="text-added" />
          Nobody wrote over much of a text, or it was put back.
        </p>
      ) : (
        <ul ref={list}>
          {worst.map((change, index) => (
            <li key={change.memory_version_id}>
              <ChangeRow change={change} root={root} isLarge={index === 0} />
            </li>
          ))}
        </ul>
      )}
    </TitledSection>
  );
}
