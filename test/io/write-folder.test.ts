import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { access, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { checkOutputFile, checkOutputFolder, InputError, writeFolder, writeWholeFile } from "../../io/index.ts";
import { scratch } from "./scratch.ts";

// Root may write anywhere, so that a read-only folder is played.
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  return { ...real, access: vi.fn(real.access) };
});

const { folder } = scratch();
const fill = (content: string) => async (path: string) => {
  await writeFile(join(path, "model.npz"), content);
  await writeFile(join(path, "report.json"), "{}");
  return content;
};
const content = (out: string) => readFileSync(join(out, "model.npz"), "utf8");
const hidden = (parent: string) => readdirSync(parent).filter((name) => name.startsWith("."));
/** A folder of its own, so that leftovers can be counted. */
const place = (name: string) => {
  mkdirSync(join(folder, name));
  return join(folder, name, "out");
};

describe("an output folder", () => {
  test("appears whole, with what the work answers", async () => {
    const out = place("new");
    const answer = await writeFolder(out, {}, async (temporary) => {
      expect(existsSync(out)).toBe(false);
      return fill("first")(temporary);
    });
    expect([answer, content(out)]).toEqual(["first", "first"]);
    expect(hidden(join(folder, "new"))).toEqual([]);
  });

  test("is replaced only with force, and only where an earlier run wrote it", async () => {
    const out = place("again");
    await writeFolder(out, {}, fill("first"));
    await expect(writeFolder(out, {}, fill("second"))).rejects.toThrow(
      /out: expected a new output folder, this one exists; .*--force/,
    );
    expect(content(out)).toBe("first");
    await writeFolder(out, { force: true }, fill("second"));
    expect(content(out)).toBe("second");
    const other = place("photos");
    mkdirSync(other);
    writeFileSync(join(other, "photo.jpg"), "");
    await expect(writeFolder(other, { force: true }, fill("third"))).rejects.toThrow(
      "holds other files and is not replaced",
    );
    expect(readdirSync(other)).toEqual(["photo.jpg"]);
    expect(hidden(join(folder, "again"))).toEqual([]);
  });

  test("stays as it was where the work fails", async () => {
    const out = place("failing");
    const failing = async (temporary: string) => {
      await fill("half")(temporary);
      throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
    };
    await expect(writeFolder(out, {}, failing)).rejects.toThrow(
      "out: expected to write here, the disk is full; nothing was written",
    );
    expect(existsSync(out)).toBe(false);
    await writeFolder(out, {}, fill("first"));
    await expect(writeFolder(out, { force: true }, failing)).rejects.toBeInstanceOf(InputError);
    expect(content(out)).toBe("first");
    expect(hidden(join(folder, "failing"))).toEqual([]);
  });

  test("is not taken from a run that was faster", async () => {
    const out = place("raced");
    const slow = writeFolder(out, {}, async (temporary) => {
      await writeFolder(join(out, "..", "elsewhere"), {}, fill("unrelated"));
      mkdirSync(out);
      writeFileSync(join(out, "report.json"), "{}");
      return fill("slow")(temporary);
    });
    await expect(slow).rejects.toThrow("this one exists");
    expect(readdirSync(out)).toEqual(["report.json"]);
  });

  test.skipIf(!existsSync("/dev/full"))("a full disk", async () => {
    const work = () => writeFile("/dev/full", "x");
    await expect(writeWholeFile(join(folder, "full.csv"), {}, work)).rejects.toThrow("the disk is full");
    expect(existsSync(join(folder, "full.csv"))).toBe(false);
  });
});

describe("a killed run", () => {
  const script = `
    import { writeFolder } from ${JSON.stringify(resolve("io/output/write-folder.ts"))};
    import { writeFileSync } from "node:fs";
    const [out, size] = process.argv.slice(2);
    for (let run = 0; ; run++) {
      await writeFolder(out, { force: true }, async (folder) => {
        for (let k = 0; k < 20; k++) writeFileSync(folder + "/part-" + k, String(run).repeat(Number(size)));
        writeFileSync(folder + "/report.json", String(run));
        process.stdout.write(".");
      });
    }`;
  test("leaves no folder or a whole one, and the next run sweeps up", async () => {
    const out = place("killed");
    const path = join(folder, "killed.mts");
    writeFileSync(path, script);
    for (const delay of [3, 17, 31]) {
      const child = spawn(
        process.execPath,
        ["--import", resolve("node_modules/tsx/dist/esm/index.mjs"), path, out, "1000"],
        {
          stdio: ["ignore", "pipe", "inherit"],
        },
      );
      await new Promise((ready) => child.stdout.once("data", ready));
      await new Promise((later) => setTimeout(later, delay));
      child.kill("SIGKILL");
      await new Promise((end) => child.once("exit", end));
      if (!existsSync(out)) continue;
      const run = readFileSync(join(out, "report.json"), "utf8");
      expect(readdirSync(out).length).toBe(21);
      for (let k = 0; k < 20; k++) expect(readFileSync(join(out, `part-${k}`), "utf8")).toBe(run.repeat(1000));
    }
    await writeFolder(out, { force: true }, fill("after"));
    expect(content(out)).toBe("after");
    expect(hidden(join(folder, "killed"))).toEqual([]);
  });
});

test("a run that exits in the middle takes its temporary folder with it", async () => {
  const out = place("exits");
  const path = join(folder, "exits.mts");
  writeFileSync(
    path,
    `import { writeFolder } from ${JSON.stringify(resolve("io/output/write-folder.ts"))};
    await writeFolder(process.argv[2], {}, async () => process.exit(130));`,
  );
  const child = spawn(process.execPath, ["--import", resolve("node_modules/tsx/dist/esm/index.mjs"), path, out]);
  expect(await new Promise((end) => child.once("exit", end))).toBe(130);
  expect(readdirSync(join(folder, "exits"))).toEqual([]);
});

describe("checks before any work", () => {
  test("the parent", async () => {
    await expect(checkOutputFolder(join(folder, "none", "out"))).rejects.toThrow(
      /expected the folder .*none to exist, it does not/,
    );
    writeFileSync(join(folder, "a-file"), "");
    await expect(checkOutputFolder(join(folder, "a-file", "out"))).rejects.toThrow("it is a file");
    await expect(checkOutputFolder(join(folder, "a-file"), { force: true })).rejects.toThrow("this is a file");
  });
  test("a parent that is read-only", async () => {
    vi.mocked(access).mockRejectedValueOnce(Object.assign(new Error("EACCES"), { code: "EACCES" }));
    await expect(checkOutputFolder(join(folder, "out"))).rejects.toThrow(
      `expected to be allowed to write in ${folder}, it is not writable`,
    );
  });
  test("a file", async () => {
    const path = join(folder, "single.csv");
    await writeWholeFile(path, {}, (temporary) => writeFile(temporary, "one"));
    await expect(checkOutputFile(path)).rejects.toThrow("expected a new file, this one exists");
    await expect(checkOutputFile(folder)).rejects.toThrow("this is a folder");
    await writeWholeFile(path, { force: true }, (temporary) => writeFile(temporary, "two"));
    expect(readFileSync(path, "utf8")).toBe("two");
  });
});
