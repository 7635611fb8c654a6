import { Marked, type Tokens } from 'marked';

/** Headings of a note stand below the paper's title (h1) and its sections (h2). */
const FIRST_HEADING = 3;

const marked = new Marked({ gfm: true, breaks: true });
marked.use({
  renderer: {
    html: ({ text }) => escapeHtml(text),
    image: ({ text, href }: Tokens.Image) => escapeHtml(text || href),
    link(token: Tokens.Link) {
      const words = this.parser.parseInline(token.tokens);
      if (!isHttps(token.href)) return words;
      return `<a href="${escapeHtml(token.href)}" rel="noopener noreferrer">${words}</a>`;
    },
    heading(token: Tokens.Heading) {
      const level = Math.min(token.depth + FIRST_HEADING - 1, 6);
      return `<h${level}>${this.parser.parseInline(token.tokens)}</h${level}>`;
    },
    checkbox: ({ checked }: Tokens.Checkbox) => (checked ? '☑ ' : '☐ '),
  },
});

/**
 * Markdown (GitHub's flavour, line breaks kept) as HTML in which HTML of the note stands as text, pictures are their
 * description, and only https links are links. The caller sanitises it before it goes into the page.
 */
export function noteToHtml(markdown: string): string {
  return marked.parse(markdown, { async: false });
}

function isHttps(url: string): boolean {
  return /^https:\/\/[^\s/]/iu.test(url);
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
