import { useState } from 'react';
import { Building2, Calendar, KeyRound, Pencil, Users } from 'lucide-react';
import { bylineInWords } from '../../../shared/domain/byline.ts';
import { digestName } from '../../../shared/domain/digestName.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { formatIssued, issuedEvidence } from '../../../shared/domain/resolveIssued.ts';
import { errorText } from '../../actions/command.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useLibraryVersion } from '../../hooks/useLibrary.ts';
import { copyText } from '../../host/copyText.ts';
import { useSession } from '../../session/session.ts';
import { showToast } from '../../session/toast.ts';
import { IconButton } from '../../ui/Button.tsx';
import { PaperLabels } from './PaperLabels.tsx';

export interface MetaLineProps {
  readonly paper: Paper;
  readonly onLabelRemoved: () => void;
}

/** Date with its evidence, who wrote it as far as digests say, the citation key, tags and collections. */
export function MetaLine({ paper, onLabelRemoved }: MetaLineProps) {
  const [evidence, setEvidence] = useState<'shown' | 'hidden'>('hidden');
  const by = bylineInWords(paper);
  const why = useEvidence(paper);
  return (
    <>
      <div className="paper__meta">
        {paper.issued !== undefined && (
          <button
            type="button"
            className={`paper__fact paper__date paper__date--${paper.issued.yearSource}`}
            aria-expanded={evidence === 'shown'}
            aria-label={`Issued ${dateInWords(paper.issued)}: how this is known`}
            title={why}
            onClick={() => setEvidence(evidence === 'shown' ? 'hidden' : 'shown')}
          >
            <Calendar />
            <span>{dateInWords(paper.issued)}</span>
          </button>
        )}
        {by !== undefined && (
          <span className="paper__fact">
            {paper.authorCount === undefined ? <Building2 /> : <Users />}
            <span dir="auto">{by}</span>
          </span>
        )}
        <KeyFact paper={paper} />
        <PaperLabels paper={paper} onRemoved={onLabelRemoved} />
      </div>
      {evidence === 'shown' && <p className="paper__evidence">{why}</p>}
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

function useEvidence(paper: Paper): string {
  const { state } = useApp().library;
  useLibraryVersion();
  const evidence = issuedEvidence(
    paper.listings,
    id => state.digests.get(id)?.year,
    id => {
      const digest = state.digests.get(id);
      return digest && digestName(digest);
    },
  );
  return evidence ?? '';
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
