import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { checkDocuments } from "./documents";

const PAGE = "app/[tenant]/(site)/items/[slug]/page.tsx";
const OF_APEX = "app/www/(guide)/which-tag/page.tsx";

/** A house whose pages hold nothing for browsers, with what a test plants in it. */
async function found(planted: Readonly<Record<string, string>>): Promise<string[]> {
  const root = await mkdtemp(join(tmpdir(), "swingtag-documents-"));
  const files: Record<string, string> = {
    "tsconfig.json": '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }',
    "app/layout.tsx": "export default function Layout() {}",
    "app/error.tsx": '"use client";\nexport default function Fault() {}',
    "app/[tenant]/(site)/layout.tsx": 'import "../skinned";',
    "app/[tenant]/skinned.tsx": 'import "@/components/frame";',
    [PAGE]: 'import { Item } from "@/components/item";',
    [OF_APEX]: 'import { Item } from "@/components/item";',
    "app/[tenant]/studio/page.tsx": 'import "@/components/dialog";',
    "components/frame.tsx": "export const frame = 1;",
    "components/item.tsx": 'export const Item = "use client";',
    "components/dialog.tsx": '"use client";\nexport const dialog = 1;',
    "node_modules/widget/package.json": '{ "name": "widget", "main": "index.js" }',
    "node_modules/widget/index.js": '"use client";\nexport const widget = 1;',
    "node_modules/next/package.json": '{ "name": "next" }',
    "node_modules/next/script.js": "module.exports = 1;",
    ...planted,
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  const said = await checkDocuments(
    root,
    Object.keys(files).filter((file) => !file.startsWith("node_modules/")),
  );
  await rm(root, { recursive: true });
  return said;
}

test("pages without client components pass, and the studio may have them", async () => {
  expect(await found({})).toEqual([]);
});

test.each([
  ["imported by a page", { [PAGE]: 'import "@/components/dialog";' }],
  ["imported far away", { "components/item.tsx": 'export * from "./dialog";' }],
  ["imported late", { "components/item.tsx": 'export const it = () => import("./dialog");' }],
  ["in the frame of every site", { "app/[tenant]/skinned.tsx": 'import "@/components/dialog";' }],
  ["in the frame of everything", { "app/layout.tsx": 'import "@/components/dialog";' }],
  ["of a document of the apex", { [OF_APEX]: 'import "@/components/dialog";' }],
  ["around a document of the apex", { "app/www/layout.tsx": 'import "@/components/dialog";' }],
  ["that is a page", { [PAGE]: '// A page.\n"use client";\nexport default function Page() {}' }],
  ["of a package", { "components/item.tsx": 'import { widget } from "widget";' }],
  ["of Next", { "components/item.tsx": 'import Script from "next/script";' }],
])("a client component %s is found", async (_, planted) => {
  expect(await found(planted)).toEqual([expect.stringMatching(/does nothing without a runtime/)]);
});

test("a house whose public pages have moved away is no house without problems", async () => {
  const root = await mkdtemp(join(tmpdir(), "swingtag-documents-"));
  await writeFile(join(root, "tsconfig.json"), "{}");
  expect(await checkDocuments(root, ["app/page.tsx"])).toHaveLength(2);
  await rm(root, { recursive: true });
});
