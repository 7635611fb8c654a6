import { Button } from '../../ui/Button.tsx';

/** Something that was let go of and can be taken back. */
export interface LetGo {
  /** What was done, as a sentence. */
  readonly text: string;
  readonly undo: () => void;
}

interface LetGoLineProps {
  readonly letGo: LetGo | undefined;
}

/** Says what was let go of, and offers it back: messages below a sheet can't be reached while it is open. */
export function LetGoLine({ letGo }: LetGoLineProps) {
  return (
    <div className="kept__let-go" role="status">
      {letGo !== undefined && (
        <>
          <span>{letGo.text}</span>
          {/* What had the focus is gone. */}
          <Button focus="auto" onPress={letGo.undo}>
            Undo
          </Button>
        </>
      )}
    </div>
  );
}
