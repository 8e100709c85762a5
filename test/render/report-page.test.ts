import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { renderReport } from "../../render/index.ts";
import { reportJson } from "../../src/report/json.ts";
import { DEGENERATE } from "./degenerate-reports.ts";
import { tripletsReport, wideReport } from "./sample-report.ts";

const REPORTS = { "a wide table": wideReport, ratings: tripletsReport, ...DEGENERATE };
const pages = new Map(Object.entries(REPORTS).map(([name, report]) => [name, renderReport(report())]));

const VOID = new Set(["meta", "img", "br"]);

/** The names of tags left open or closed without having been opened. */
function unbalanced(page: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  const plain = page.replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, "").replace("<!doctype html>", "");
  for (const [tag, closing, name, rest] of plain.matchAll(/<(\/?)([a-zA-Z][\w-]*)((?:"[^"]*"|[^">])*)>/g)) {
    if (VOID.has(name) || rest.endsWith("/")) continue;
    if (closing === "") open.push(name);
    else if (open.pop() !== name) wrong.push(tag);
  }
  return [...wrong, ...open];
}

describe.each([...pages])("the page of %s", (_, page) => {
  const { document } = parseHTML(page);

  it("is well-formed", () => {
    expect(unbalanced(page)).toEqual([]);
    expect(document.querySelectorAll("h1").length).toBe(1);
    expect(document.querySelectorAll("script").length).toBe(2);
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("loads nothing", () => {
    expect(document.querySelectorAll("link, iframe, object, embed, base, script[src]").length).toBe(0);
    for (const element of document.querySelectorAll("[src], [href], [srcset]")) {
      expect(element.getAttribute("src") ?? element.getAttribute("href")).toMatch(/^data:image\/png;base64,/);
    }
    const style = document.querySelector("style")?.textContent;
    expect(style).not.toMatch(/url\(|@import/);
  });

  it("names no number that is none", () => {
    for (const script of document.querySelectorAll("script, style")) script.remove();
    const shown = document.documentElement.outerHTML.replace(/data:image[^"]*/g, "");
    expect(shown.match(/.{0,40}(NaN|Infinity|undefined|null|\[object)/g)).toBeNull();
  });

  it("weighs less than three megabytes", () => {
    expect(Buffer.byteLength(page)).toBeLessThan(3e6);
  });
});

describe("the page", () => {
  it("weighs less than one megabyte for a common report", () => {
    expect(Buffer.byteLength(pages.get("a wide table") ?? "")).toBeLessThan(1e6);
    expect(Buffer.byteLength(pages.get("ratings") ?? "")).toBeLessThan(1e6);
  });

  it("begins with the verdict: mark, headline, sentences, key numbers", () => {
    const { document } = parseHTML(pages.get("a wide table") ?? "");
    const header = document.querySelector("header");
    expect(header?.querySelector(".status")?.textContent.trim()).toBe("Certified");
    expect(header?.querySelector("h1")?.textContent).toMatch(/below the baseline\. Certified globally optimal\.$/);
    expect([...(header?.querySelectorAll(".sentences p") ?? [])].map((it) => it.textContent)).toEqual(
      wideReport().sentences,
    );
    expect(header?.querySelector(".key")?.textContent).toContain("3.212");
  });

  it("draws every plot that the data allow", () => {
    const { document } = parseHTML(pages.get("a wide table") ?? "");
    expect(document.querySelectorAll("svg.plot").length).toBe(7);
    expect(document.querySelectorAll(".heat-image").length).toBe(2);
    expect(parseHTML(pages.get("nothing but the verdict") ?? "").document.querySelectorAll("svg.plot").length).toBe(0);
    for (const figure of document.querySelectorAll(".grid figure")) {
      expect(figure.querySelector("figcaption")?.textContent).not.toBe("");
    }
  });

  it("tells the verdicts apart by word and shape, not by colour alone", () => {
    const marks = (["holds", "fails", "undecided"] as const).map((verdict) => {
      const { document } = parseHTML(renderReport({ ...wideReport(), verdict }));
      return document.querySelector("header .status");
    });
    expect(new Set(marks.map((mark) => mark?.textContent)).size).toBe(3);
    expect(new Set(marks.map((mark) => mark?.querySelector("svg")?.innerHTML)).size).toBe(3);
  });

  it("shows labels from a file as text", () => {
    const page = pages.get("labels with markup") ?? "";
    const { document } = parseHTML(page);
    expect(page).not.toContain("<script>alert");
    expect(page).not.toContain("<img src=https");
    expect(document.querySelectorAll("img:not(.heat-image):not(.heat-scale img)").length).toBe(0);
    expect(document.querySelector(".source")?.textContent).toContain('<script>alert("row")</script>');
    expect(document.querySelector(".heat-rows")?.textContent).toContain("</script><script>alert(2)</script>");
  });

  it("carries the report's data", () => {
    const read = (name: string) => {
      const { document } = parseHTML(pages.get(name) ?? "");
      return JSON.parse(document.querySelector("#report")?.textContent ?? "");
    };
    expect(read("ratings")).toEqual(JSON.parse(reportJson(tripletsReport())));
    expect(read("labels with markup").picture).toEqual(
      JSON.parse(reportJson(DEGENERATE["labels with markup"]())).picture,
    );
  });

  it("draws with the document that it is given", () => {
    const { document } = parseHTML("<html></html>");
    let elements = 0;
    const create = document.createElementNS.bind(document);
    document.createElementNS = (...names: unknown[]) => {
      elements++;
      return create(...names);
    };
    expect(renderReport(wideReport(), document)).toBe(pages.get("a wide table"));
    expect(elements).toBeGreaterThan(100);
  });
});
