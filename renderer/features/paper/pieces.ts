import type { FoundLink } from '../../../shared/text/links.ts';

/** A stretch of a text, both ends as offsets; `to` is not part of it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A run of text that looks and acts the same all along. */
export interface Piece {
  readonly text: string;
  /** Where it leads, for a piece of a link. */
  readonly url?: string;
  /** True where a search matched. */
  readonly marked: boolean;
}

/** Cuts a text where links and marks begin and end. Pieces joined give the text again. */
export function cutText(text: string, links: readonly FoundLink[], marks: readonly Span[]): readonly Piece[] {
  const edges = [0, text.length, ...[...links, ...marks].flatMap(({ from, to }) => [from, to])];
  const cuts = [...new Set(edges.filter(at => at >= 0 && at <= text.length))].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  for (let index = 1; index < cuts.length; index += 1) {
    const span = { from: cuts[index - 1] ?? 0, to: cuts[index] ?? 0 };
    const link = links.find(found => covers(found, span));
    const piece = { text: text.slice(span.from, span.to), marked: marks.some(mark => covers(mark, span)) };
    pieces.push(link === undefined ? piece : { ...piece, url: link.url });
  }
  return pieces;
}

function covers(outer: Span, inner: Span): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}
