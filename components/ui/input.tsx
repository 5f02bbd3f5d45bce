import type { ComponentProps } from 'react';

import { classNames } from './class-names';

const box =
  'w-full rounded-control border border-line-strong bg-raised px-2 text-ink placeholder:text-soft aria-invalid:border-danger disabled:opacity-50';

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input {...props} className={classNames(box, 'h-8', className)} />;
}

export function TextArea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea {...props} className={classNames(box, 'py-2', className)} />;
}

export function Select({ className, ...props }: ComponentProps<'select'>) {
  return <select {...props} className={classNames(box, 'h-8', className)} />;
}

export function Checkbox({ className, ...props }: Omit<ComponentProps<'input'>, 'type'>) {
  return <input type="checkbox" {...props} className={classNames('size-4 accent-accent', className)} />;
}
