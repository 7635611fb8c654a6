import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { parseDump } from '../../../shared/digest-format/parseDump.ts';
import type { DigestHeader, ParsedDigest, ParsedDump } from '../../../shared/digest-format/types.ts';
import type { PrintedDate } from '../../../shared/domain/issued.ts';
import { decodeText } from '../../lib/decodeText.ts';
import { isArxivMail, readArxivMail } from './arxivMail.ts';
import { parseHtml } from './html.ts';
import { lineCounter } from './lineCounter.ts';
import { inUtf8, isMail } from './mailText.ts';
import { blocksOfPage, blocksOfText, hasPaperAddress, linkedPapers, type Block } from './paperLinks.ts';
import { papersJson } from './papersJson.ts';
import { oneLine, referencesToDump } from './reference.ts';
import { dateOf } from './referenceDates.ts';
import { readSavedPage, savedPage } from './savedPage.ts';
import type { FileReader } from './types.ts';

/**
 * A mail with a digest (RFC 5322, MIME): a text dump, a listing of arXiv, a page of Hugging Face Papers (so is a page that
 * a browser saved in one file, MHTML), links to papers, or attachments with one of these. Pictures and all other
 * attachments are passed over.
 */
export const mail: FileReader = { shape: 'mail', fits: isMail, read: text => readMail(text, 0) };

/** Mails within mails that are opened. */
const MAX_MAILS_DEEP = 4;
const MAX_ATTACHMENTS = 100;
/** The parser takes the longer for a field the more of them there are; mails have a few kilobytes of fields. */
const LIMITS = {
  maxNestingDepth: 50,
  maxRfc822NestingDepth: MAX_MAILS_DEEP,
  maxHeadersSize: 512 * 1024,
};

async function readMail(text: string, depth: number): Promise<ParsedDump> {
  let email: Email;
  try {
    const bytes = new TextEncoder().encode(inUtf8(text));
    email = await PostalMime.parse(bytes, LIMITS);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return noPapers(`it is a mail that can't be taken apart (${why})`);
  }
  const digests = [...bodyDigests(email, text)];
  for (const attachment of email.attachments.slice(0, MAX_ATTACHMENTS)) {
    digests.push(...(await attachedDigests(attachment, depth)));
  }
  if (digests.length > 0) return { kind: 'digests', digests };
  return noPapers('it is a mail without a digest: neither its text nor its attachments name papers');
}

function noPapers(why: string): ParsedDump {
  return { kind: 'noPapers', reason: 'notADigest', why };
}

function digestsIn(dump: ParsedDump): readonly ParsedDigest[] {
  return dump.kind === 'digests' ? dump.digests : [];
}

/** Ways to read the body, the surest first; the first that finds papers is taken. */
function bodyDigests(email: Email, file: string): readonly ParsedDigest[] {
  const { text = '', html } = email;
  const sent = sentOn(email);
  if (isArxivMail(text)) return digestsIn(readArxivMail(text, sent));
  const location = headerOf(email, 'snapshot-content-location');
  const saved = location === undefined ? '' : `<!-- saved from url=(0)${location} -->\n`;
  const page = html === undefined ? [] : digestsIn(readSavedPage(saved + html));
  if (page.length > 0) return page;
  const blocks = html === undefined ? undefined : blocksOf(html);
  const isLinked = hasPaperAddress(text) || (blocks ?? []).some(({ links }) => links.length > 0);
  const ways = isLinked
    ? [() => linked(blocks ?? [], email, file), () => linked(blocksOfText(text), email, file)]
    : [() => dumped(text, email), () => dumped((blocks ?? []).map(block => block.text).join('\n'), email)];
  for (const way of ways) {
    const found = way();
    if (found.length > 0) return found;
  }
  return [];
}

function blocksOf(html: string): readonly Block[] {
  try {
    return blocksOfPage(parseHtml(html));
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** Text dumps in the mail, in the year in which it was sent. */
function dumped(text: string, email: Email): readonly ParsedDigest[] {
  const sent = sentOn(email);
  return digestsIn(parseDump(text)).map(digest => {
    const date = digest.header.date === undefined ? sent : inYearOf(digest.header.date, sent);
    const header = {
      ...(date !== undefined && { date }),
      lines: [...headerLines(email), ...digest.header.lines],
    };
    return { ...digest, shape: 'mail', header };
  });
}

/** A day as printed is the last one of its name before the mail was sent. */
function inYearOf(date: PrintedDate, sent: PrintedDate | undefined): PrintedDate {
  if (date.year !== undefined || sent?.year === undefined) return date;
  const isLater = date.month > sent.month || (date.month === sent.month && date.day > sent.day);
  return { ...date, year: isLater ? sent.year - 1 : sent.year };
}

function linked(blocks: readonly Block[], email: Email, file: string): readonly ParsedDigest[] {
  const lineOf = linesOfIds(file);
  const sent = sentOn(email);
  const header: DigestHeader = { ...(sent !== undefined && { date: sent }), lines: headerLines(email) };
  const found = linkedPapers(blocks).map(({ id, reference }) => ({
    reference,
    // Only one without a title is told of by its line.
    line: reference.title === undefined ? lineOf(id) : 1,
    start: `arXiv:${id}`,
  }));
  return digestsIn(referencesToDump('mail', found, [], header));
}

/** Where ids of arXiv stand first in a mail, as far as it is not encoded; else its first line. */
function linesOfIds(file: string): (id: string) => number {
  const lineAt = lineCounter(file);
  const lines = new Map<string, number>();
  for (const { 0: id, index } of file.matchAll(
    /(?<![\d.])\d{4}\.\d{4,5}(?!\d)|[a-z-]{1,20}\/\d{7}(?!\d)/gu,
  )) {
    if (!lines.has(id)) lines.set(id, lineAt(index));
  }
  return id => lines.get(id) ?? 1;
}

/** The day in the mail's own zone. */
function sentOn(email: Email): PrintedDate | undefined {
  const { year, month, day } = dateOf(headerOf(email, 'date')) ?? {};
  return year === undefined || month === undefined || day === undefined ? undefined : { year, month, day };
}

function headerOf(email: Email, name: string): string | undefined {
  return email.headers.find(({ key }) => key === name)?.value;
}

/** Subject and sender. */
function headerLines({ subject, from }: Email): string[] {
  return [subject ?? '', from?.name ?? ''].map(oneLine).filter(line => line !== '');
}

async function attachedDigests(
  { content, filename, mimeType }: Attachment,
  depth: number,
): Promise<readonly ParsedDigest[]> {
  const isReadable = /^(?:text\/|application\/json|message\/rfc822)/u.test(mimeType);
  if (!isReadable && !/\.(?:txt|text|md|json|eml|html?)$/iu.test(filename ?? '')) return [];
  const decoded = decodeText(
    typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content),
  );
  if (!decoded.ok) return [];
  const { text } = decoded;
  if (papersJson.fits(text)) return digestsIn(await papersJson.read(text));
  if (isMail(text)) return depth < MAX_MAILS_DEEP ? digestsIn(await readMail(text, depth + 1)) : [];
  if (isArxivMail(text)) return digestsIn(readArxivMail(text));
  if (savedPage.fits(text)) return digestsIn(readSavedPage(text));
  return digestsIn(parseDump(text));
}
