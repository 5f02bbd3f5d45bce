import type { MemberResource } from '@/lib/workspaces/member';

export type MemberDialogProps = { member: MemberResource; onClose: () => void };
