import { endpoint, handle } from '@/lib/http/endpoint';
import { changeRole } from '@/lib/workspaces/change-role';
import { changeRoleOperation, removeMemberOperation } from '@/lib/workspaces/member';
import { removeMember } from '@/lib/workspaces/remove-member';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(changeRoleOperation, ({ actor, params, body }) => changeRole(actor, params.user_id, body)),
  handle(removeMemberOperation, ({ actor, params }) => removeMember(actor, params.user_id)),
);
