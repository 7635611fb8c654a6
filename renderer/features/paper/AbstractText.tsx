import type { Paper } from '../../../shared/domain/paper.ts';
import { actionInfo } from '../../../shared/actions/registry.ts';
import { useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { MarkedText } from './MarkedText.tsx';
import { useAbstract } from './useAbstract.ts';
import { useReadable } from './useReadable.ts';

/** The abstract, readable or raw, with a switch between the two where they differ. */
export function AbstractText({ paper }: { readonly paper: Paper }) {
  const abstract = useAbstract(paper);
  const { shown, differs } = useReadable(abstract);
  const title = useReadable(paper.title);
  if (abstract === '') {
    const why = paper.listings.length > 0 ? 'The digest gave no abstract.' : 'No abstract yet.';
    return <p className="paper__no-abstract">{why}</p>;
  }
  return (
    <section className="paper__abstract" aria-label="Abstract">
      {shown.split('\n').map((paragraph, place) => (
        <p key={place} dir="auto">
          <MarkedText text={paragraph} links="followed" />
        </p>
      ))}
      {(differs || title.differs) && <RawSwitch />}
    </section>
  );
}

/** Says which text is shown, and shows the other one. */
function RawSwitch() {
  const rawText = useSession(session => session.rawText);
  const other = rawText === 'raw' ? 'readable' : 'raw';
  return (
    <div className="paper__raw">
      <span>{rawText === 'raw' ? 'Shown as in the file' : 'TeX made readable'}</span>
      <Button
        kind="quiet"
        keys={actionInfo('rawText').keys[0]}
        keyHint="shown"
        onPress={() => useSession.setState({ rawText: other })}
      >
        {other === 'raw' ? 'Show the raw text' : 'Show readable text'}
      </Button>
    </div>
  );
}
