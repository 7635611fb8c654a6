import type { DigestId, PaperId } from '../../../shared/domain/ids.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { focusList } from '../../actions/focus.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useTableVersion } from '../../hooks/useLibrary.ts';
import { useSession } from '../../session/session.ts';
import { paperHistory } from './paperHistory.ts';

/** Every listing of a paper in the order of time. */
export function History({ paper }: { readonly paper: Paper }) {
  const { library } = useApp();
  useTableVersion('digests');
  const entries = paperHistory(paper, library.state.digests);
  if (entries.length === 0) return null;
  return (
    <section className="paper__section" aria-labelledby="paper-history">
      <h2 id="paper-history" className="paper__heading">
        Listed in {entries.length === 1 ? '1 digest' : `${entries.length} digests`}
      </h2>
      <table className="paper__history">
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Digest</th>
            <th scope="col">Kind</th>
            <th scope="col">Date as printed</th>
            <th scope="col">Comments</th>
            <th scope="col">Rank</th>
            <th scope="col">Authors</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(entry => (
            <tr key={entry.digest}>
              <th scope="row">
                <button
                  type="button"
                  className="paper__digest"
                  dir="auto"
                  onClick={() => showDigest(entry.digest, paper.id)}
                >
                  {entry.name}
                </button>
                {entry.title !== undefined && (
                  <span className="paper__listed-as" dir="auto">
                    as “{entry.title}”
                  </span>
                )}
              </th>
              <td className="paper__history-kind">{entry.kind}</td>
              <td>{entry.printed}</td>
              <td>{entry.comments}</td>
              <td>rank {entry.rank}</td>
              <td dir="auto">{entry.by}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Goes to a digest; the paper stays the one that is shown. */
function showDigest(digest: DigestId, focused: PaperId): void {
  useSession.setState({
    view: { kind: 'digest', digest, show: 'all' },
    query: '',
    focused,
    selected: new Set(),
  });
  focusList();
}
