import { useMemo, type MouseEvent, type ReactNode } from 'react';
import { highlightRanges } from '../../../shared/query/highlight.ts';
import { findLinks } from '../../../shared/text/links.ts';
import { errorText } from '../../actions/command.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useMatchedTerms } from '../../hooks/useVisiblePapers.ts';
import { openLink } from '../../host/openLink.ts';
import { showToast } from '../../session/toast.ts';
import { cutText, type Piece } from './pieces.ts';

/** What is shown, and whether links in it can be followed. */
export interface MarkedTextProps {
  readonly text: string;
  readonly links: 'followed' | 'plain';
}

/** A text with what the search matched marked in it. Always text: nothing in it is taken for markup. */
export function MarkedText({ text, links }: MarkedTextProps) {
  const terms = useMatchedTerms();
  const pieces = useMemo(
    () => cutText(text, links === 'followed' ? findLinks(text) : [], highlightRanges(text, terms)),
    [text, links, terms],
  );
  return pieces.map((piece, place) => <PieceView key={place} piece={piece} />);
}

function PieceView({ piece: { text, url, marked } }: { readonly piece: Piece }) {
  const words = marked ? <mark>{text}</mark> : text;
  return url === undefined ? words : <TextLink url={url}>{words}</TextLink>;
}

function TextLink({ url, children }: { readonly url: string; readonly children: ReactNode }) {
  const { host } = useApp();
  const follow = (event: MouseEvent) => {
    event.preventDefault();
    openLink(host, url).catch((error: unknown) => showToast(errorText(error), { tone: 'error' }));
  };
  return (
    <a className="paper__link" href={url} title={url} rel="noopener noreferrer" onClick={follow}>
      {children}
    </a>
  );
}
