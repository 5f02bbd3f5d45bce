import type { Metadata } from 'next';
import { notFound } from 'next/navigation';

import { requirePageActor } from '@/lib/auth/require-page-actor';

type PageProps = { params: Promise<{ workspace_id: string }> };

export const metadata: Metadata = { title: 'Not found' };

/** An address that no page has, told inside the frame of the workspace. */
export default async function MissingPage({ params }: PageProps) {
  const { workspace_id: workspaceId } = await params;
  await requirePageActor(workspaceId);
  notFound();
}
