import { invalidRequest } from '@/lib/errors/app-error';

export const memoryBetas = ['agent-memory-2026-07-22', 'managed-agents-2026-04-01'] as const;

/** The memory-store API wants exactly one of its two beta values; other features' values beside it are left alone. */
export function assertMemoryBeta(header: string | null): void {
  const given = new Set((header ?? '').split(',').map((value) => value.trim()));
  const known = memoryBetas.filter((value) => given.has(value));
  if (known.length === 1) return;
  const found = known.length === 0 ? 'neither was' : 'both were';
  throw invalidRequest(
    `anthropic-beta: exactly one of ${memoryBetas.join(' and ')} must be sent with memory stores; ${found} sent`,
  );
}
