import { useLayoutEffect, useRef } from 'react';
import type { Paper } from '../../../shared/domain/paper.ts';
import { useSession } from '../../session/session.ts';
import { AbstractText } from './AbstractText.tsx';
import { Duplicates } from './Duplicates.tsx';
import { History } from './History.tsx';
import { MarkedText } from './MarkedText.tsx';
import { MetaLine } from './MetaLine.tsx';
import { NoteSection } from './NoteSection.tsx';
import { WhyFound } from './WhyFound.tsx';
import { useReadable } from './useReadable.ts';

/** A paper as it reads: title, where it comes from, abstract, note, and where it was listed. */
export function PaperView({ paper }: { readonly paper: Paper }) {
  const article = useRef<HTMLElement>(null);
  // What had the focus may be gone after it was pressed (a tag, a suggestion); the paper then takes it.
  const keepFocus = () => article.current?.focus();
  // The paper before had the focus, where the pane is a moment behind the list.
  useLayoutEffect(() => {
    if (document.activeElement === document.body && useSession.getState().pane === 'paper')
      article.current?.focus({ preventScroll: true });
  }, []);
  const title = useReadable(paper.title);
  return (
    <article ref={article} className="paper" tabIndex={-1} aria-labelledby="paper-title" data-paper-pane="">
      <header className="paper__header">
        <h1 id="paper-title" className="paper__title" dir="auto">
          <MarkedText text={title.shown} links="plain" />
        </h1>
        <MetaLine paper={paper} onLabelRemoved={keepFocus} />
      </header>
      <WhyFound paper={paper} />
      <AbstractText paper={paper} />
      <NoteSection paper={paper} />
      <History paper={paper} />
      <Duplicates paper={paper} onSettled={keepFocus} />
    </article>
  );
}
