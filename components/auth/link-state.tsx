'use client';

import Link from 'next/link';

import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { ApiError } from '@/lib/http/client';

import { Entrance } from './entrance';

type LinkStateProps = {
  /** As in "Invitation". */
  title: string;
  error: Error | null;
  onRetry: () => void;
};

function isDead(error: Error): boolean {
  return error instanceof ApiError && (error.status === 404 || error.status === 400);
}

/** A link that is still being looked at, that is not good any more, or of which nothing is known now. */
export function LinkState({ title, error, onRetry }: LinkStateProps) {
  if (error && isDead(error)) {
    return (
      <Entrance
        title="This link is not good any more"
        lead="It was used, revoked or has expired, or a part of it got lost on the way. Ask an administrator of your workspace for a new one."
      >
        <p>
          <Link href="/sign-in">Go to the sign-in</Link>
        </p>
      </Entrance>
    );
  }
  if (error) {
    const isReached = error instanceof ApiError && error.status !== 0;
    return (
      <Entrance title={title} lead={isReached ? error.message : 'The server could not be reached.'}>
        <Button className="justify-self-start" onClick={onRetry}>
          Try again
        </Button>
      </Entrance>
    );
  }
  return (
    <Entrance title={title} lead={<Skeleton className="h-6 w-4/5" />}>
      <div aria-busy className="grid gap-4">
        <output className="sr-only">Looking at the link</output>
        <Skeleton className="h-10" />
        <Skeleton className="h-10" />
      </div>
    </Entrance>
  );
}
