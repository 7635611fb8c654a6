import type { ServerResponse } from 'node:http';
import type { HostEvent } from '../../shared/host/api.ts';

/** How often an empty line is sent, so that both ends notice a dead connection. */
const HEARTBEAT_MS = 15_000;

/** The pages that listen to events. */
export interface EventHub {
  /**
   * Keeps the response open and writes events to it, one JSON object a line, until the page goes. A page that works with
   * the library says with which session.
   */
  add(response: ServerResponse, session: string | undefined): void;
  emit(event: HostEvent): void;
  /** How many pages are open. */
  count(): number;
  close(): void;
}

/** Who is told of pages that come and go. */
export interface PageWatch {
  /** How many are open, each time one comes or goes. */
  onCount(count: number): void;
  onSession(session: string, what: 'here' | 'gone'): void;
}

export function createEventHub(watch: PageWatch): EventHub {
  const pages = new Set<ServerResponse>();
  const heartbeat = setInterval(() => pages.forEach(page => page.write('\n')), HEARTBEAT_MS);
  heartbeat.unref();
  return {
    add(response, session) {
      response.writeHead(200, { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' });
      // Sends the headers at once: the page takes their arrival for the beginning of the stream.
      response.write('\n');
      pages.add(response);
      watch.onCount(pages.size);
      if (session !== undefined) watch.onSession(session, 'here');
      response.on('close', () => {
        pages.delete(response);
        watch.onCount(pages.size);
        if (session !== undefined) watch.onSession(session, 'gone');
      });
    },
    emit(event) {
      const line = `${JSON.stringify(event)}\n`;
      for (const page of pages) page.write(line);
    },
    count: () => pages.size,
    close() {
      clearInterval(heartbeat);
      for (const page of pages) page.end();
    },
  };
}
