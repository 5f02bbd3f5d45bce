'use client';

import dynamic from 'next/dynamic';

/** Loaded when a page fails: the boundaries for that come with every page. */
export const LazyFailedPage = dynamic(() => import('./failed-page').then((module) => module.FailedPage));
