import { Choice } from '@/components/ui/choice';
import { roles } from '@/lib/auth/actor';
import type { Role } from '@/lib/auth/actor';

import { roleWords } from './role-words';

type RoleChoiceProps = { value: Role; onChange: (role: Role) => void; isFirstFocus?: boolean };

/** One of the roles, each with what it lets somebody do. */
export function RoleChoice(props: RoleChoiceProps) {
  return (
    <Choice
      legend="Role"
      options={roles}
      describe={(role) => ({ name: roleWords[role].name, about: roleWords[role].may })}
      {...props}
    />
  );
}
