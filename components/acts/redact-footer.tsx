import { Button } from '@/components/ui/button';

import type { Redaction } from './use-redaction';

type RedactFooterProps = { redaction: Redaction; onClose: () => void; onRedact: () => void };

export function RedactFooter({ redaction, onClose, onRedact }: RedactFooterProps) {
  const { preview, isBusy, isWhole, spans } = redaction;
  if (preview) {
    return (
      <>
        <Button onClick={redaction.back} disabled={isBusy}>
          Back to the choice
        </Button>
        <Button look="danger" isBusy={isBusy} onClick={onRedact}>
          Redact permanently
        </Button>
      </>
    );
  }
  return (
    <>
      <Button onClick={onClose} disabled={isBusy}>
        Cancel
      </Button>
      <Button
        look="primary"
        isBusy={isBusy}
        disabled={!isWhole && spans.length === 0}
        onClick={() => void redaction.look()}
      >
        Show every place
      </Button>
    </>
  );
}
