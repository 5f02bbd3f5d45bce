'use client';

import { Lock } from 'lucide-react';
import { useRef } from 'react';

import { useMay } from '@/components/shell/workspace';
import { Notice } from '@/components/ui/notice';

import { SearchBox } from './search-box';
import { SearchFilters } from './search-filters';
import { SearchResults } from './search-results';
import { noFilter, readSearchAddress } from './search-address';
import { useMemorySearch } from './use-memory-search';
import { focusHit } from './use-hit-keys';
import { useSearchAddress } from './use-search-address';

const nothing = readSearchAddress(new URLSearchParams(), new URLSearchParams());

/** Finds memories by their text; the address says which. */
export function SearchView() {
  const mayRead = useMay('memories:read');
  const [address, go] = useSearchAddress();
  const results = useRef<HTMLDivElement>(null);
  const found = useMemorySearch(mayRead ? address : nothing);
  if (!mayRead) return <SearchForbidden />;
  return (
    <>
      <SearchBox
        value={address.text}
        onChange={(text) => go({ text })}
        onLeave={() => focusHit(results.current, 0)}
        onEnter={() => (found.isOn ? focusHit(results.current, 0) : found.ask())}
      />
      <SearchFilters address={address} onChange={go} />
      <div ref={results} className="border-t border-line">
        <SearchResults found={found} onWiden={() => go(noFilter)} />
      </div>
    </>
  );
}

function SearchForbidden() {
  return (
    <Notice icon={Lock} title="Your role may not search memories">
      <p>
        Viewers, reviewers, privacy officers and administrators may. An administrator of this workspace can
        change your role. Stores and sessions are found by their names with ⌘K or Ctrl K.
      </p>
    </Notice>
  );
}
