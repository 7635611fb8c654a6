import { Import } from 'lucide-react';
import { actionInfo } from '../../../shared/actions/registry.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import { requestFlow } from '../../hooks/requests.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Dialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';

/** Shown when the report is asked for before anything was imported. */
export function EmptyReport() {
  return (
    <Sheet title="Import" onClose={closeOverlay}>
      <EmptyState
        icon={<Import />}
        title="Nothing was imported yet since Pandect was opened."
        text="The report of the last import stands here: what was new, what you had, and what could not be read."
      >
        <Button
          kind="primary"
          focus="auto"
          keys={actionInfo('import').keys[0]}
          onPress={() => requestFlow({ kind: 'chooseFiles' })}
        >
          Import dumps…
        </Button>
      </EmptyState>
    </Sheet>
  );
}
