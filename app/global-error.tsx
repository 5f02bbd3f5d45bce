'use client';

import { Entrance } from '@/components/auth/entrance';
import { Button } from '@/components/ui/button';

import './globals.css';

type ErrorProps = { error: Error & { digest?: string }; retry: () => void };

/** When not even the frame could be drawn. */
export default function GlobalError({ error, retry }: ErrorProps) {
  return (
    <html lang="en">
      <body className="antialiased">
        <title>Something went wrong · Palimpsest</title>
        <Entrance
          title="Something went wrong"
          lead="This page could not be shown. Nothing was changed by it."
          foot={error.digest && <p>The log has more under {error.digest}.</p>}
        >
          <p className="flex flex-wrap items-center gap-4">
            <Button look="primary" onClick={retry}>
              Try again
            </Button>
            {/* The router may be what failed, so the browser itself goes. */}
            {/* oxlint-disable-next-line nextjs/no-html-link-for-pages */}
            <a href="/">Go to the start page</a>
          </p>
        </Entrance>
      </body>
    </html>
  );
}
