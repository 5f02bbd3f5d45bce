'use client';

import { Search, X } from 'lucide-react';
import type { KeyboardEvent, RefObject } from 'react';

import { classNames } from './class-names';
import { IconButton } from './icon-button';
import { Input } from './input';

export type SearchInputProps = {
  inputRef: RefObject<HTMLInputElement | null>;
  label: string;
  placeholder: string;
  /** What the button that empties it is called. */
  clearLabel: string;
  maxLength: number;
  value: string;
  onChange: (text: string) => void;
  /** Down to what was found. */
  onLeave: () => void;
  onEnter: () => void;
  /** Escape, once it is empty. */
  onEscape: () => void;
  /** The key that leads here, shown while it is empty. */
  shortcut?: string;
  isLarge?: boolean;
};

/** Where something is typed that narrows or finds. Arrow down leads on, Escape empties it and then leaves it. */
export function SearchInput(props: SearchInputProps) {
  const { inputRef, value, onChange, shortcut, isLarge = false } = props;
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') props.onLeave();
    else if (event.key === 'Enter') props.onEnter();
    else if (event.key === 'Escape' && value !== '') onChange('');
    else if (event.key === 'Escape') props.onEscape();
    else return;
    event.preventDefault();
  };
  const clear = () => {
    onChange('');
    inputRef.current?.focus();
  };
  return (
    <div className="relative">
      <Search
        aria-hidden
        size={isLarge ? 16 : 14}
        className={classNames(
          'pointer-events-none absolute text-soft',
          isLarge ? 'top-3 left-3' : 'top-2.25 left-2',
        )}
      />
      <Input
        ref={inputRef}
        type="search"
        aria-label={props.label}
        placeholder={props.placeholder}
        autoComplete="off"
        spellCheck={false}
        maxLength={props.maxLength}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={press}
        className={classNames(
          '[&::-webkit-search-cancel-button]:hidden',
          isLarge ? 'h-10 px-9 text-lead' : 'px-7',
        )}
      />
      {value === '' && shortcut !== undefined && (
        <kbd
          aria-hidden
          className="absolute top-2 right-2 rounded-control border border-line px-1 text-small text-soft pointer-coarse:hidden"
        >
          {shortcut}
        </kbd>
      )}
      {value !== '' && (
        <IconButton
          icon={X}
          label={props.clearLabel}
          onClick={clear}
          className={classNames('absolute', isLarge ? 'top-1 right-1' : 'top-0 right-0')}
        />
      )}
    </div>
  );
}
