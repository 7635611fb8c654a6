import { memo } from 'react';
import type { Digest } from '../../../shared/domain/digest.ts';
import { digestKind, digestName } from '../../../shared/domain/digestName.ts';
import type { UnplacedLine } from '../../../shared/digest-format/types.ts';
import { Button } from '../../ui/Button.tsx';
import { DigestYearField } from './DigestYearField.tsx';
import { counted } from './messages.ts';
import { countsInWords, type DigestReport } from './report.ts';
import { showNew } from '../../hooks/showNew.ts';

/** What the card shows: the report, and the digest as it is now, gone after an undo. */
export interface DigestCardProps {
  readonly report: DigestReport;
  readonly digest: Digest | undefined;
  /** Called when what was asked is answered and its field is gone. */
  readonly onSettled: () => void;
}

/** What one digest brought. Drawn again only when it changed: an import can be of hundreds. */
export const DigestCard = memo(function DigestCard({ report, digest, onSettled }: DigestCardProps) {
  return (
    <li className={`import__digest ${digest === undefined ? 'import__digest--gone' : ''}`}>
      <div className="import__digest-head">
        <h3 className="import__digest-name" dir="auto">
          {digest === undefined ? report.name : digestName(digest)}
        </h3>
        <p className="import__digest-file">
          {digest !== undefined && digestKind(digest.shape)}
          {digest !== undefined && !report.file.startsWith(digestName(digest)) && (
            <>
              {' · '}
              <span dir="auto">{report.file}</span>
            </>
          )}
        </p>
      </div>
      <p className="import__digest-counts">{whatItBrought(report, digest)}</p>
      {digest !== undefined && report.new > 0 && (
        <Button onPress={() => showNew([digest.id])}>{`Show ${report.new.toLocaleString('en')} new`}</Button>
      )}
      {digest !== undefined && lacksYear(digest) && <DigestYearField digest={digest} onSettled={onSettled} />}
      <NotUnderstood lines={report.notUnderstood} />
    </li>
  );
});

function whatItBrought(report: DigestReport, digest: Digest | undefined): string {
  if (digest === undefined) return 'No longer in your library.';
  if (report.importedBefore === undefined) return countsInWords(report);
  const day = new Date(report.importedBefore).toLocaleDateString('en', { month: 'short', day: 'numeric' });
  return `Already imported on ${day}: nothing added.`;
}

/** Only a page with a day of its own has a year to be set. */
function lacksYear(digest: Digest): boolean {
  return (
    digest.header.date !== undefined &&
    digest.header.date.year === undefined &&
    digest.year.source === 'unknown'
  );
}

function NotUnderstood({ lines }: { readonly lines: readonly UnplacedLine[] }) {
  if (lines.length === 0) return null;
  return (
    <details className="import__lines">
      <summary>{counted(lines.length, 'line')} not understood</summary>
      <p className="import__hint">
        Everything else was imported. The lines stand in the kept dump as they were.
      </p>
      <ol className="import__line-list">
        {lines.map(({ line, text, reason }, place) => (
          <li key={place}>
            <span className="import__line-number">Line {line}</span>
            <code dir="auto">{text}</code>
            {reason !== undefined && <span className="import__line-reason">{reason}</span>}
          </li>
        ))}
      </ol>
    </details>
  );
}
