import { COMMON_OPTIONS, type CommandSpec, type OptionSpec } from './spec.ts';

const HEAD = (shell: string, command: string): string =>
  `# Completion of pandect for ${shell}. Made by “pandect completion ${shell}”; ${command}\n`;

/**
 * Keys are data: read line by line, and taken only if they are made of the characters of keys, none of which a shell knows
 * as more than itself. Bash takes a colon for the end of a word, so that what stands before one is not completed again.
 */
const BASH_KEYS = `_pandect_keys() {
  local LC_ALL=C key at typed="$word" before='' data=()
  if [ -n "$COMP_LINE" ]; then
    typed="\${COMP_LINE:0:COMP_POINT}"
    typed="\${typed##*[[:space:]]}"
  fi
  case "$typed" in -*|*[!A-Za-z0-9:._+/-]*) return ;; esac
  case "$COMP_WORDBREAKS" in *:*) before="\${typed%"\${typed##*:}"}" ;; esac
  for ((at = 2; at < COMP_CWORD; at++)); do
    if [ "\${COMP_WORDS[at]}" = --data ]; then data=(--data "\${COMP_WORDS[at+1]}"); fi
  done
  while IFS= read -r key; do
    case "$key" in ''|*[!A-Za-z0-9:._+/-]*) continue ;; esac
    COMPREPLY+=("\${key#"$before"}")
  done < <("\${COMP_WORDS[0]}" completion keys "\${data[@]}" -- "$typed" 2>/dev/null </dev/null)
}
`;

/** The same for zsh, which quotes what it inserts. */
const ZSH_KEYS = `_pandect_keys() {
  local -a keys data
  local at=\${words[(i)--data]}
  (( at < CURRENT - 1 )) && data=(--data "\${(Q)words[at+1]}")
  keys=("\${(@f)$(pandect completion keys "\${data[@]}" -- "$PREFIX" 2>/dev/null </dev/null)}")
  compadd -- "\${(@)keys:#*[^A-Za-z0-9:._+/-]*}"
}
`;

/** What bash is told to complete the command line. */
export function bashCompletion(commands: readonly CommandSpec[]): string {
  const cases = commands.map(command => {
    const { positionals, files } = positionalsOf(command);
    const words = [...optionsOf(command).flatMap(flags), ...positionals].join(' ');
    const keys = command.keys === undefined ? '' : ' keys=yes';
    return `    ${command.name}) words='${words}'; files=${files}${keys} ;;`;
  });
  const values = valuesOf(commands).map(
    ({ command, flag, choices }) =>
      `    ${command}:${flag}) COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$word")); return ;;`,
  );
  const paths = pathFlags(commands).map(({ command, flag }) => `${command}:${flag}`);
  return `${HEAD('bash', 'put “source <(pandect completion bash)” into ~/.bashrc.')}
_pandect() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}"
  local words='' files=no keys=no
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')} help --help --version' -- "$word"))
    return
  fi
  case "$command:$before" in
${values.join('\n')}
    ${[...paths, '*:--data'].join('|')}) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$word")); return ;;
  esac
  case "$command" in
    help) words='${commands.map(({ name }) => name).join(' ')}' ;;
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  if [ "$files" = yes ]; then
    compopt -o filenames 2>/dev/null
    COMPREPLY+=($(compgen -f -- "$word"))
  fi
  if [ "$keys" = yes ]; then _pandect_keys; fi
}
${BASH_KEYS}complete -F _pandect pandect
`;
}

/** What zsh is told. */
export function zshCompletion(commands: readonly CommandSpec[]): string {
  const described = commands.map(({ name, summary }) => `    '${name}:${quoted(summary)}'`);
  const cases = commands.map(command => {
    const { positionals, files } = positionalsOf(command);
    const rest =
      files === 'yes'
        ? ["'*:file:_files'"]
        : command.keys !== undefined
          ? [
              `'*:key:{ _pandect_keys${positionals.length > 0 ? `; compadd -- ${positionals.join(' ')}` : ''} }'`,
            ]
          : positionals.length > 0
            ? [`'*:argument:(${positionals.join(' ')})'`]
            : [];
    const lines = [...optionsOf(command).flatMap(zshOption), ...rest];
    return `    ${command.name})\n      _arguments \\\n        ${lines.join(' \\\n        ')} ;;`;
  });
  return `#compdef pandect
${HEAD('zsh', 'put “source <(pandect completion zsh)” into ~/.zshrc, after compinit.')}
_pandect() {
  local -a commands
  commands=(
${described.join('\n')}
    'help:print the help of a command'
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  local command="\${words[2]}"
  shift words
  (( CURRENT-- ))
  case "$command" in
    help)
      _describe 'command' commands ;;
${cases.join('\n')}
  esac
}
${ZSH_KEYS}compdef _pandect pandect
`;
}

function optionsOf({ options }: CommandSpec): readonly OptionSpec[] {
  return [...options, ...COMMON_OPTIONS];
}

function flags({ name, short }: OptionSpec): readonly string[] {
  return short === undefined ? [`--${name}`] : [`--${name}`, `-${short}`];
}

function positionalsOf({ completes }: CommandSpec): {
  readonly positionals: readonly string[];
  readonly files: 'yes' | 'no';
} {
  if (completes === 'files') return { positionals: [], files: 'yes' };
  return { positionals: completes === 'nothing' ? [] : completes, files: 'no' };
}

/** Options whose values are few. */
function valuesOf(commands: readonly CommandSpec[]) {
  return commands.flatMap(command =>
    command.options.flatMap(option =>
      option.choices === undefined
        ? []
        : flags(option).map(flag => ({ command: command.name, flag, choices: option.choices ?? [] })),
    ),
  );
}

/** Options whose values are paths. */
function pathFlags(commands: readonly CommandSpec[]) {
  return commands.flatMap(command =>
    command.options
      .filter(({ value }) => value === 'FILE' || value === 'DIR')
      .flatMap(option => flags(option).map(flag => ({ command: command.name, flag }))),
  );
}

function zshOption(option: OptionSpec): readonly string[] {
  const { value, choices, help, times } = option;
  const words = quoted(help);
  const action =
    value === undefined
      ? ''
      : choices !== undefined
        ? `:${value}:(${choices.join(' ')})`
        : value === 'FILE' || value === 'DIR'
          ? `:${value}:_files`
          : `:${value}: `;
  return flags(option).map(flag => `'${times === 'many' ? '*' : ''}${flag}[${words}]${action}'`);
}

/** Inside single quotes and brackets. */
function quoted(text: string): string {
  return text.replaceAll("'", '’').replaceAll('[', '(').replaceAll(']', ')').replaceAll(':', ',');
}
