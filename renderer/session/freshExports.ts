import { create } from 'zustand';
import type { FreshExport } from '../../shared/host/freshExportsApi.ts';

/** The files that are kept fresh, as the host last told of them; undefined before it did. */
export const useFreshExportsStore = create<{ readonly exports: readonly FreshExport[] | undefined }>()(
  () => ({
    exports: undefined,
  }),
);

/** Those that are paused and not because the user wants it so. */
export function troubled(exports: readonly FreshExport[]): readonly FreshExport[] {
  return exports.filter(({ state }) => state.kind === 'paused' && state.reason !== 'byUser');
}
