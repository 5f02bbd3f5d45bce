import type { ReactNode } from 'react';

type PersonRowProps = {
  name: ReactNode;
  detail?: ReactNode;
  role: ReactNode;
  when: ReactNode;
  acts: ReactNode;
};

/** Somebody in a list of people: on a phone in two lines. */
export function PersonRow({ name, detail, role, when, acts }: PersonRowProps) {
  return (
    <li className="grid min-h-14 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 border-b border-line py-2 min-[900px]:grid-cols-[minmax(0,1fr)_132px_132px_auto]">
      <div className="grid min-w-0">
        <span className="flex min-w-0 items-center gap-2 font-medium">{name}</span>
        {detail !== undefined && <span className="truncate text-small text-soft">{detail}</span>}
      </div>
      <div className="max-[899px]:col-start-1 max-[899px]:row-start-2 max-[899px]:text-small">{role}</div>
      <div className="text-small text-soft max-[899px]:col-start-1 max-[899px]:row-start-3">{when}</div>
      <div className="justify-self-end max-[899px]:col-start-2 max-[899px]:row-span-3 max-[899px]:row-start-1">
        {acts}
      </div>
    </li>
  );
}
