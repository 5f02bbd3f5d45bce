'use client';

import { usePathname } from 'next/navigation';
import { useEffect } from 'react';

export type Place = { name: string; within: string; href: string };

const maxPlaces = 8;

/** Names of stores and memories are kept for as long as the page lives, and are written nowhere. */
let places: readonly Place[] = [];

/** Where somebody was before, the last place first. */
export function listRecentPlaces(): readonly Place[] {
  return places.filter(({ href }) => href !== window.location.pathname);
}

/** Remembers that somebody was here. */
export function RememberPlace({ name, within }: Omit<Place, 'href'>) {
  const href = usePathname();
  useEffect(
    function putFirst() {
      const others = places.filter((place) => place.href !== href);
      places = [{ name, within, href }, ...others].slice(0, maxPlaces);
    },
    [name, within, href],
  );
  return null;
}
