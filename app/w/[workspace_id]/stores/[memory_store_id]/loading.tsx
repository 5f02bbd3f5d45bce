import { OverviewSkeleton } from '@/components/store-overview/overview-skeleton';

export default function StoreLoading() {
  return <OverviewSkeleton />;
}
