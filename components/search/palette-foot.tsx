import { Button } from '@/components/ui/button';

import { minTextCharacters } from './use-found';
import type { Found } from './use-found';

const names: Record<string, string> = {
  stores: 'stores',
  paths: 'paths',
  texts: 'texts of memories',
  sessions: 'sessions',
};

type PaletteFootProps = { query: string; found: Found };

/** What the list itself does not say: that it is not all, that it failed, or how to use it. */
export function PaletteFoot({ query, found }: PaletteFootProps) {
  const { failed, isLoading, retry, stores, paths, texts, sessions } = found;
  const isEmpty = [stores, paths, texts, sessions].every((part) => part.length === 0);
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line px-4 py-1 text-small text-soft">
      <output>{describe({ query, isLoading, isEmpty, hasFailed: failed.length > 0 })}</output>
      {failed.length > 0 ? (
        <span role="alert" className="flex items-center gap-2 text-danger">
          Not searched: {failed.map((name) => names[name]).join(', ')}.
          <Button look="quiet" onClick={retry}>
            Try again
          </Button>
        </span>
      ) : (
        <span className="pointer-coarse:hidden">↑ ↓ to walk, Enter to open, Esc to close</span>
      )}
    </div>
  );
}

type State = { query: string; isLoading: boolean; isEmpty: boolean; hasFailed: boolean };

function describe({ query, isLoading, isEmpty, hasFailed }: State): string {
  if (isLoading) return 'Searching…';
  if (query !== '' && isEmpty && !hasFailed) return 'Nothing in this workspace was found.';
  const length = [...query].length;
  if (length > 0 && length < minTextCharacters) return 'Texts are searched from three characters on.';
  return '';
}
