import fc from 'fast-check';
import type { FuzzTarget } from './targets.ts';

export const backupTarget: FuzzTarget = {
  share: 0.1,
  property: fc.property(fc.nat(), () => undefined) as fc.IRawProperty<unknown>,
};
