'use client';

import { createElement, useEffect, useSyncExternalStore } from 'react';
import type { ComponentType } from 'react';

type Late<Props> = {
  Component: ComponentType<Props>;
  /** Fetches it for somebody who is about to need it. */
  preload: () => void;
};

/**
 * A component that is loaded when it is first rendered, in the browser alone. Unlike a lazy one it is there at once when it was
 * fetched ahead, and a page that lost its connection goes on without it, or with what stands in for it, until that is back.
 */
export function makeLate<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  StandIn: ComponentType<Props> | null = null,
): Late<Props> {
  let shown: ComponentType<Props> | null = null;
  let loading: Promise<void> | null = null;
  const listeners = new Set<() => void>();

  function show(component: ComponentType<Props> | null) {
    shown = component;
    for (const listener of listeners) listener();
  }
  function preload() {
    loading ??= load().then(show, () => {
      loading = null;
      show(StandIn);
      window.addEventListener('online', preload, { once: true });
    });
  }
  function subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }
  function Component(props: Props) {
    const Shown = useSyncExternalStore(
      subscribe,
      () => shown,
      () => null,
    );
    useEffect(preload, []);
    return Shown && createElement(Shown, props);
  }
  return { Component, preload };
}
