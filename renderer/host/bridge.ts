import type { Bridge } from '../../shared/host/bridge.ts';

export type { Bridge };

declare global {
  interface Window {
    readonly pandect?: Bridge;
  }
}
