'use client';

import { Search, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';

import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { useShortcut } from '@/components/ui/shortcuts';

type SearchBoxProps = {
  value: string;
  onChange: (text: string) => void;
  onLeave: () => void;
  onEnter: () => void;
};

const maxCharacters = 1024;

/** Where the words are typed. Arrow down leads to what was found. */
export function SearchBox({ value, onChange, onLeave, onEnter }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  useShortcut('/', 'Search', () => input.current?.select());
  useEffect(function beginWithTheWords() {
    if (window.location.hash === '') input.current?.focus();
  }, []);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') onLeave();
    else if (event.key === 'Enter') onEnter();
    else if (event.key === 'Escape' && value !== '') onChange('');
    else if (event.key === 'Escape') input.current?.blur();
    else return;
    event.preventDefault();
  };
  return (
    <div className="relative mx-4 mt-4 max-w-[720px]">
      <Search aria-hidden size={16} className="pointer-events-none absolute top-3 left-3 text-soft" />
      <Input
        ref={input}
        type="search"
        aria-label="Search the text of memories"
        placeholder="Words, or any part of one"
        autoComplete="off"
        spellCheck={false}
        maxLength={maxCharacters}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={press}
        className="h-10 px-9 text-lead [&::-webkit-search-cancel-button]:hidden"
      />
      {value !== '' && (
        <IconButton
          icon={X}
          label="Clear the search"
          onClick={() => {
            onChange('');
            input.current?.focus();
          }}
          className="absolute top-1 right-1"
        />
      )}
    </div>
  );
}
