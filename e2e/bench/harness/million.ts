import { growForests } from './forest';
import type { Forest } from './forest';
import type { Size } from './measurement';
import { startOnPostgres } from './stage';
import type { Stage } from './stage';

export type Million = { stage: Stage; small: Forest; large: Forest };

async function grow(size: Size): Promise<Million> {
  const stage = await startOnPostgres();
  const client = stage.connect();
  const [small, large] = await growForests(
    stage,
    client,
    size === 'full' ? [10_000, 1_000_000] : [2_000, 50_000],
  );
  client.close();
  return { stage, small: small!, large: large! };
}

let growing: Promise<Million> | undefined;

/** A server on PostgreSQL with a small store and one of a million memories: grown once, for every measurement that wants it. */
export function findMillion(size: Size): Promise<Million> {
  growing ??= grow(size);
  return growing;
}

export async function closeMillion(): Promise<void> {
  await (await growing)?.stage.close();
}
