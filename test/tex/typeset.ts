import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The programs and packages that the tests need, and where Debian has them. */
const NEEDED = [
  { run: ['pdflatex', '--version'], of: 'texlive-latex-base' },
  { run: ['bibtex', '--version'], of: 'texlive-binaries' },
  { run: ['biber', '--version'], of: 'biber' },
  { run: ['kpsewhich', 'biblatex.sty'], of: 'texlive-bibtex-extra' },
] as const;

/** What is missing, in words; undefined when everything is there. */
export function whyNoTex(): string | undefined {
  const missing = NEEDED.filter(({ run: [program, ...args] }) => spawnSync(program, args).status !== 0);
  if (missing.length === 0) return undefined;
  const packages = [...new Set(missing.map(({ of }) => of))].join(' ');
  return `${missing.map(({ run }) => run.at(run[0] === 'kpsewhich' ? 1 : 0)).join(', ')} not found; Debian has them in ${packages}`;
}

/** What the programs said about one document. */
export interface Typeset {
  /** Of the last run of LaTeX. */
  readonly log: string;
  /** Of bibtex or biber. */
  readonly bibliographyLog: string;
  /** Entries in the bibliography. */
  readonly entries: number;
}

export interface Document {
  readonly bibliography: string;
  readonly keys: readonly string[];
  readonly program: 'bibtex' | 'biber';
  readonly style: string;
}

/** Compiles a document that cites every key, as people do: LaTeX, the bibliography, LaTeX twice. Throws on an error. */
export function typeset({ bibliography, keys, program, style }: Document): Typeset {
  const folder = mkdtempSync(join(tmpdir(), 'pandect-tex-'));
  try {
    writeFileSync(join(folder, 'papers.bib'), bibliography);
    writeFileSync(
      join(folder, 'cites.tex'),
      program === 'bibtex' ? classic(keys, style) : modern(keys, style),
    );
    latex(folder);
    run(folder, program, ['cites']);
    latex(folder);
    latex(folder);
    const read = (extension: string) => readFileSync(join(folder, `cites.${extension}`), 'latin1');
    const entry = program === 'bibtex' ? /\\bibitem/gu : /^\s*\\entry\{/gmu;
    return {
      log: read('log'),
      bibliographyLog: read('blg'),
      entries: read('bbl').match(entry)?.length ?? 0,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function classic(keys: readonly string[], style: string): string {
  return document('', [...cites(keys), `\\bibliographystyle{${style}}`, '\\bibliography{papers}']);
}

function modern(keys: readonly string[], style: string): string {
  const head = `\\usepackage[backend=biber,style=${style}]{biblatex}\n\\addbibresource{papers.bib}`;
  return document(head, [...cites(keys), '\\printbibliography']);
}

function document(head: string, body: readonly string[]): string {
  return `\\documentclass{article}
\\usepackage[T1]{fontenc}
\\usepackage{textcomp}
\\usepackage{url}
${head}
\\hbadness=10000 \\vbadness=10000 \\hfuzz=\\maxdimen
\\begin{document}
${body.join('\n')}
\\end{document}
`;
}

function cites(keys: readonly string[]): string[] {
  return keys.map(key => `\\cite{${key}}`);
}

function latex(folder: string): void {
  run(folder, 'pdflatex', ['-interaction=nonstopmode', '-halt-on-error', '-no-shell-escape', 'cites.tex']);
}

function run(folder: string, program: string, args: readonly string[]): void {
  const { status, stdout } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'latin1',
    maxBuffer: 256 * 1024 * 1024,
    // Neither reads nor writes anything outside of its folder and TeX's own.
    env: { ...process.env, openin_any: 'p', openout_any: 'p', max_print_line: '10000' },
  });
  if (status !== 0) throw new Error(`${program} ended with ${status}:\n${gist(stdout)}`);
}

/** The end of an output, and before it the lines on errors: bibtex counts them at the end but tells them where they are. */
function gist(output: string): string {
  const lines = output.split('\n');
  const errors = lines.filter(line => /^!|error|has a comma at the end|---line/iu.test(line));
  return [...errors.slice(0, 50), '…', output.slice(-3_000)].join('\n');
}
