import { Checkbox } from '@/components/ui/input';
import type { RedactionPreview } from '@/lib/redactions/schema';

type VersionPicksProps = {
  versions: RedactionPreview['versions'];
  picked: ReadonlySet<string>;
  onChange: (picked: ReadonlySet<string>) => void;
};

/** The earlier versions that hold the text too. */
export function VersionPicks({ versions, picked, onChange }: VersionPicksProps) {
  if (versions.length === 0) return <p>No earlier version of this memory holds it.</p>;
  const toggle = (id: string) => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  const left = versions.length - picked.size;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium">
        Earlier versions that hold it, to be made unreadable as a whole
      </legend>
      <ul className="grid max-h-40 grid-cols-[repeat(auto-fill,minmax(200px,1fr))] gap-x-4 overflow-y-auto">
        {versions.map((version) => (
          <li key={version.memory_version_id}>
            <label className="flex min-h-8 items-center gap-2">
              <Checkbox
                checked={picked.has(version.memory_version_id)}
                onChange={() => toggle(version.memory_version_id)}
              />
              Version {version.number}
              <span className="text-soft">{version.places.join(' and ')}</span>
            </label>
          </li>
        ))}
      </ul>
      {left > 0 && (
        <output className="block text-withheld">
          In {left} {left === 1 ? 'version' : 'versions'} it stays readable.
        </output>
      )}
    </fieldset>
  );
}
