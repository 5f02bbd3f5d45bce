'use client';

import Link from 'next/link';

import { VisibleText } from '@/components/text/visible-text';
import { useWorkspaceId } from '@/components/shell/workspace';
import { CopyId } from '@/components/ui/copy';
import type { RedactionPreview } from '@/lib/redactions/schema';

type Hit = RedactionPreview['elsewhere'][number];

function HitName({ hit }: { hit: Hit }) {
  const stores = `/w/${useWorkspaceId()}/stores`;
  if (hit.type === 'session') {
    return (
      <>
        The title of session <CopyId id={hit.id} />
      </>
    );
  }
  if (hit.type === 'memory_store')
    return <Link href={`${stores}/${hit.id}`}>A store: {hit.places.join(' and ')}</Link>;
  return (
    <Link
      href={`${stores}/${hit.memory_store_id ?? ''}/memories/${hit.id}`}
      className="[overflow-wrap:anywhere]"
    >
      <VisibleText text={hit.path ?? hit.id} />
    </Link>
  );
}

/** Where else the same text stands. A redaction of this memory leaves it there. */
export function ElsewhereList({ hits, storeId }: { hits: readonly Hit[]; storeId: string }) {
  if (hits.length === 0) return <p>It stands nowhere else in this workspace.</p>;
  return (
    <section aria-label="Elsewhere in this workspace" className="grid gap-1">
      <p className="font-medium text-withheld">
        The same text stands in {hits.length} other {hits.length === 1 ? 'place' : 'places'}, which this act
        leaves as they are:
      </p>
      <ul className="max-h-40 list-disc overflow-y-auto pl-5">
        {hits.map((hit) => (
          <li key={hit.id}>
            <HitName hit={hit} />
            {hit.type === 'memory' && hit.memory_store_id !== storeId && (
              <span className="text-soft"> of another store,</span>
            )}
            {hit.type === 'memory' && <span className="text-soft"> in its {hit.places.join(' and ')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
