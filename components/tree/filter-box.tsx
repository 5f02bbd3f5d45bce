'use client';

import { Search, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';

import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { useShortcut } from '@/components/ui/shortcuts';

type FilterBoxProps = {
  value: string;
  onChange: (value: string) => void;
  /** Down to what was found. */
  onLeave: () => void;
};

/** Filters the tree while something is typed. `f` and Alt+F lead here; Escape empties it, and then leaves it. */
export function FilterBox({ value, onChange, onLeave }: FilterBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const focus = () => {
    input.current?.focus();
    input.current?.select();
  };
  useShortcut('f', 'Filter the memories of this store (also Alt+F)', focus);
  useEffect(function listenForAltF() {
    const listen = (event: globalThis.KeyboardEvent) => {
      // By its place: with Alt some keyboards type another character.
      if (!event.altKey || event.code !== 'KeyF' || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      focus();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || (event.key === 'Enter' && value !== '')) onLeave();
    else if (event.key === 'Escape' && value !== '') onChange('');
    else if (event.key === 'Escape') onLeave();
    else return;
    event.preventDefault();
  };
  return (
    <div className="relative">
      <Search aria-hidden size={14} className="pointer-events-none absolute top-2.25 left-2 text-soft" />
      <Input
        ref={input}
        type="search"
        aria-label="Filter memories by path"
        placeholder="Filter by path"
        autoComplete="off"
        spellCheck={false}
        maxLength={1024}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={press}
        className="px-7 [&::-webkit-search-cancel-button]:hidden"
      />
      {value === '' ? (
        <kbd
          aria-hidden
          className="absolute top-2 right-2 rounded-control border border-line px-1 text-small text-soft pointer-coarse:hidden"
        >
          f
        </kbd>
      ) : (
        <IconButton
          icon={X}
          label="Clear the filter"
          onClick={() => {
            onChange('');
            focus();
          }}
          className="absolute top-0 right-0"
        />
      )}
    </div>
  );
}
