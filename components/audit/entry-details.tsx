import { CopyId } from '@/components/ui/copy';

const anId = /^[a-z]+_01[0-9A-Za-z]{22}$/;

function isId(value: unknown): value is string {
  return typeof value === 'string' && anId.test(value);
}

function Value({ value }: { value: unknown }) {
  if (isId(value)) return <CopyId id={value} />;
  if (Array.isArray(value)) {
    if (value.length === 0) return 'none';
    return value.map((item, index) =>
      isId(item) ? (
        <CopyId key={item} id={item} />
      ) : (
        <span key={String(item)}>{`${index > 0 ? ', ' : ''}${String(item)}`}</span>
      ),
    );
  }
  if (value === null) return 'none';
  if (typeof value === 'number') return value.toLocaleString('en');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return (
    <span className="[overflow-wrap:anywhere]">
      {typeof value === 'string' ? value : JSON.stringify(value)}
    </span>
  );
}

/** What the entry says beside who, what and when: ids, counts and codes. */
export function EntryDetails({ details }: { details: Record<string, unknown> }) {
  const facts = Object.entries(details);
  if (facts.length === 0) return null;
  return (
    <section aria-label="Details" className="grid gap-2">
      <h2 className="font-semibold">Details</h2>
      <dl className="grid max-w-[640px] grid-cols-[minmax(0,auto)_minmax(0,1fr)] border-t border-line">
        {facts.map(([name, value]) => (
          <div
            key={name}
            className="col-span-2 grid min-h-8 grid-cols-subgrid items-center gap-x-6 border-b border-line"
          >
            <dt className="text-soft">{name.replaceAll('_', ' ')}</dt>
            <dd className="tabular-nums">
              <Value value={value} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
