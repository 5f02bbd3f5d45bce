'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';

import { kinds } from '@/components/actors/actor-label';
import { useInBrowser } from '@/components/history/instant';
import { UrlLink } from '@/components/history/url-link';
import { useUrlState } from '@/components/history/url-state';
import { useMay, useWorkspaceId } from '@/components/shell/workspace';
import { Figure } from '@/components/store-overview/figures';
import { TitledSection } from '@/components/store-overview/section';
import { formatCount } from '@/components/ui/bytes';
import { classNames } from '@/components/ui/class-names';
import { actorTypes } from '@/lib/auth/actor';
import type { ActorType } from '@/lib/auth/actor';
import type { OverviewResource } from '@/lib/overview/schema';
import { sumOf, toBars } from '@/lib/overview/write-bars';
import type { Span } from '@/lib/overview/write-bars';

import { WriteBars } from './write-bars';
import { WriteTable } from './write-table';

const spans: Record<Span, { name: string; words: string }> = {
  day: { name: '24 hours', words: 'in the last 24 hours' },
  week: { name: '7 days', words: 'in the last 7 days' },
};

/** Who usually writes; the others have a row once they do. */
const usual: readonly ActorType[] = ['session_actor', 'api_actor', 'user_actor'];

const minuteMs = 60_000;

/** How far the reader's clock is ahead of UTC. */
const localOffset = (atMs: number) => -new Date(atMs).getTimezoneOffset() * minuteMs;
const noOffset = () => 0;

type WritesProps = Pick<OverviewResource, 'writes' | 'at'>;

/** What was written lately, over time and by kind of writer. */
export function Writes({ writes, at }: WritesProps) {
  const { params } = useUrlState();
  const isInBrowser = useInBrowser();
  const mayList = useMay('history:read');
  const page = `/w/${useWorkspaceId()}/writes`;
  const span = params.get('span') === 'week' ? 'week' : 'day';
  const offsetMs = isInBrowser ? localOffset : noOffset;
  const bars = toBars(writes, { span, nowMs: Date.parse(at), offsetMs });
  const types = actorTypes.filter((type) => usual.includes(type) || sumOf(bars, type) > 0);
  const highest = Math.max(1, ...types.flatMap((type) => bars.map(({ counts }) => counts[type])));
  const total = types.reduce((sum, type) => sum + sumOf(bars, type), 0);
  const since = new Date(bars[0]?.startMs ?? 0).toISOString();
  const hrefOf = (more: Record<string, string>) =>
    mayList ? `${page}?${new URLSearchParams({ from: since, ...more })}` : undefined;
  return (
    <TitledSection id="writes" title="Written" more={<SpanChoice span={span} />}>
      <div className="grid gap-4 pt-3">
        <dl>
          <Figure name={`${total === 1 ? 'write' : 'writes'} ${spans[span].words}`} href={hrefOf({})} isLarge>
            {formatCount(total)}
          </Figure>
        </dl>
        <div className="grid gap-2">
          {types.map((type) => (
            <KindRow key={type} type={type} count={sumOf(bars, type)} href={hrefOf({ by: type })}>
              <WriteBars {...{ bars, type, span, highest, isInBrowser }} />
            </KindRow>
          ))}
        </div>
        <WriteTable {...{ bars, types, span, isInBrowser }} />
      </div>
    </TitledSection>
  );
}

function SpanChoice({ span }: { span: Span }) {
  return (
    <span className="flex gap-1">
      {(['day', 'week'] as const).map((each) => (
        <UrlLink
          key={each}
          to={{ span: each === 'day' ? null : each }}
          aria-current={each === span ? 'true' : undefined}
          className={classNames(
            'rounded-control px-2 py-0.5 no-underline',
            each === span ? 'bg-accent-soft font-medium' : 'text-soft hover:text-ink',
          )}
        >
          {spans[each].name}
        </UrlLink>
      ))}
    </span>
  );
}

type KindRowProps = { type: ActorType; count: number; href: string | undefined; children: ReactNode };

function KindRow({ type, count, href, children }: KindRowProps) {
  const { icon: Icon, plural } = kinds[type];
  return (
    <div className="grid grid-cols-[112px_minmax(0,1fr)] items-end gap-x-3">
      <div className="grid">
        <span className="text-title font-semibold">
          {href === undefined ? (
            formatCount(count)
          ) : (
            <Link
              href={href}
              aria-label={`${formatCount(count)} by ${plural}`}
              className="text-ink no-underline hover:underline"
            >
              {formatCount(count)}
            </Link>
          )}
        </span>
        <span className="flex items-center gap-1.5 text-small text-soft">
          <Icon aria-hidden size={14} strokeWidth={1.75} />
          {plural}
        </span>
      </div>
      {children}
    </div>
  );
}
