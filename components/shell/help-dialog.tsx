'use client';

import { Dialog } from '@/components/ui/dialog';
import { useShortcutList } from '@/components/ui/shortcuts';
import type { Shortcut } from '@/components/ui/shortcuts';

const everywhere = new Set(['mod+k', '?']);

/** What the browser and every control do by themselves. */
const always: readonly Shortcut[] = [
  { keys: 'Tab', does: 'Go to the next control' },
  { keys: 'Enter', does: 'Open or press what has the focus' },
  { keys: 'Esc', does: 'Close what is open' },
];

const keyNames: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

/** The keys of one act, in the order in which they were bound. */
function groupByAct(shortcuts: readonly Shortcut[]): Map<string, Set<string>> {
  const byAct = new Map<string, Set<string>>();
  for (const { keys, does } of shortcuts) {
    byAct.set(does, (byAct.get(does) ?? new Set()).add(keys));
  }
  return byAct;
}

export function HelpDialog({ onClose }: { onClose: () => void }) {
  const bound = useShortcutList();
  const ofPage = bound.filter(({ keys }) => !everywhere.has(keys));
  const global = bound.filter(({ keys }) => everywhere.has(keys));
  return (
    <Dialog title="Keys" onClose={onClose}>
      <div className="grid gap-6">
        {ofPage.length > 0 && <KeyList title="On this page" shortcuts={ofPage} />}
        <KeyList title="Everywhere" shortcuts={[...global, ...always]} />
        <p className="text-small text-soft">No key does anything while you type, or behind a dialog.</p>
      </div>
    </Dialog>
  );
}

function KeyList({ title, shortcuts }: { title: string; shortcuts: readonly Shortcut[] }) {
  return (
    <section>
      <h3 className="mb-2 font-semibold">{title}</h3>
      <dl className="grid gap-y-2">
        {[...groupByAct(shortcuts)].map(([does, keys]) => (
          <div key={does} className="grid grid-cols-[120px_1fr] items-center gap-4">
            <dt className="flex flex-wrap gap-1">
              {[...keys]
                .flatMap((each) => (each === 'mod+k' ? ['⌘ K', 'Ctrl K'] : [keyNames[each] ?? each]))
                .map((name) => (
                  <kbd
                    key={name}
                    className="rounded-control border border-line bg-sunken px-2 py-0.5 font-mono text-small whitespace-nowrap"
                  >
                    {name}
                  </kbd>
                ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
