type BootListener = (boot: Promise<void>) => void;

export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { boot } = await import('@/lib/cli/boot');
  const listener = findBootListener();
  if (!listener) return boot();
  // The server stops with the boot's own sentence; Next would log a failure here and go on serving.
  const booting = boot();
  listener(booting);
  await booting.catch(() => undefined);
}

function findBootListener(): BootListener | undefined {
  const shared = globalThis as unknown as Record<symbol, BootListener | undefined>;
  return shared[Symbol.for('palimpsest.boot')];
}
