import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

type PathFieldProps = {
  label?: string;
  hint?: string;
  value: string;
  onChange: (path: string) => void;
  error: string | null;
};

export function PathField({ label = 'Path', hint, value, onChange, error }: PathFieldProps) {
  return (
    <Field label={label} error={error} {...(hint !== undefined && { hint })}>
      {(control) => (
        <Input
          {...control}
          className="font-mono"
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
