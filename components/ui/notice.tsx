import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

type NoticeProps = {
  icon?: LucideIcon;
  title: string;
  children?: ReactNode;
  /** The one act that leads on. */
  action?: ReactNode;
  role?: 'alert' | 'status';
};

/** A state that fills its place: empty, failed, forbidden, gone. Says what is so, and what to do. */
export function Notice({ icon: Icon, title, children, action, role }: NoticeProps) {
  return (
    <div role={role} className="grid justify-items-start gap-3 p-6">
      {Icon && <Icon aria-hidden size={20} strokeWidth={1.5} className="text-soft" />}
      <p className="text-lead font-semibold">{title}</p>
      {children !== undefined && <div className="grid max-w-[60ch] gap-2 text-soft">{children}</div>}
      {action}
    </div>
  );
}
