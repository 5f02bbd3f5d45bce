import { endpoint, handle } from '@/lib/http/endpoint';
import { listMembersOperation } from '@/lib/workspaces/member';
import { listMembers } from '@/lib/workspaces/read';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listMembersOperation, ({ actor, query }) => listMembers(actor, query)),
);
