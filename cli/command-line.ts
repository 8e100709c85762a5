/** The command as one could type it again in a POSIX shell. */
export function commandLine(command: string, words: readonly string[]): string {
  const quoted = words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`));
  return ["lowlands", command, ...quoted].join(" ");
}
