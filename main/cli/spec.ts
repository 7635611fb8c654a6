/** An option of a command. */
export interface OptionSpec {
  /** Without the dashes. */
  readonly name: string;
  readonly short?: string;
  /** What its value is called in the help; an option without one is there or not. */
  readonly value?: string;
  /** The values it can have, where they are few. */
  readonly choices?: readonly string[];
  /** Whether it can be given more than once. */
  readonly times?: 'many';
  readonly help: string;
}

/** What a command was given. */
export interface Given {
  readonly positionals: readonly string[];
  has(option: string): boolean;
  /** The last value given. */
  value(option: string): string | undefined;
  values(option: string): readonly string[];
}

/** A command of the command line: what it is called, what it takes, and what it does. */
export interface CommandSpec {
  readonly name: string;
  /** What follows the name, as in the help. */
  readonly takes: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What else there is to know, in lines of at most 80 characters. */
  readonly details?: string;
  readonly options: readonly OptionSpec[];
  /** What its positional arguments are completed with. */
  readonly completes: 'files' | 'nothing' | readonly string[];
  /** Set where positional arguments are citation keys, so that those of the library complete them, too. */
  readonly keys?: 'completed';
  /** Resolves to the exit status. Throws `CliFailure`, or `HostError`. */
  run(given: Given, context: CliContext): Promise<number>;
}

/** Where a command writes. */
export interface CliStreams {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Characters in a line of the screen; undefined when the output goes to a file or another program. */
  readonly columns?: number;
}

/** What every command works with. */
export interface CliContext {
  readonly streams: CliStreams;
  readonly format: 'text' | 'json';
  /** The data folder named with `--data`; absolute. */
  readonly data: string | undefined;
  /** The one that `PANDECT_DATA` names; absolute. */
  readonly dataVariable: string | undefined;
  /** A path as the user gave it, absolute. */
  readonly absolute: (path: string) => string;
  /** All of the standard input, as text. */
  readonly readInput: () => Promise<string>;
}

/** Options that every command has. */
export const COMMON_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'data',
    value: 'DIR',
    help: 'the data folder; else PANDECT_DATA, the settings, or the usual place',
  },
  { name: 'json', help: 'print one JSON object' },
  { name: 'help', short: 'h', help: 'print the help of this command' },
];
