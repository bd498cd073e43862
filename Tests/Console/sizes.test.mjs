import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const folder = new URL("../../Sources/Console/Resources/Public/", import.meta.url);
const read = (name) => readFileSync(new URL(name, folder), "utf8");
const scripts = readdirSync(folder).filter((name) => name.endsWith(".js"));
const LONGEST = 300;
/** In bytes; a page may load 150,000 of our own, and should be known to come near that before it does. */
const LARGEST = 135_000;

/** A script and all that it imports. */
function withImports(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const [, other] of read(name).matchAll(/from "\.\/([\w-]+\.js)"/g)) withImports(other, found);
  return found;
}

test("no script is longer than a reader's patience", () => {
  const long = scripts.filter((name) => read(name).split("\n").length - 1 > LONGEST);
  assert.deepEqual(long, []);
});

test("what a page loads stays small, with the style sheet", () => {
  const imported = new Set(scripts.flatMap((name) => [...withImports(name)].filter((other) => other !== name)));
  const pages = scripts.filter((name) => !imported.has(name));
  assert.ok(pages.includes("editor.js") && pages.includes("dataset.js"));
  for (const page of pages) {
    const all = new Set([...withImports(page), ...withImports("page.js"), "theme.js", "katmai.css"]);
    const bytes = [...all].reduce((sum, name) => sum + Buffer.byteLength(read(name)), 0);
    assert.ok(bytes <= LARGEST, `${page}: ${bytes} bytes`);
  }
});

test("every script is loaded by some page", () => {
  const templates = new URL("../../Sources/Console/Resources/Templates/", import.meta.url);
  const asked = readdirSync(templates).flatMap((name) => [name.replace(".mustache", ".js"), ...[...readFileSync(new URL(name, templates), "utf8").matchAll(/static\/([\w-]+\.js)/g)].map(([, script]) => script)]);
  const used = new Set(asked.filter((name) => scripts.includes(name)).flatMap((name) => [...withImports(name)]));
  assert.deepEqual(scripts.filter((name) => !used.has(name)), []);
});
