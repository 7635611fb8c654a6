import { useEffect, useState } from 'react';
import { useRunAction } from './actions/runAction.ts';
import { hideToast } from './session/toast.ts';
import { useSession } from './session/session.ts';
import { Toast } from './ui/Toast.tsx';

/** How long a quiet message stays; one that tells of an error stays until it is closed. */
const SHOWN_MS = 6_000;

/** The message at the bottom left, read out by screen readers. It waits while the pointer or the focus is on it. */
export function ToastArea() {
  const toast = useSession(session => session.toast);
  const run = useRunAction();
  const [held, setHeld] = useState<'held' | 'free'>('free');
  useEffect(() => {
    if (!toast || toast.tone === 'error' || held === 'held') return;
    const timer = setTimeout(() => hideToast(toast.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast, held]);
  const close = () => {
    setHeld('free');
    if (toast) hideToast(toast.id);
  };
  return (
    <div
      className="toast-area"
      role="status"
      aria-live="polite"
      onMouseEnter={() => setHeld('held')}
      onMouseLeave={() => setHeld('free')}
      onFocus={() => setHeld('held')}
      onBlur={() => setHeld('free')}
    >
      {toast && (
        // Comes in once: a message in place of another does not move, as keys may follow each other quickly.
        <div className="toast-area__toast">
          <Toast
            key={toast.id}
            text={toast.text}
            tone={toast.tone}
            actions={[
              ...(toast.offers === 'undo' ? [{ label: 'Undo', keys: 'z', onPress: () => run('undo') }] : []),
              ...toast.actions.map(({ label, run: act }) => ({
                label,
                onPress: () => {
                  close();
                  act();
                },
              })),
            ]}
            onClose={close}
          />
        </div>
      )}
    </div>
  );
}
