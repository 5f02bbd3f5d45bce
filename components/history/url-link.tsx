'use client';

import type { ComponentProps } from 'react';

import { useUrlState } from './url-state';

type UrlLinkProps = Omit<ComponentProps<'a'>, 'href' | 'onClick'> & { to: Record<string, string | null> };

/** A link to this page with another address: shared and opened elsewhere like any other, followed here without asking the server. */
export function UrlLink({ to, children, ...props }: UrlLinkProps) {
  const { hrefOf } = useUrlState();
  const href = hrefOf(to);
  return (
    <a
      {...props}
      href={href}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
        event.preventDefault();
        window.history.pushState(null, '', href);
      }}
    >
      {children}
    </a>
  );
}
