import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { X } from 'lucide-react';
import { IconButton } from './Button.tsx';
import './Dialog.css';

export interface DialogProps {
  readonly title: string;
  /** Escape, a click outside, or the close button. Mounted means open. */
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at the bottom, the main one last. */
  readonly footer?: ReactNode;
  readonly width?: 'narrow' | 'normal' | 'wide';
  /** `hidden`: the title is only told to screen readers, and there is no close button. */
  readonly header?: 'shown' | 'hidden';
}

/** A modal dialog in the middle. The focus goes to the control with `autoFocus` and afterwards back to where it was. */
export function Dialog({
  title,
  onClose,
  children,
  footer,
  width = 'normal',
  header = 'shown',
}: DialogProps) {
  return (
    <Overlay onClose={onClose} className="scrim" modalClassName={`dialog dialog--${width}`}>
      <Panel title={title} header={header} footer={footer} onClose={onClose}>
        {children}
      </Panel>
    </Overlay>
  );
}

export interface SheetProps extends Omit<DialogProps, 'width' | 'header'> {
  /** Where the sheet comes from; narrow windows always use the bottom. */
  readonly side?: 'right' | 'bottom';
  /** `wide`: room for a list and what is chosen of it. */
  readonly width?: 'normal' | 'wide';
}

/** A modal panel along one side of the window, for work that takes a while and reports in place. */
export function Sheet({ title, onClose, children, footer, side = 'right', width = 'normal' }: SheetProps) {
  return (
    <Overlay
      onClose={onClose}
      className={`scrim scrim--${side}`}
      modalClassName={`sheet sheet--${side} sheet--${width}`}
    >
      <Panel title={title} header="shown" footer={footer} onClose={onClose}>
        {children}
      </Panel>
    </Overlay>
  );
}

interface OverlayProps {
  readonly onClose: () => void;
  readonly className: string;
  readonly modalClassName: string;
  readonly children: ReactNode;
}

function Overlay({ onClose, className, modalClassName, children }: OverlayProps) {
  return (
    <ModalOverlay className={className} isOpen isDismissable onOpenChange={open => !open && onClose()}>
      <Modal className={modalClassName}>{children}</Modal>
    </ModalOverlay>
  );
}

function Panel({ title, header, footer, onClose, children }: Omit<DialogProps, 'width'>) {
  return (
    <AriaDialog className="panel">
      {header === 'shown' ? (
        <header className="panel__header">
          <Heading slot="title" level={2} className="panel__title">
            {title}
          </Heading>
          <IconButton label="Close" keys="Escape" icon={<X />} onPress={onClose} />
        </header>
      ) : (
        <Heading slot="title" level={2} className="visually-hidden">
          {title}
        </Heading>
      )}
      <div className="panel__body">{children}</div>
      {footer !== undefined && <footer className="panel__footer">{footer}</footer>}
    </AriaDialog>
  );
}
