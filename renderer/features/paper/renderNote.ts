import DOMPurify, { type Config } from 'dompurify';
import { toVisible } from '../../../shared/text/visible.ts';
import { noteToHtml } from './noteToHtml.ts';

/** What a rendered note may hold: text, and links out of the program. No style, no script, nothing that loads. */
const HARMLESS: Config = {
  ALLOWED_TAGS: [
    ...['p', 'br', 'hr', 'blockquote', 'pre', 'code', 'strong', 'em', 'del', 'a'],
    ...['ul', 'ol', 'li', 'h3', 'h4', 'h5', 'h6', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  ALLOWED_ATTR: ['href', 'rel', 'start'],
  ALLOWED_URI_REGEXP: /^https:\/\//iu,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
};

/** A note's Markdown as HTML that is safe to put into the page, whatever was typed or pasted into it. */
export function renderNote(markdown: string): string {
  return DOMPurify.sanitize(noteToHtml(toVisible(markdown)), HARMLESS);
}
