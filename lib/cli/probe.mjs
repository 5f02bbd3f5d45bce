// The health check of the image. Exits 0 when the process on this machine answers that it is up, the server or (`worker`) the worker.
const port = process.argv[2] === 'worker' ? process.env.WORKER_PORT : process.env.PORT || '3000';
const TIMEOUT_MS = 4_000;

try {
  const { status } = await fetch(`http://127.0.0.1:${port}/healthz`, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  process.exitCode = status === 200 ? 0 : 1;
} catch {
  process.exitCode = 1;
}
