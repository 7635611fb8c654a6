import type { Disk } from '../../main/lib/disk.ts';
import { libraryFolders } from '../../main/paths.ts';
import { LibraryFiles } from '../../main/services/library/libraryFiles.ts';
import { placeIn } from '../../main/services/library/place.ts';
import type { Finding } from '../../shared/host/libraryApi.ts';
import type { Change } from '../../shared/library/change.ts';
import { applyToImage, emptyImage } from '../../shared/library/image.ts';
import type { DeviceId } from '../../shared/domain/ids.ts';
import { hashOf } from './files.ts';
import { must } from './row.ts';

/** The data folder on disks in memory. */
export const DATA = '/library';
export const FOLDERS = libraryFolders(DATA);
const DEVICE = 'd'.repeat(32) as DeviceId;

/** The program's own service for the library's files, over any disk. `told` gathers what the user would be told. */
export function filesOn(disk: Disk, told: Finding[] = []): LibraryFiles {
  const tell = (finding: Finding): void => void told.push(finding);
  let time = 1_760_000_000_000;
  const now = (): number => (time += 1_000);
  return new LibraryFiles({
    place: placeIn(disk, FOLDERS, tell),
    device: DEVICE,
    owner: { device: DEVICE, machine: 'here', kind: 'test', clock: now },
    now,
    tell,
    onWritten: () => undefined,
  });
}

/** Content hashes of a library after 0, 1, 2 … changes. */
export function hashesAfter(changes: readonly Change[]): string[] {
  const image = emptyImage();
  const hashes = [hashOf(image)];
  for (const { patches } of changes) {
    applyToImage(image, patches);
    hashes.push(hashOf(image));
  }
  return hashes;
}

/** Opens the files and looks at everything in them. The files are left open. */
export async function mustOpen(
  files: LibraryFiles,
  hashes: readonly string[],
  { least, most }: { readonly least: number; readonly most: number },
): Promise<{ readonly seq: number; readonly damaged: boolean; readonly findings: readonly Finding[] }> {
  const { progress, holder, damaged, findings } = await files.open('open');
  must(holder === undefined, `The library is held by ${holder?.name}.`);
  const { seq } = progress;
  must(seq >= least, `Change ${least} was acknowledged, and the files end with ${seq}.`);
  must(seq <= most, `The files end with change ${seq}, and only ${most} were sent.`);
  const whole = await files.whole();
  must(
    whole.progress.seq === seq,
    `The files end with ${seq}, and their whole state with ${whole.progress.seq}.`,
  );
  must(
    hashOf(whole.image) === hashes[seq],
    `At change ${seq} the files hold something else than was written.`,
  );
  return { seq, damaged, findings };
}
