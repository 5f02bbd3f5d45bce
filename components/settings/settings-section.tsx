import { useId } from 'react';
import type { ReactNode } from 'react';

type SettingsSectionProps = { title: string; lead?: ReactNode; actions?: ReactNode; children: ReactNode };

/** A part of a page of the settings: what it is about, what can be done, and the rest. */
export function SettingsSection({ title, lead, actions, children }: SettingsSectionProps) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className="grid min-w-0 gap-4">
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid max-w-[64ch] gap-1">
          <h2 id={titleId} className="text-lead font-semibold">
            {title}
          </h2>
          {lead !== undefined && <div className="text-soft">{lead}</div>}
        </div>
        {actions}
      </header>
      {children}
    </section>
  );
}
