import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';

import { readTheme } from '@/components/shell/theme';

import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Palimpsest', template: '%s · Palimpsest' },
  description: 'Keeps every version of what AI agents remember, and lets people put it right.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { colorScheme: 'light dark' };

// A page made at build time could carry neither the reader's permissions nor a nonce of its own.
export const dynamic = 'force-dynamic';

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = readTheme(await cookies());
  return (
    // The theme may be changed in the browser between two answers of the server.
    <html lang="en" data-theme={theme === 'system' ? undefined : theme} suppressHydrationWarning>
      <body className="antialiased">{children}</body>
    </html>
  );
}
