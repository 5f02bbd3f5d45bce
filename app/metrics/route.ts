import { answerMetrics } from '@/lib/telemetry/answer-metrics';

export const dynamic = 'force-dynamic';

export async function GET(request: Request): Promise<Response> {
  const { body, ...init } = await answerMetrics(request.headers.get('authorization'));
  return new Response(body, init);
}
