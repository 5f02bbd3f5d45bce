import { setTimeout as sleep } from 'node:timers/promises';

import type { Stage } from './stage';

/** What the server itself says that each of its latest answers at a route took it, from the request's headers to the body. */
export async function readServerTimes(stage: Stage, route: string, count: number): Promise<number[]> {
  await sleep(500);
  const lines = stage.server
    .output()
    .split('\n')
    .filter((line) => line.includes(`"${route}"`));
  return lines.slice(-count).map((line) => (JSON.parse(line) as { duration_ms: number }).duration_ms);
}
