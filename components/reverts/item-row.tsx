import Link from 'next/link';

import { ActorLabel } from '@/components/actors/actor-label';
import { VisibleText } from '@/components/text/visible-text';
import { Badge } from '@/components/ui/badge';
import { formatBytes } from '@/components/ui/bytes';
import { CopyHash } from '@/components/ui/copy';
import type { RevertItemResource, RevertStatus } from '@/lib/reverts/schema';

import { judge } from './verdict';

type ItemRowProps = { item: RevertItemResource; status: RevertStatus; storeName: string; root: string };

const cell = 'border-line align-top min-[900px]:border-b min-[900px]:py-2 min-[900px]:pr-4';

/** One memory of a revert: what becomes of it and why, its text now and then. On a phone the row is a card. */
export function ItemRow({ item, status, storeName, root }: ItemRowProps) {
  const { word, tone, icon, why } = judge(item, status);
  return (
    <tr className="max-[899px]:grid max-[899px]:gap-1.5 max-[899px]:border-b max-[899px]:border-line max-[899px]:py-3">
      <td className={cell}>
        <Badge tone={tone} icon={icon}>
          {word}
        </Badge>
      </td>
      <td className={cell}>
        <Where item={item} root={root} />
        <span className="block text-small text-soft">
          <VisibleText text={storeName} />
        </span>
      </td>
      <td className={cell}>
        <Change item={item} />
      </td>
      <td className={`${cell} text-soft`}>
        {why}
        {item.classification === 'edited_since' && item.expected_head && (
          <span className="flex flex-wrap items-center gap-x-1.5">
            by <ActorLabel actor={item.expected_head.created_by} />
          </span>
        )}
      </td>
    </tr>
  );
}

/** Leads to the difference between what is there and what was. */
function Where({ item, root }: Pick<ItemRowProps, 'item' | 'root'>) {
  const { memory_store_id: storeId, memory_id: memoryId, target_version_id: target } = item;
  const now = item.result_version_id ?? item.expected_head_version_id;
  const then = item.result_version_id === null ? target : item.expected_head_version_id;
  const pair = then === null ? '' : `&from=${then}`;
  if (item.memory_path === null && item.target === null && item.expected_head === null) {
    return <span className="text-soft">a memory that is gone</span>;
  }
  return (
    <Link
      href={`${root}/stores/${storeId}/memories/${memoryId}?view=diff${pair}&to=${now}`}
      prefetch={false}
      className="font-medium text-ink no-underline [overflow-wrap:anywhere] hover:underline"
    >
      {item.memory_path === null ? `memory …${memoryId.slice(-4)}` : <VisibleText text={item.memory_path} />}
    </Link>
  );
}

type Side = RevertItemResource['target'];

function Text({ side, none }: { side: Side; none: string }) {
  if (!side || side.operation === 'deleted') return <span>{none}</span>;
  if (side.content_sha256 === null || side.content_size_bytes === null) return <span>redacted</span>;
  return (
    <span className="inline-flex items-center whitespace-nowrap">
      {formatBytes(side.content_size_bytes)} <CopyHash hash={side.content_sha256} />
    </span>
  );
}

/** The text that the plan found, and the one that it would put there. */
function Change({ item }: { item: RevertItemResource }) {
  return (
    <span className="flex flex-wrap items-center gap-x-1.5 text-small">
      <Text side={item.expected_head} none={item.expected_head ? 'deleted' : 'gone'} />
      {item.action !== 'none' && (
        <>
          <span aria-hidden>→</span>
          <span className="sr-only">becomes</span>
          <Text side={item.target} none={item.action === 'delete' ? 'deleted' : 'gone'} />
        </>
      )}
    </span>
  );
}
