'use client';

import Link from 'next/link';

import { buttonClass } from '@/components/ui/button';

import { useWorkspaceId } from './workspace';

export function BackToStores() {
  return (
    <Link href={`/w/${useWorkspaceId()}/stores`} className={buttonClass()}>
      Go to the stores
    </Link>
  );
}
