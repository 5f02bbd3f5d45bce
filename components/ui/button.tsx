import type { ComponentProps } from 'react';

import { classNames } from './class-names';

const looks = {
  primary: 'bg-accent text-on-accent border-transparent hover:opacity-90',
  plain: 'bg-raised text-ink border-line hover:border-line-strong',
  quiet: 'bg-transparent text-ink border-transparent hover:bg-sunken',
  danger: 'bg-danger text-on-accent border-transparent hover:opacity-90',
} as const;

export type ButtonLook = keyof typeof looks;

type ButtonProps = ComponentProps<'button'> & {
  look?: ButtonLook;
  /** Work that was asked for is under way: the button stays where it is and takes no second press. */
  isBusy?: boolean;
};

export function buttonClass(look: ButtonLook = 'plain'): string {
  return classNames(
    'inline-flex h-8 items-center justify-center gap-2 rounded-control border px-3 whitespace-nowrap no-underline',
    'font-medium select-none disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50',
    looks[look],
  );
}

export function Button({ look = 'plain', isBusy = false, className, children, ...props }: ButtonProps) {
  return (
    <button
      type="button"
      {...props}
      disabled={props.disabled === true || isBusy}
      aria-busy={isBusy || undefined}
      className={classNames(buttonClass(look), className)}
    >
      {children}
    </button>
  );
}
