/** Milliseconds between two looks: on a terminal often enough to seem alive, in a log seldom enough to be read. */
const TERMINAL_PAUSE = 100;
const LOG_PAUSE = 5_000;

/** What a command says on standard error while it works: sentences that stay, and one line that is rewritten. */
export class Progress {
  private readonly stream = process.stderr;
  private readonly pause = this.stream.isTTY ? TERMINAL_PAUSE : LOG_PAUSE;
  private shown = Date.now();
  private drawn = false;

  /** A sentence that stays. */
  say(sentence: string): void {
    this.clear();
    this.stream.write(`${sentence}\n`);
  }

  /** Where the work stands; composed only when it is time to show it. */
  show(compose: () => string): void {
    const now = Date.now();
    if (now - this.shown < this.pause) return;
    this.shown = now;
    if (!this.stream.isTTY) {
      this.stream.write(`${compose()}\n`);
      return;
    }
    const width = Math.max(20, this.stream.columns || 80) - 1;
    this.stream.write(`\r${compose().slice(0, width)}\x1b[K`);
    this.drawn = true;
  }

  /** Removes the line that is rewritten. */
  clear(): void {
    if (this.drawn) this.stream.write("\r\x1b[K");
    this.drawn = false;
  }
}
