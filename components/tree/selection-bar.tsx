'use client';

import { ChevronUp } from 'lucide-react';

import { useIsOnline } from '@/components/shell/offline-line';
import { useViewer } from '@/components/shell/workspace';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';

import { acts, actsInOrder, countMemories } from './acts';
import type { Act } from './acts';
import type { Picked } from './picked';

type SelectionBarProps = {
  picked: Picked;
  /** How many were found so far by "select all"; null when it does not run. */
  collecting: number | null;
  onStop: () => void;
  onClear: () => void;
  onAct: (act: Act) => void;
};

/** What is selected, and what can be done with all of it. */
export function SelectionBar({ picked, collecting, onStop, onClear, onAct }: SelectionBarProps) {
  if (picked.size === 0 && collecting === null) return null;
  return (
    <section aria-label="Selection" className="grid gap-2 border-t border-line bg-raised p-3">
      <div className="flex items-center justify-between gap-2">
        <output className="font-medium">
          {collecting === null
            ? `${countMemories(picked.size)} selected`
            : `Selecting… ${collecting.toLocaleString('en')}`}
        </output>
        <Button look="quiet" onClick={collecting === null ? onClear : onStop}>
          {collecting === null ? 'Clear' : 'Stop'}
        </Button>
      </div>
      {collecting === null && <ActButtons picked={picked} onAct={onAct} />}
    </section>
  );
}

/** Why an act cannot be chosen now; undefined when it can. */
function useRefusal(picked: Picked): (act: Act) => string | undefined {
  const { scopes, role } = useViewer();
  const isOnline = useIsOnline();
  return (act) => {
    const { scope, appliesTo, notApplicable } = acts[act];
    if (!isOnline) return 'You are offline';
    if (!scopes.includes(scope)) return `Your role, ${role}, may not do this`;
    return [...picked.values()].some(appliesTo) ? undefined : notApplicable;
  };
}

function ActButtons({ picked, onAct }: Pick<SelectionBarProps, 'picked' | 'onAct'>) {
  const refusalOf = useRefusal(picked);
  const first = (['archive'] as const).filter((act) => refusalOf(act) === undefined);
  return (
    <div className="flex flex-wrap gap-2">
      {first.map((act) => (
        <Button key={act} onClick={() => onAct(act)}>
          {acts[act].verb}…
        </Button>
      ))}
      <Menu
        trigger={
          <Button>
            All acts
            <ChevronUp aria-hidden size={14} />
          </Button>
        }
      >
        {actsInOrder.map((act) => (
          <div key={act} role="none">
            {act === 'move' && <MenuSeparator />}
            <MenuItem
              onSelect={() => onAct(act)}
              isDanger={acts[act].isDanger === true}
              disabledReason={refusalOf(act)}
            >
              {acts[act].verb}…
            </MenuItem>
          </div>
        ))}
      </Menu>
    </div>
  );
}
