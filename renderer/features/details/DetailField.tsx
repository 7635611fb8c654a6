import type { DetailName, Details } from '../../../shared/domain/details.ts';
import { identifierKeys } from '../../../shared/domain/identifiers.ts';
import { authorName } from '../../../shared/domain/authorNames.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { formatPrintedDate } from '../../../shared/domain/resolveIssued.ts';
import type { LibraryState } from '../../../shared/library/tables.ts';
import { counted } from '../../hooks/counted.ts';
import { DETAIL_LABELS } from '../../hooks/detailLabels.ts';
import { originInWords } from '../../hooks/originWords.ts';
import { useApp } from '../../hooks/useApp.ts';
import { TextField } from '../../ui/TextField.tsx';
import { shownText, type Draft } from './draft.ts';
import { FIELDS, readDetail } from './fields.ts';

export interface DetailFieldProps {
  readonly name: DetailName;
  readonly paper: Paper;
  readonly known: Details;
  readonly draft: Draft;
  readonly error: string | undefined;
  /** Null: what the digests print is to count again. */
  readonly onChange: (text: string | null) => void;
  readonly onLeave: () => void;
}

/** One detail: its field, where its value came from, and the way back to what the digests print. */
export function DetailField({ name, paper, known, draft, error, onChange, onLeave }: DetailFieldProps) {
  const { state } = useApp().library;
  const { hint, lines, font } = FIELDS[name];
  const text = shownText(draft, name, known);
  const note = noteOn(name, text, state, paper) ?? understood(name, text, draft) ?? hint;
  return (
    <div className={`details__field details__field--${name}`} data-detail={name} onBlur={onLeave}>
      <TextField
        label={DETAIL_LABELS[name]}
        value={text}
        onChange={onChange}
        lines={lines}
        rows={1}
        font={font}
        {...(name === 'title' && { focus: 'auto' })}
        aside={<Provenance {...{ name, paper, known, draft, onChange }} />}
        {...(note !== undefined && error === undefined && { description: note })}
        {...(error !== undefined && { error })}
      />
    </div>
  );
}

type ProvenanceProps = Pick<DetailFieldProps, 'name' | 'paper' | 'known' | 'draft' | 'onChange'>;

function Provenance({ name, paper, known, draft, onChange }: ProvenanceProps) {
  const { state } = useApp().library;
  const typed = draft[name];
  if (typed === null) {
    return (
      <>
        as the digest prints it when saved
        <BackButton label="Keep" onPress={() => onChange(shownText({}, name, known))} />
      </>
    );
  }
  if (typed !== undefined) {
    const isDigests = typed.trim() === '' && paper.origins?.[name] === undefined && name !== 'title';
    return (
      <>
        {isDigests ? 'left empty, the digest’s stays' : 'not saved yet'}
        <BackButton label="Undo" onPress={() => onChange(shownText({}, name, known))} />
      </>
    );
  }
  if (known[name] === undefined) return null;
  const told = paper.origins?.[name]?.kind;
  // A file tells what no digest prints; there is nothing to go back to.
  const canGoBack = told !== undefined && told !== 'file' && paper.listings.length > 0;
  return (
    <>
      {originInWords(paper, name, state.digests)}
      {canGoBack && <BackButton label="Back to the digest’s" onPress={() => onChange(null)} />}
    </>
  );
}

function BackButton({ label, onPress }: { readonly label: string; readonly onPress: () => void }) {
  return (
    <button type="button" className="details__back" onClick={onPress}>
      {label}
    </button>
  );
}

/** What is worth knowing before it is saved: that another paper has the same identifier. */
function noteOn(
  name: DetailName,
  text: string,
  state: Pick<LibraryState, 'papersByIdentifier'>,
  paper: Paper,
): string | undefined {
  if ((name !== 'doi' && name !== 'arxiv') || text.trim() === '') return undefined;
  const read = readDetail(name, text);
  if (!read.ok || read.value === undefined) return undefined;
  const other = identifierKeys({ [name]: read.value })
    .map(key => state.papersByIdentifier.get(key))
    .find(found => found !== undefined && found.id !== paper.id);
  return other && `“${other.title}” has it too. If both are one paper, merge them.`;
}

/** How a typed text is understood, where that isn't what stands there. */
function understood(name: DetailName, text: string, draft: Draft): string | undefined {
  if (draft[name] === undefined || draft[name] === null || text.trim() === '') return undefined;
  switch (name) {
    case 'authors': {
      const read = readDetail('authors', text);
      if (!read.ok || read.value === undefined) return undefined;
      const names = read.value.slice(0, 4).map(nameParts);
      const rest = read.value.length - names.length;
      return `${counted(read.value.length, 'author')}: ${names.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
    }
    case 'issued': {
      const read = readDetail('issued', text);
      return read.ok && read.value !== undefined ? formatPrintedDate(read.value) : undefined;
    }
    case 'doi':
    case 'arxiv': {
      const read = readDetail(name, text);
      return read.ok && read.value !== text.trim() ? `Understood as ${read.value}` : undefined;
    }
    default:
      return undefined;
  }
}

/** The family name apart, so that a wrong guess is seen. */
function nameParts(author: NonNullable<Details['authors']>[number]): string {
  if ('literal' in author) return `${author.literal} (a group)`;
  return author.given === undefined ? authorName(author) : `${author.family}, ${author.given}`;
}
