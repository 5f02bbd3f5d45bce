import { useId } from 'react';

type ChoiceProps<Value extends string> = {
  legend: string;
  options: readonly Value[];
  describe: (value: Value) => { name: string; about: string };
  value: Value;
  onChange: (value: Value) => void;
  isFirstFocus?: boolean;
};

/** One of a few, each with what it means. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { legend, options, describe, value, onChange, isFirstFocus = false } = props;
  const id = useId();
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium">{legend}</legend>
      {options.map((option) => (
        <div key={option} className="grid grid-cols-[16px_minmax(0,1fr)] items-start gap-x-2.5">
          <input
            id={`${id}-${option}`}
            type="radio"
            name={id}
            checked={option === value}
            onChange={() => onChange(option)}
            aria-describedby={`${id}-${option}-about`}
            data-first-focus={(isFirstFocus && option === value) || undefined}
            className="mt-0.5 size-4 accent-accent"
          />
          <label htmlFor={`${id}-${option}`}>{describe(option).name}</label>
          <p id={`${id}-${option}-about`} className="col-start-2 text-small text-soft">
            {describe(option).about}
          </p>
        </div>
      ))}
    </fieldset>
  );
}
