import { redirect } from 'next/navigation';

type PageProps = { params: Promise<{ workspace_id: string }> };

/** A workspace begins with its stores. */
export default async function WorkspacePage({ params }: PageProps) {
  const { workspace_id: workspaceId } = await params;
  redirect(`/w/${workspaceId}/stores`);
}
