'use client';

import { useEffect } from 'react';

/** Well within the hours after which an unused session ends, and seldom enough not to matter. */
const renewEveryMs = 15 * 60_000;

/** Keeps the session alive while somebody uses the page, and no longer: a page that is merely open lets it end. */
export function KeepSignedIn() {
  useEffect(function renewOnUse() {
    let renewedAtMs = Date.now();
    function noticeUse(): void {
      if (Date.now() - renewedAtMs < renewEveryMs) return;
      renewedAtMs = Date.now();
      // Without a connection nothing is lost: the next use renews it. An ended session is for the next real request to tell.
      fetch('/api/auth/session', { cache: 'no-store' }).catch(() => undefined);
    }
    window.addEventListener('keydown', noticeUse);
    window.addEventListener('pointerdown', noticeUse);
    return () => {
      window.removeEventListener('keydown', noticeUse);
      window.removeEventListener('pointerdown', noticeUse);
    };
  }, []);
  return null;
}
