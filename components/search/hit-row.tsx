'use client';

import { ChevronRight } from 'lucide-react';
import Link from 'next/link';

import { ActorLabel } from '@/components/actors/actor-label';
import { useWorkspaceId } from '@/components/shell/workspace';
import { VisibleText } from '@/components/text/visible-text';
import { StateGlyphs } from '@/components/tree/state-glyphs';
import { Time } from '@/components/ui/time';
import type { SearchHit } from '@/lib/search/schema';

import { MarkedText } from '@/components/text/marked-text';

type HitRowProps = { hit: SearchHit; storeName: string };

function hrefOf({ memory, memory_version: version }: SearchHit): string {
  if (memory) return `/stores/${memory.memory_store_id}/memories/${memory.id}`;
  if (!version) return '';
  return `/stores/${version.memory_store_id}/memories/${version.memory_id}?version=${version.id}`;
}

/** A memory or an old version that holds the words, with the words where they stand. */
export function HitRow({ hit, storeName }: HitRowProps) {
  const root = `/w/${useWorkspaceId()}`;
  const { memory, memory_version: version, snippets } = hit;
  const inPath = snippets.find(({ field }) => field === 'path');
  const inText = snippets.filter(({ field }) => field === 'content');
  const path = memory?.path ?? version?.path ?? 'path redacted';
  const at = memory?.updated_at ?? version?.created_at;
  return (
    <li className="relative grid gap-1 border-b border-line px-4 py-3 hover:bg-sunken">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="flex min-w-0 flex-wrap items-center gap-1.5">
          <span className="text-soft">
            <VisibleText text={storeName} />
          </span>
          <ChevronRight aria-hidden size={14} className="shrink-0 text-soft" />
          <Link
            href={root + hrefOf(hit)}
            prefetch={false}
            data-hit
            className="min-w-0 font-medium text-ink no-underline [overflow-wrap:anywhere] after:absolute after:inset-0"
          >
            <MarkedText text={path} marks={inPath?.marks ?? []} />
          </Link>
        </span>
        <span className="flex shrink-0 flex-wrap items-center gap-3 text-small text-soft">
          {memory && <StateGlyphs memory={memory} />}
          {version && <ActorLabel actor={version.created_by} />}
          {at !== undefined && <Time value={at} isInSentence />}
        </span>
      </div>
      {inText.map(({ text, marks }, index) => (
        <p key={index} className="line-clamp-2 max-w-[96ch] text-soft [overflow-wrap:anywhere]">
          <MarkedText text={text} marks={marks} />
        </p>
      ))}
    </li>
  );
}
