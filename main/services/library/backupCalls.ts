import type { HostHandlers } from '../../../shared/host/api.ts';
import { unsupported } from './trouble.ts';

type BackupCalls = 'backups.save' | 'backups.make' | 'backups.read' | 'backups.take';

/** The whole library as one file, out and in. */
export function createBackupCalls(_options: object): {
  readonly handlers: Pick<HostHandlers, BackupCalls>;
  clear(): Promise<void>;
} {
  return {
    clear: async () => {},
    handlers: {
      'backups.save': unsupported,
      'backups.make': unsupported,
      'backups.read': unsupported,
      'backups.take': unsupported,
    },
  };
}
