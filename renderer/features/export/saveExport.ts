import { makeZip } from 'client-zip';
import type { ExportedFile, FilesFormat, Format, TextFormat } from '../../../shared/citation/format.ts';
import type { CallArguments } from '../../../shared/host/api.ts';
import { fileByFile, textPortions, type ExportJob } from '../../hooks/exportPapers.ts';
import type { HostClient } from '../../host/types.ts';
import { exportFileName, exportName } from './fileName.ts';

/** What became of an export to be saved, in words; undefined when the user cancelled. */
export type Saved = string | undefined;

/** Files handed over at a time. */
const FILES_AT_ONCE = 200;

interface SaveWish {
  readonly host: HostClient;
  /** Where the papers come from; the name is made of it. */
  readonly what: string;
  readonly signal: AbortSignal;
}

/**
 * Saves by Electron's dialog, or as a download in a browser. Many files go into a new folder, or into one zip. Throws
 * `HostError` when they can't be written; what was there is then as it was.
 */
export async function saveExport(job: ExportJob, wish: SaveWish): Promise<Saved> {
  const info = await wish.host.call('app.info', {});
  return info.host === 'loopback' ? download(job, wish) : handOver(job, wish);
}

function isText(job: ExportJob): job is ExportJob<TextFormat> {
  return job.format.output === 'text';
}

/** Portion by portion to the host, which writes when it has all. */
async function handOver(job: ExportJob, wish: SaveWish): Promise<Saved> {
  const { host, what, signal } = wish;
  const begun = await host.call('exports.begin', whereTo(job.format, what));
  if (begun === null) return undefined;
  const write = (portion: WithoutTicket) => host.call('exports.write', { ...begun, ...portion }, signal);
  try {
    if (isText(job)) {
      for await (const text of textPortions(job, signal)) await write({ text });
    } else {
      const all = fileByFile(job as ExportJob<FilesFormat>, signal);
      for await (const files of inPortions(all)) await write({ files });
    }
    const { name } = await host.call('exports.finish', begun);
    return isText(job) ? `Saved as ${name}.` : `Saved in the folder ${name}.`;
  } catch (error) {
    await host.call('exports.abandon', begun).catch(() => undefined);
    throw error;
  }
}

type WithoutTicket = { readonly text: string } | { files: ExportedFile[] };

function whereTo({ output, extension }: Format, what: string): CallArguments<'exports.begin'> {
  return output === 'text'
    ? { as: 'file', suggestedName: exportName(what), extension }
    : { as: 'folder', suggestedName: exportName(what) };
}

async function* inPortions(files: AsyncIterable<ExportedFile>): AsyncGenerator<ExportedFile[], void> {
  let portion: ExportedFile[] = [];
  for await (const file of files) {
    portion.push(file);
    if (portion.length < FILES_AT_ONCE) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}

async function download(job: ExportJob, { what, signal }: SaveWish): Promise<Saved> {
  const { extension, mediaType } = job.format;
  const name = exportFileName(what, extension);
  const blob = isText(job)
    ? await textBlob(job, signal)
    : await zipBlob(job as ExportJob<FilesFormat>, exportName(what), signal);
  offer(name, new Blob([blob], { type: `${mediaType};charset=utf-8` }));
  return `${name} is in your downloads.`;
}

/** Each portion becomes bytes by itself: one long text would hold up the page. */
async function textBlob(job: ExportJob<TextFormat>, signal: AbortSignal): Promise<Blob> {
  const blobs: Blob[] = [];
  for await (const portion of textPortions(job, signal)) blobs.push(new Blob([portion]));
  return new Blob(blobs);
}

async function zipBlob(job: ExportJob<FilesFormat>, folder: string, signal: AbortSignal): Promise<Blob> {
  const now = new Date();
  async function* entries() {
    for await (const { name, text } of fileByFile(job, signal)) {
      yield { name: `${folder}/${name}`, input: text, lastModified: now };
    }
  }
  return new Response(makeZip(entries())).blob();
}

function offer(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the blob after the click, and doesn't say when it is through.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
