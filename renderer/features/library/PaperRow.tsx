import { memo } from 'react';
import type { MouseEvent } from 'react';
import { Check, Star, StickyNote } from 'lucide-react';
import type { PaperId } from '../../../shared/domain/ids.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import type { View } from '../../../shared/domain/view.ts';
import { useApp } from '../../hooks/useApp.ts';
import { usePaper } from '../../hooks/useLibrary.ts';
import type { Density } from '../../session/session.ts';
import { classNames } from '../../ui/classNames.ts';
import { Highlighted } from './Highlighted.tsx';
import { rowWords, STATUS_WORDS } from './rowWords.ts';
import { shownText } from './shownText.ts';

/** How a row stands out. `chosen`: it has the focus and nothing is selected. */
export type RowMark = 'none' | 'chosen' | 'focused' | 'selected' | 'focused selected';

export interface PaperRowProps {
  readonly id: PaperId;
  /** Place in the list, from 0, and length of the list. */
  readonly index: number;
  readonly total: number;
  /** Distance from the top of the list in CSS pixels. */
  readonly top: number;
  readonly mark: RowMark;
  readonly density: Density;
  readonly view: View;
  readonly terms: ReadonlySet<string>;
  readonly onPointer: (id: PaperId, event: MouseEvent) => void;
  readonly onClick: (event: MouseEvent) => void;
  readonly onOpen: (id: PaperId) => void;
  readonly onMenu: (id: PaperId, event: MouseEvent) => void;
}

/** The element id of a paper's row, for `aria-activedescendant`. */
export function rowId(paper: Pick<Paper, 'serial'>): string {
  return `paper-${paper.serial}`;
}

/** One paper in the list; renders again only when its row changes. */
export const PaperRow = memo(function PaperRow(props: PaperRowProps) {
  const { id, index, total, top, mark, density, onPointer, onClick, onOpen, onMenu } = props;
  const paper = usePaper(id);
  if (!paper) return null;
  const selected = mark !== 'none' && mark !== 'focused';
  return (
    <div
      id={rowId(paper)}
      role="option"
      aria-selected={selected}
      aria-posinset={index + 1}
      aria-setsize={total}
      className={classNames('paper-row', `paper-row--${density}`, `paper-row--${paper.status}`)}
      data-mark={mark}
      data-focused={mark === 'chosen' || mark.startsWith('focused') ? '' : undefined}
      style={{ top }}
      draggable
      onMouseDown={event => onPointer(id, event)}
      onClick={onClick}
      onDoubleClick={() => onOpen(id)}
      onContextMenu={event => onMenu(id, event)}
    >
      <span className="paper-row__mark" aria-hidden="true">
        {mark.endsWith('selected') ? <Check /> : <span className="paper-row__dot" />}
      </span>
      <RowText {...props} paper={paper} />
      {paper.starred && (
        <span className="paper-row__star">
          <Star aria-hidden="true" />
          <span className="visually-hidden">Starred.</span>
        </span>
      )}
    </div>
  );
});

function RowText({ paper, density, view, terms }: PaperRowProps & { readonly paper: Paper }) {
  const { library } = useApp();
  const shown = shownText(paper);
  const words = rowWords(paper, view, library.state.digests);
  const title = (
    <span className="paper-row__title" dir="auto">
      <Highlighted text={shown.title} terms={terms} />
    </span>
  );
  const status = <span className="visually-hidden">{STATUS_WORDS[paper.status]}</span>;
  if (density === 'compact') {
    return (
      <>
        {status}
        {title}
        <span className="paper-row__meta">
          {words.fresh !== undefined && <span className="paper-row__fresh">{words.fresh}</span>}
          {words.knownBriefly !== undefined && (
            <span className="paper-row__known" title={words.known}>
              {words.knownBriefly}
            </span>
          )}
          <span className="paper-row__issued">{words.issued}</span>
        </span>
      </>
    );
  }
  return (
    <span className="paper-row__text">
      {status}
      <span className="paper-row__body">
        {title}
        <span className="paper-row__opening" dir="auto">
          <Highlighted text={shown.opening} terms={terms} />
        </span>
      </span>
      <span className="paper-row__meta">
        {words.fresh !== undefined && <span className="paper-row__fresh">{words.fresh}</span>}
        {words.issued !== undefined && <span>{words.issued}</span>}
        {words.by !== undefined && <span dir="auto">{words.by}</span>}
        {words.known !== undefined && <span className="paper-row__known">{words.known}</span>}
        {words.from !== undefined && (
          <span className="paper-row__from" dir="auto">
            {words.from}
          </span>
        )}
        {paper.tags.slice(0, 2).map(tag => (
          <span key={tag} className="paper-row__tag" dir="auto">
            {tag}
          </span>
        ))}
        {paper.hasNote && (
          <span className="paper-row__note">
            <StickyNote aria-hidden="true" />
            <span className="visually-hidden">Has a note.</span>
          </span>
        )}
      </span>
    </span>
  );
}
