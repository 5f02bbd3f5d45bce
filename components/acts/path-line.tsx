import { VisibleText } from '@/components/text/visible-text';

/** The memory that an act concerns. */
export function PathLine({ path }: { path: string }) {
  return (
    <p className="rounded-control bg-sunken px-3 py-2 font-mono text-small [overflow-wrap:anywhere]">
      <VisibleText text={path} />
    </p>
  );
}
