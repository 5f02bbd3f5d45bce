import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/input';

const maxReasonCharacters = 2000;

type ReasonFieldProps = {
  value: string;
  onChange: (reason: string) => void;
  isRequired?: boolean;
  isDisabled?: boolean;
  error?: string | null;
};

/** Why somebody does something, in their words. */
export function ReasonField(props: ReasonFieldProps) {
  const { value, onChange, isRequired = false, isDisabled = false, error = null } = props;
  return (
    <Field
      label={isRequired ? 'Reason' : 'Reason (optional)'}
      hint="Kept with the audit trail."
      error={error}
    >
      {(control) => (
        <TextArea
          {...control}
          rows={2}
          required={isRequired}
          disabled={isDisabled}
          maxLength={maxReasonCharacters}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** What is missing of a reason that is asked for. */
export function findReasonFault(reason: string): string | null {
  return reason.trim() === '' ? 'Say why, for whoever reads the trail.' : null;
}
