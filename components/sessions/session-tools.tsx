'use client';

import { useRef } from 'react';

import { useUrlState } from '@/components/history/url-state';
import { useStoreList } from '@/components/search/use-store-names';
import { Select } from '@/components/ui/input';
import { SearchInput } from '@/components/ui/search-input';
import { useShortcut } from '@/components/ui/shortcuts';

import { readState, stateNames } from './session-address';
import type { SessionState } from './session-address';

const longestSearch = 255;
const selectClass = 'w-auto! max-w-56 max-[899px]:grow';
const stateKeys = Object.keys(stateNames) as SessionState[];

type SessionToolsProps = {
  typed: string;
  onType: (text: string) => void;
  /** Down to what was found. */
  onLeave: () => void;
  /** Agents that are known to have sessions. */
  agents: readonly string[];
};

/** What the list of sessions is narrowed to, above it. */
export function SessionTools({ typed, onType, onLeave, agents }: SessionToolsProps) {
  const { params, hrefOf } = useUrlState();
  // The fragment holds what was typed.
  const narrow = (changes: Parameters<typeof hrefOf>[0]) =>
    window.history.pushState(null, '', hrefOf(changes) + window.location.hash);
  return (
    <form
      aria-label="Filters"
      onSubmit={(event) => event.preventDefault()}
      className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2"
    >
      <SearchBox value={typed} onChange={onType} onLeave={onLeave} />
      <Select
        aria-label="State"
        value={readState(params.get('state'))}
        onChange={({ target }) => narrow({ state: target.value === 'all' ? null : target.value })}
        className={selectClass}
      >
        {stateKeys.map((state) => (
          <option key={state} value={state}>
            {stateNames[state]}
          </option>
        ))}
      </Select>
      <StoreSelect value={params.get('store')} onChange={(store) => narrow({ store })} />
      <AgentSelect value={params.get('agent')} agents={agents} onChange={(agent) => narrow({ agent })} />
    </form>
  );
}

function SearchBox(props: { value: string; onChange: (text: string) => void; onLeave: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  useShortcut('/', 'Search the sessions', () => input.current?.select());
  return (
    <div className="max-[899px]:w-full min-[900px]:w-72">
      <SearchInput
        {...props}
        inputRef={input}
        label="Search the sessions"
        placeholder="Title, agent or id"
        clearLabel="Clear the search"
        maxLength={longestSearch}
        onEnter={props.onLeave}
        onEscape={() => input.current?.blur()}
        shortcut="/"
      />
    </div>
  );
}

type ChoiceProps = { value: string | null; onChange: (value: string | null) => void };

function StoreSelect({ value, onChange }: ChoiceProps) {
  const stores = useStoreList();
  const isUnknown = value !== null && stores.every(({ id }) => id !== value);
  return (
    <Select
      aria-label="Attached store"
      value={value ?? ''}
      onChange={({ target }) => onChange(target.value || null)}
      className={selectClass}
    >
      <option value="">any store</option>
      {isUnknown && <option value={value}>…{value.slice(-4)}</option>}
      {stores.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}

function AgentSelect({ value, agents, onChange }: ChoiceProps & { agents: readonly string[] }) {
  const choices = [...new Set([...agents, ...(value === null ? [] : [value])])].toSorted();
  return (
    <Select
      aria-label="Agent"
      value={value ?? ''}
      onChange={({ target }) => onChange(target.value || null)}
      className={selectClass}
    >
      <option value="">any agent</option>
      {choices.map((agent) => (
        <option key={agent} value={agent}>
          {agent}
        </option>
      ))}
    </Select>
  );
}
