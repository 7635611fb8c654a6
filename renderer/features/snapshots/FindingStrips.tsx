import { assertNever } from '../../../shared/domain/assertNever.ts';
import { Info, TriangleAlert } from 'lucide-react';
import type { Finding } from '../../../shared/host/libraryApi.ts';
import { useRunAction } from '../../actions/runAction.ts';
import { useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Strip } from '../../ui/Strip.tsx';

/** What was found of the library's files, told once, until it is put aside. */
export function FindingStrips() {
  const findings = useSession(session => session.findings);
  const run = useRunAction();
  const putAside = (finding: Finding) =>
    useSession.setState({ findings: findings.filter(other => other !== finding) });
  return findings.map(finding => (
    <Strip
      key={`${finding.kind} ${finding.message}`}
      tone={finding.kind === 'restored' ? 'info' : 'warning'}
      role={finding.kind === 'restored' ? 'status' : 'alert'}
      icon={finding.kind === 'restored' ? <Info /> : <TriangleAlert />}
      onClose={() => putAside(finding)}
      actions={
        helps(finding) && (
          <Button
            onPress={() => {
              putAside(finding);
              run('snapshots');
            }}
          >
            Show snapshots
          </Button>
        )
      }
    >
      {finding.message}
    </Strip>
  ));
}

/** Whether the snapshots have something to do with it. */
function helps({ kind }: Finding): boolean {
  switch (kind) {
    case 'damaged':
    case 'setAside':
    case 'shrunk':
      return true;
    case 'restored':
    case 'unreadable':
      return false;
    default:
      return assertNever(kind);
  }
}
