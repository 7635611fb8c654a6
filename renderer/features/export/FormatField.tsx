import type { Format } from '../../../shared/citation/format.ts';
import { FORMATS } from '../../../shared/citation/formats.ts';

interface FormatFieldProps {
  readonly chosen: Format;
  readonly onChoose: (format: Format) => void;
}

/** The formats side by side, and what reads the one that is chosen. */
export function FormatField({ chosen, onChoose }: FormatFieldProps) {
  return (
    <fieldset className="export__formats">
      <legend className="visually-hidden">Format</legend>
      {FORMATS.map(format => (
        <label key={format.id} className="export__format">
          <input
            type="radio"
            name="format"
            className="export__radio"
            checked={format === chosen}
            onChange={() => onChoose(format)}
          />
          {format.name}
        </label>
      ))}
      <p className="export__readers">For {chosen.readers}.</p>
    </fieldset>
  );
}
