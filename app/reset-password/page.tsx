import type { Metadata } from 'next';

import { ResetPassword } from '@/components/auth/reset-password';
import { QueryProvider } from '@/components/shell/query-provider';

export const metadata: Metadata = { title: 'New password' };

export default function ResetPasswordPage() {
  return (
    <QueryProvider>
      <ResetPassword />
    </QueryProvider>
  );
}
