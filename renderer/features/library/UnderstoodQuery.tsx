import { assertNever } from '../../../shared/domain/assertNever.ts';
import type { UnderstoodPart } from '../../../shared/query/types.ts';
import { Chip } from '../../ui/Chip.tsx';
import type { ChipProps } from '../../ui/Chip.tsx';

export interface UnderstoodQueryProps {
  readonly parts: readonly UnderstoodPart[];
}

/** How the query was understood, part by part; nothing when it is words only, which need no explaining. */
export function UnderstoodQuery({ parts }: UnderstoodQueryProps) {
  if (parts.every(isPlainWord)) return null;
  return (
    <ul className="understood-query" aria-label="How the search was understood">
      {parts.map(part => (
        <li key={part.from}>
          <Chip tone={toneOf(part.role)}>{part.meaning}</Chip>
        </li>
      ))}
    </ul>
  );
}

/** A word as it was typed, told back between quotation marks. */
function isPlainWord({ role, meaning, from, to }: UnderstoodPart): boolean {
  return role === 'text' && meaning.length === to - from + 2;
}

function toneOf(role: UnderstoodPart['role']): ChipProps['tone'] {
  switch (role) {
    case 'filter':
      return 'accent';
    case 'text':
    case 'operator':
      return 'quiet';
    case 'unknown':
      return 'warning';
    default:
      return assertNever(role);
  }
}
