import { ACTION_IDS, MENU_NAMES, actionInfo } from '../../../shared/actions/registry.ts';
import type { MenuName } from '../../../shared/actions/registry.ts';
import { useSession } from '../../session/session.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { keyCaps } from '../../ui/keyNames.ts';
import './KeyList.css';

/** All keys, by menu, when the session asks for it. */
export function KeyList() {
  const open = useSession(session => session.overlay.kind === 'keys');
  if (!open) return null;
  return (
    <Dialog title="Keys" width="wide" onClose={() => useSession.setState({ overlay: { kind: 'none' } })}>
      {/* In reach of the keyboard, so that arrow keys scroll it. */}
      <div className="key-list" role="group" aria-label="All keys" tabIndex={0}>
        {MENU_NAMES.map(menu => (
          <KeysOfMenu key={menu} menu={menu} />
        ))}
      </div>
    </Dialog>
  );
}

function KeysOfMenu({ menu }: { readonly menu: MenuName }) {
  const actions = ACTION_IDS.map(actionInfo).filter(info => info.menu === menu && info.keys.length > 0);
  if (actions.length === 0) return null;
  return (
    <section className="key-list__group" aria-label={menu}>
      <h3 className="key-list__menu">{menu}</h3>
      <dl>
        {actions.map(({ title, keys }) => (
          <div key={title} className="key-list__line">
            <dt>{title}</dt>
            <dd className="key-list__keys">
              {keys.map((key, index) => (
                <span key={key} className="key-list__key">
                  {index > 0 && <span className="key-list__or">or</span>}
                  <Kbd keys={key} />
                  <span className="visually-hidden">{keyCaps(key).join(' ')}</span>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
