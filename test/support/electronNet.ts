import { EventEmitter } from 'node:events';
import { get, type ClientRequest as NodeRequest } from 'node:http';
import type { ClientRequestConstructorOptions } from 'electron';

/** A request over real sockets that behaves as Electron's does, of those that follow redirects on demand. */
class StandInRequest extends EventEmitter {
  #sent: NodeRequest | undefined;
  #isFollowed = false;

  constructor(private readonly options: ClientRequestConstructorOptions) {
    super();
    if (options.redirect !== 'manual') throw new Error('The stand-in knows manual redirects alone.');
  }

  followRedirect = (): void => {
    this.#isFollowed = true;
  };

  end = (): void => {
    const { url = '', headers = {} } = this.options;
    this.#sent = get(url, { headers }, answer => {
      const { statusCode = 0, headers: fields } = answer;
      if (statusCode >= 300 && statusCode < 400 && fields.location !== undefined) {
        answer.resume();
        this.emit('redirect', statusCode, 'GET', new URL(fields.location, url).href, fields);
        if (!this.#isFollowed) this.emit('error', new Error('Redirect was cancelled'));
        return;
      }
      this.emit('response', answer);
    });
    this.#sent.on('error', error => this.emit('error', error));
  };

  abort = (): void => {
    this.#sent?.destroy();
    this.emit('abort');
  };
}

/** Electron's `net`; what was asked for is noted. */
export function createStandInNet() {
  const requests: ClientRequestConstructorOptions[] = [];
  return {
    requests,
    net: {
      request: (options: ClientRequestConstructorOptions) => {
        requests.push(options);
        return new StandInRequest(options);
      },
    },
  };
}
