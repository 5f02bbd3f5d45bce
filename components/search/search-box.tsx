'use client';

import { useEffect, useRef } from 'react';

import { SearchInput } from '@/components/ui/search-input';
import { useShortcut } from '@/components/ui/shortcuts';

type SearchBoxProps = {
  value: string;
  onChange: (text: string) => void;
  onLeave: () => void;
  onEnter: () => void;
};

const maxCharacters = 1024;

/** Where the words are typed. Arrow down leads to what was found. */
export function SearchBox(props: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  useShortcut('/', 'Search', () => input.current?.select());
  useEffect(function beginWithTheWords() {
    if (window.location.hash === '') input.current?.focus();
  }, []);
  return (
    <div className="mx-4 mt-4 max-w-[720px]">
      <SearchInput
        {...props}
        inputRef={input}
        label="Search the text of memories"
        placeholder="Words, or any part of one"
        clearLabel="Clear the search"
        maxLength={maxCharacters}
        onEscape={() => input.current?.blur()}
        isLarge
      />
    </div>
  );
}
