import { Bot } from 'lucide-react';
import Link from 'next/link';

import { VisibleText } from '@/components/text/visible-text';
import { Badge } from '@/components/ui/badge';
import { classNames } from '@/components/ui/class-names';
import { Time } from '@/components/ui/time';
import type { SessionResource } from '@/lib/sessions/schema';

import { describeLoss, describeWrites, nameOf } from './session-words';

/** Shared with the captions above the list. */
export const sessionColumns =
  'min-[900px]:grid-cols-[minmax(0,1fr)_minmax(0,200px)_184px_104px_88px] min-[900px]:gap-x-4';

type SessionRowProps = { session: SessionResource; href: string };

/** A session in the list: all of the row leads to its page. */
export function SessionRow({ session, href }: SessionRowProps) {
  const { governance, archived_at: archivedAt, agent, title, resources } = session;
  const stores = resources.map(({ name }) => name).join(', ');
  return (
    <Link
      href={href}
      prefetch={false}
      data-hit
      className={classNames(
        'grid h-full content-center gap-y-0.5 border-b border-line px-4 text-ink no-underline hover:bg-sunken focus-visible:-outline-offset-2 min-[900px]:items-center',
        sessionColumns,
      )}
    >
      <span className="flex min-w-0 items-center gap-2">
        <Bot aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-soft" />
        <span className="max-w-full min-w-0 shrink-0 truncate font-medium">
          <VisibleText text={nameOf(session)} />
        </span>
        {archivedAt !== null && <Badge>archived</Badge>}
        {title !== null && (
          <span className="min-w-0 truncate text-soft">
            <VisibleText text={agent.id} />
          </span>
        )}
      </span>
      <span className="min-w-0 truncate text-soft max-[899px]:hidden" title={stores}>
        {stores === '' ? 'no store' : stores}
      </span>
      <span className="flex min-w-0 gap-3 text-soft max-[899px]:text-small min-[900px]:contents">
        <span className="truncate">{governance && describeWrites(governance.writes)}</span>
        <span className="text-right whitespace-nowrap text-removed">
          {governance && describeLoss(governance.writes)}
        </span>
        <span className="ml-auto text-right whitespace-nowrap">
          <Time value={governance?.last_active_at ?? session.created_at} />
        </span>
      </span>
    </Link>
  );
}
