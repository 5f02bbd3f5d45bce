import { Fragment } from 'react';

import { findInvisible } from '@/lib/versions/invisible';
import type { InvisibleRun } from '@/lib/versions/invisible';

/** The character itself stays in its place, kept from acting on its neighbours, so that what is selected and copied is exact. */
function InvisibleMark({ run, characters }: { run: InvisibleRun; characters: string }) {
  return (
    <abbr
      title={run.names}
      data-shown={run.shown}
      className="mx-px rounded-control bg-changed-soft px-1 font-mono text-small text-changed no-underline before:content-[attr(data-shown)]"
    >
      <bdi className="inline-block size-0 overflow-hidden whitespace-pre">{characters}</bdi>
    </abbr>
  );
}

/** Text of an agent, with a mark for each character that could not be seen or would reorder the others. */
export function VisibleText({ text }: { text: string }) {
  const runs = findInvisible(text);
  if (runs.length === 0) return text;
  const starts = [0, ...runs.map((run) => run.end)];
  return (
    <>
      {runs.map((run, index) => (
        <Fragment key={run.start}>
          {text.slice(starts[index], run.start)}
          <InvisibleMark run={run} characters={text.slice(run.start, run.end)} />
        </Fragment>
      ))}
      {text.slice(starts.at(-1))}
    </>
  );
}
