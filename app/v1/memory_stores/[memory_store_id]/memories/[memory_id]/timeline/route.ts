import { listTimeline } from '@/lib/history/list-timeline';
import { listTimelineOperation } from '@/lib/history/timeline';
import { endpoint, handle } from '@/lib/http/endpoint';
import { targetOf } from '@/lib/memories/target';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listTimelineOperation, ({ actor, params, query }) => listTimeline(actor, targetOf(params), query)),
);
