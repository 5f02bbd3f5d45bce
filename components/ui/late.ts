'use client';

import { createElement, useEffect, useState, useSyncExternalStore } from 'react';
import type { ComponentType } from 'react';

type Late<Props> = {
  Component: ComponentType<Props>;
  /** Fetches it for somebody who is about to need it. */
  preload: () => void;
};

type Options<Props> = {
  /** Shown until it is there. */
  Loading?: ComponentType;
  /** Shown where it cannot be loaded; without one, the page fails as it does for any other fault. */
  StandIn?: ComponentType<Props>;
};

/**
 * A component that is loaded when it is first rendered, in the browser alone. Unlike a lazy one it is there at once when it was
 * fetched ahead, and a page that lost its connection goes on without it, or with what stands in for it, until that is back.
 */
export function makeLate<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { Loading, StandIn }: Options<Props> = {},
): Late<Props> {
  let shown: ComponentType<Props> | null = null;
  let loading: Promise<void> | null = null;
  const listeners = new Set<() => void>();

  function show(component: ComponentType<Props>) {
    shown = component;
    for (const listener of listeners) listener();
  }
  function recover(failure: unknown) {
    loading = null;
    if (StandIn) show(StandIn);
    else if (navigator.onLine) throw failure;
    window.addEventListener('online', preload, { once: true });
  }
  function ensure(): Promise<void> {
    loading ??= load().then(show).catch(recover);
    return loading;
  }
  function preload() {
    // Whoever renders it tries again, and says so where it cannot.
    ensure().catch(() => undefined);
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
    const [failed, setFailed] = useState<{ failure: unknown } | null>(null);
    useEffect(function loadNow() {
      ensure().catch((failure: unknown) => setFailed({ failure }));
    }, []);
    if (failed) throw failed.failure;
    if (Shown) return createElement(Shown, props);
    return Loading ? createElement(Loading) : null;
  }
  return { Component, preload };
}
