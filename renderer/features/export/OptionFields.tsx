import type { Format, FormatOption, FormatOptions } from '../../../shared/citation/format.ts';
import { Select } from '../../ui/Select.tsx';

interface OptionFieldsProps {
  readonly format: Format;
  readonly options: FormatOptions;
  readonly onChange: (options: FormatOptions) => void;
}

/** What can be chosen about a format. */
export function OptionFields({ format, options, onChange }: OptionFieldsProps) {
  return (
    <fieldset className="export__options">
      <legend className="visually-hidden">Options</legend>
      {format.options.map(option => (
        <OptionField
          key={option.id}
          option={option}
          value={options[option.id] ?? option.default}
          onChange={value => onChange({ ...options, [option.id]: value })}
        />
      ))}
    </fieldset>
  );
}

interface OptionFieldProps {
  readonly option: FormatOption;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function OptionField({ option, value, onChange }: OptionFieldProps) {
  if (option.kind === 'choice') {
    const items = option.choices.map(({ value: id, label }) => ({ id, label }));
    return <Select label={option.label} groups={[{ items }]} chosen={value} onChoose={onChange} />;
  }
  return (
    <label className="export__option">
      <input
        type="checkbox"
        checked={value === 'included'}
        onChange={event => onChange(event.target.checked ? 'included' : 'left out')}
      />
      {option.label}
    </label>
  );
}
