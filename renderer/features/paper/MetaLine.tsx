import { useState } from 'react';
import { BookMarked, Building2, Calendar, KeyRound, Pencil, Users } from 'lucide-react';
import { bylineInWords, organisationOf } from '../../../shared/domain/byline.ts';
import type { DetailName } from '../../../shared/domain/details.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { formatIssued } from '../../../shared/domain/resolveIssued.ts';
import { errorText } from '../../actions/command.ts';
import { DETAIL_LABELS } from '../../hooks/detailLabels.ts';
import { dateEvidence, originInWords } from '../../hooks/originWords.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useTableVersion } from '../../hooks/useLibrary.ts';
import { copyText } from '../../host/copyText.ts';
import { useSession } from '../../session/session.ts';
import { showToast } from '../../session/toast.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Byline } from './Byline.tsx';
import { Fact } from './Fact.tsx';
import { IdentifierLinks } from './IdentifierLinks.tsx';
import { PaperLabels } from './PaperLabels.tsx';

export interface MetaLineProps {
  readonly paper: Paper;
  readonly onLabelRemoved: () => void;
}

/** Who wrote it, and a line of what is known: date, venue, links, the citation key, tags and collections. */
export function MetaLine({ paper, onLabelRemoved }: MetaLineProps) {
  const [explained, setExplained] = useState<DetailName | null>(null);
  const why = useEvidence(paper);
  const by = paper.authors === undefined ? bylineInWords(paper) : organisationOf(paper);
  const evidence = (detail: DetailName) => ({
    why: why(detail),
    explained: explained === detail ? ('shown' as const) : ('hidden' as const),
    onExplain: () => setExplained(explained === detail ? null : detail),
  });
  return (
    <>
      <Byline paper={paper} {...evidence('authors')} />
      <div className="paper__meta">
        {paper.issued !== undefined && (
          <Fact
            {...evidence('issued')}
            icon={<Calendar />}
            label="Issued"
            text={dateInWords(paper.issued)}
            className={`paper__date paper__date--${paper.issued.yearSource}`}
          />
        )}
        {by !== undefined && (
          <span className="paper__fact">
            {paper.authors === undefined && paper.authorCount !== undefined ? <Users /> : <Building2 />}
            <span dir="auto">{by}</span>
          </span>
        )}
        {paper.venue !== undefined && (
          <Fact {...evidence('venue')} icon={<BookMarked />} label="Venue" text={paper.venue} />
        )}
        <IdentifierLinks paper={paper} />
        <KeyFact paper={paper} />
        <PaperLabels paper={paper} onRemoved={onLabelRemoved} />
      </div>
      {explained !== null && <p className="paper__evidence">{why(explained)}</p>}
    </>
  );
}

function dateInWords(issued: NonNullable<Paper['issued']>): string {
  switch (issued.yearSource) {
    case 'inferred':
      return `${formatIssued(issued)}, year inferred`;
    case 'unknown':
      return `${formatIssued(issued)}, year unknown`;
    case 'written':
    case 'chosen':
      return formatIssued(issued);
  }
}

/** How each detail is known, as a sentence. */
function useEvidence(paper: Paper): (detail: DetailName) => string {
  const { digests } = useApp().library.state;
  useTableVersion('digests');
  return detail => {
    if (detail === 'issued') return dateEvidence(paper, digests);
    const words = originInWords(paper, detail, digests);
    return words === undefined ? '' : `${DETAIL_LABELS[detail]} ${words}.`;
  };
}

function KeyFact({ paper }: { readonly paper: Paper }) {
  const { host } = useApp();
  const copy = () => {
    copyText(host, paper.citationKey).then(
      () => showToast(`Copied ${paper.citationKey}`),
      (error: unknown) => showToast(errorText(error), { tone: 'error' }),
    );
  };
  return (
    <span className="paper__key">
      <button
        type="button"
        className="paper__fact"
        aria-label={`Copy the citation key ${paper.citationKey}`}
        title="Copy the citation key"
        onClick={copy}
      >
        <KeyRound />
        <span>{paper.citationKey}</span>
      </button>
      <IconButton
        label="Edit the citation key…"
        icon={<Pencil />}
        size="small"
        onPress={() => useSession.setState({ overlay: { kind: 'editKey', paper: paper.id } })}
      />
    </span>
  );
}
