import { Database, Eye, Pencil } from 'lucide-react';
import Link from 'next/link';

import { VisibleText } from '@/components/text/visible-text';
import { Badge } from '@/components/ui/badge';
import type { AttachmentResource } from '@/lib/sessions/schema';

const accesses = {
  read_write: { word: 'reads and writes', icon: Pencil },
  read_only: { word: 'reads only', icon: Eye },
} as const;

type AttachedStoresProps = { stores: readonly AttachmentResource[]; root: string };

/** What the session was given: which stores, what it may do there, and what it was told about them. */
export function AttachedStores({ stores, root }: AttachedStoresProps) {
  return (
    <section aria-labelledby="attached" className="min-w-0">
      <h2 id="attached" className="flex min-h-8 items-center border-b border-line-strong font-semibold">
        Attached stores
      </h2>
      {stores.length === 0 && <p className="py-3 text-soft">None: it can read and write nothing.</p>}
      <ul>
        {stores.map((store) => (
          <Attached key={store.memory_store_id} store={store} root={root} />
        ))}
      </ul>
    </section>
  );
}

function Attached({ store, root }: { store: AttachmentResource; root: string }) {
  const { word, icon } = accesses[store.access];
  return (
    <li className="grid gap-1 border-b border-line py-2">
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Database aria-hidden size={14} strokeWidth={1.75} className="text-soft" />
        <Link
          href={`${root}/stores/${store.memory_store_id}`}
          prefetch={false}
          title="Its name when it was attached"
          className="min-w-0 [overflow-wrap:anywhere]"
        >
          <VisibleText text={store.name} />
        </Link>
        <Badge icon={icon}>{word}</Badge>
        <code className="text-small text-soft [overflow-wrap:anywhere]">{store.mount_path}</code>
      </span>
      {store.instructions !== null && (
        <blockquote
          aria-label="Instructions"
          className="max-w-[80ch] border-l-2 border-line-strong pl-3 [overflow-wrap:anywhere] whitespace-pre-wrap"
        >
          <VisibleText text={store.instructions} />
        </blockquote>
      )}
    </li>
  );
}
