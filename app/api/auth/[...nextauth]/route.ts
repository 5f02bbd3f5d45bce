import { handleAuth } from '@/lib/auth/handle-auth';

type Context = { params: Promise<{ nextauth: string[] }> };

async function handler(request: Request, { params }: Context): Promise<Response> {
  return handleAuth(request, (await params).nextauth);
}

export { handler as GET, handler as POST, handler as PUT, handler as PATCH, handler as DELETE };
