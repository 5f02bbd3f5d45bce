'use client';

import { Download } from 'lucide-react';
import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { makeLate } from '@/components/ui/late';
import { useShortcut } from '@/components/ui/shortcuts';

const { Component: ExportTrailDialog } = makeLate(() =>
  import('./export-trail-dialog').then((module) => module.ExportTrailDialog),
);

/** The way to a copy of what the page lists; also on `e`. */
export function ExportTrail() {
  const [isOpen, setIsOpen] = useState(false);
  const open = () => setIsOpen(true);
  useShortcut('e', 'Export the trail', open);
  return (
    <>
      <Button onClick={open}>
        <Download aria-hidden size={16} strokeWidth={1.75} />
        Export
      </Button>
      {isOpen && <ExportTrailDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}
