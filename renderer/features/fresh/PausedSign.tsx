import { CirclePause } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { counted } from '../../hooks/counted.ts';
import { troubled, useFreshExportsStore } from '../../session/freshExports.ts';
import { useSession } from '../../session/session.ts';
import './PausedSign.css';

/** Stands in the sidebar while a kept file can't be kept fresh; leads to where it is said why. */
export function PausedSign() {
  const exports = useFreshExportsStore(store => store.exports);
  const [first, ...others] = troubled(exports ?? []);
  const text =
    first === undefined
      ? undefined
      : others.length === 0
        ? `“${first.name}” is not kept fresh`
        : `${counted(others.length + 1, 'file')} are not kept fresh`;
  return (
    <div className="paused-sign" role="status">
      {text !== undefined && (
        <AriaButton
          className="paused-sign__button"
          onPress={() => useSession.setState({ overlay: { kind: 'settings', at: 'keptFiles' } })}
        >
          <CirclePause />
          <span className="paused-sign__text">{text}</span>
        </AriaButton>
      )}
    </div>
  );
}
