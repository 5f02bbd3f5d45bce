import type { TimelineFilter } from '@/lib/history/queries';

/** What the address of the timeline asks for. */
export function readTimelineFilter(params: { get: (name: string) => string | null }): TimelineFilter {
  const [operation, session, key] = [params.get('operation'), params.get('session'), params.get('key')];
  const [memory, from, until] = [params.get('memory'), params.get('from'), params.get('until')];
  return {
    ...(operation !== null && { operation }),
    ...(session !== null && { session_id: session }),
    ...(key !== null && { api_key_id: key }),
    ...(memory !== null && { memory_id: memory }),
    ...(from !== null && { from }),
    ...(until !== null && { until }),
  };
}
