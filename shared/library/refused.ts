/** Thrown by planners when a command makes no sense here and now; `message` is the reason in words, for the user. */
export class CommandRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CommandRefused';
  }
}
