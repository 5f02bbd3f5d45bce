'use client';

import { useEffect, useRef } from 'react';

import { SearchInput } from '@/components/ui/search-input';
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
  return (
    <SearchInput
      inputRef={input}
      label="Filter memories by path"
      placeholder="Filter by path"
      clearLabel="Clear the filter"
      maxLength={1024}
      value={value}
      onChange={onChange}
      onLeave={onLeave}
      onEnter={() => {
        if (value !== '') onLeave();
      }}
      onEscape={onLeave}
      shortcut="f"
    />
  );
}
