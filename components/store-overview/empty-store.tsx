import { Layers } from 'lucide-react';
import Link from 'next/link';

import { buttonClass } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

type EmptyStoreProps = {
  workspaceId: string;
  storeId: string;
  root: string;
  /** An archived store stays as empty as it is. */
  isOpen: boolean;
  mayWrite: boolean;
  mayImport: boolean;
};

/** A store without memories: the three ways in which it gets some. */
export function EmptyStore({ workspaceId, storeId, root, isOpen, mayWrite, mayImport }: EmptyStoreProps) {
  if (!isOpen) return <Notice icon={Layers} title="Archived without a memory" />;
  return (
    <Notice
      icon={Layers}
      title="No memories yet"
      action={
        <div className="flex flex-wrap gap-2">
          <Link href={`/w/${workspaceId}/connect?store=${storeId}`} className={buttonClass('primary')}>
            Connect an agent
          </Link>
          {mayWrite && (
            <Link href={`${root}?act=create`} className={buttonClass()}>
              Create a memory
            </Link>
          )}
          {mayImport && (
            <Link href={`${root}?act=import`} className={buttonClass()}>
              Import
            </Link>
          )}
        </div>
      }
    >
      What agents write into this store will be listed here, with every version and who wrote it.
    </Notice>
  );
}
