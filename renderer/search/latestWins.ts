interface Waiting<Q, A> {
  readonly question: Q;
  readonly resolve: (answer: A) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Asks one question at a time and keeps only the newest waiting: a question that is overtaken rejects with an
 * `AbortError`, whether it was waiting or already asked.
 */
export class LatestWins<Q, A> {
  readonly #answer: (question: Q) => Promise<A>;
  #asked: Waiting<Q, A> | undefined;
  #next: Waiting<Q, A> | undefined;

  constructor(answer: (question: Q) => Promise<A>) {
    this.#answer = answer;
  }

  ask(question: Q): Promise<A> {
    return new Promise<A>((resolve, reject) => {
      this.#asked?.reject(overtaken());
      this.#next?.reject(overtaken());
      this.#next = { question, resolve, reject };
      if (this.#asked === undefined) void this.#run();
    });
  }

  async #run(): Promise<void> {
    for (let current = this.#take(); current !== undefined; current = this.#take()) {
      this.#asked = current;
      try {
        current.resolve(await this.#answer(current.question));
      } catch (error) {
        current.reject(error);
      }
      this.#asked = undefined;
    }
  }

  #take(): Waiting<Q, A> | undefined {
    const next = this.#next;
    this.#next = undefined;
    return next;
  }
}

function overtaken(): DOMException {
  return new DOMException('A newer search was asked.', 'AbortError');
}
