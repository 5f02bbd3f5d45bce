import { MemorySkeleton } from '@/components/memories/memory-skeleton';

export default function MemoryLoading() {
  return <MemorySkeleton />;
}
