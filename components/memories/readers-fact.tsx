import { formatCount } from '@/components/ui/bytes';
import type { ReadSummary } from '@/lib/reads/schema';
import type { MemoryResource } from '@/lib/memories/schema';

import { Fact } from './fact';

/** How often agents read it. */
export function ReadersFact({ reads }: { memory: MemoryResource; reads: ReadSummary }) {
  return <Fact name="Read this week">{formatCount(reads.read_count_7d)}×</Fact>;
}
