import { spawn } from "node:child_process";
import { resolve } from "node:path";

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  // The empty word is the window's title; without it `start` takes a quoted path for one.
  win32: ["cmd", "/c", "start", ""],
};

/** Opens a file in the default application; resolves to why it did not open, or to undefined. */
export function openFile(path: string): Promise<string | undefined> {
  const [program, ...words] = openers[process.platform] ?? ["xdg-open"];
  return new Promise((done) => {
    const child = spawn(program, [...words, resolve(path)], { stdio: "ignore", detached: true });
    child.once("error", (error) => done(error.message));
    child.once("exit", (code) => done(code === 0 ? undefined : `${program} ended with status ${code}`));
    // An opener that becomes the browser itself does not end; the report is on its way then.
    setTimeout(() => done(undefined), 2_000).unref();
    child.unref();
  });
}
