import type { EventName, HostEvent } from '../../shared/host/api.ts';
import { EVENT_NAMES } from '../../shared/host/eventNames.ts';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/**
 * Reads the host's events, one JSON object a line; when the stream breaks it is opened again, waiting longer each time.
 * Whenever it opens, the host may hold files that were offered before, so that event is told too. Returns the function
 * that stops it.
 */
export function followEvents(url: string, token: string, tell: (event: HostEvent) => void): () => void {
  const stop = new AbortController();
  let waitMs = FIRST_WAIT_MS;
  const open = async () => {
    if (stop.signal.aborted) return;
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: '{}',
        cache: 'no-store',
        redirect: 'error',
        signal: stop.signal,
      });
      if (!response.ok || response.body === null) throw new Error(`events: ${response.status}`);
      tell({ name: 'dumps.offered', data: {} });
      waitMs = FIRST_WAIT_MS;
      await readEvents(response.body, tell);
    } catch {
      // Whatever broke it, the remedy is the same: open it again.
    }
    setTimeout(() => void open(), waitMs);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  };
  void open();
  return () => stop.abort();
}

/** Tells every whole line of the stream that is an event; empty lines only keep the connection alive. */
export async function readEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  tell: (event: HostEvent) => void,
): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line !== '') tellLine(line, tell);
    }
  }
}

function tellLine(line: string, tell: (event: HostEvent) => void): void {
  const event: unknown = JSON.parse(line);
  if (typeof event !== 'object' || event === null || !('name' in event)) return;
  if (EVENT_NAMES.includes(event.name as EventName)) tell(event as HostEvent);
}
