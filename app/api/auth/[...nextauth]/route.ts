import { handleAuth } from '@/lib/auth/handle-auth';
import { enterByIdentity } from '@/lib/workspaces/enter-by-identity';
import { linkIdentity } from '@/lib/workspaces/link-identity';

type Context = { params: Promise<{ nextauth: string[] }> };

async function handler(request: Request, { params }: Context): Promise<Response> {
  return handleAuth(request, (await params).nextauth, { enter: enterByIdentity, link: linkIdentity });
}

export { handler as GET, handler as POST, handler as PUT, handler as PATCH, handler as DELETE };
