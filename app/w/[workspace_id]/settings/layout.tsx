import type { ReactNode } from 'react';

import { SettingsHeader, SettingsNav } from '@/components/settings/settings-nav';

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <SettingsHeader />
      <div className="grid min-h-0 grow max-[899px]:content-start min-[900px]:grid-cols-[184px_minmax(0,1fr)]">
        <SettingsNav />
        <main id="page" className="grid min-w-0 content-start gap-10 p-4 min-[900px]:p-6">
          {children}
        </main>
      </div>
    </>
  );
}
