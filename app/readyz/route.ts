import { isReady } from '@/lib/db/ready';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const { ready, reason } = await isReady();
  if (ready) return Response.json({ status: 'ready' });
  return Response.json({ status: 'not_ready', reason: reason ?? 'starting' }, { status: 503 });
}
