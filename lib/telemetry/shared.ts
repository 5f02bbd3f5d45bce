import 'server-only';

/**
 * One value a process: the bundler gives pages and handlers copies of a module, and only `globalThis` is common to them. Whoever
 * uses a name keeps one type for it.
 */
export function shared<Value>(name: string, make: () => Value): Value {
  const held = globalThis as unknown as Record<symbol, Value | undefined>;
  return (held[Symbol.for(`palimpsest.${name}`)] ??= make());
}
