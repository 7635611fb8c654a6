import { useEffect, useState } from 'react';
import type { LibraryState } from '../../../shared/library/tables.ts';
import { DigestCard } from './DigestCard.tsx';
import type { DigestReport } from './report.ts';

/** More than a window shows at once, and some milliseconds of work. */
const CARDS_AT_A_TIME = 12;

interface DigestCardsProps {
  readonly reports: readonly DigestReport[];
  readonly digests: LibraryState['digests'];
  readonly onSettled: () => void;
}

/** What each digest brought. Of hundreds the first are drawn at once, the others while those are being read. */
export function DigestCards({ reports, digests, onSettled }: DigestCardsProps) {
  const [most, setMost] = useState(CARDS_AT_A_TIME);
  const isCut = most < reports.length;
  useEffect(() => {
    if (!isCut) return undefined;
    const timer = setTimeout(() => setMost(most + CARDS_AT_A_TIME));
    return () => clearTimeout(timer);
  }, [most, isCut]);
  return (
    <ul className="import__digests" aria-label="Digests">
      {reports.slice(0, most).map((report, place) => (
        <DigestCard key={place} report={report} digest={digests.get(report.id)} onSettled={onSettled} />
      ))}
    </ul>
  );
}
