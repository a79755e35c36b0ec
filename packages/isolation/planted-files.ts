import type postgres from "postgres";
import sharp from "sharp";
import type { Tenant } from "@/db/scope";
import { paperKey } from "@/server/papers/order";
import { filesOf } from "@/server/photos/photo-files";
import { makeCanary, type Secrets } from "./secrets";
import { hiddenRow } from "./seen-rows";

/** A picture that browsers show, with a canary behind its last byte, for each size of each photo and logo. */
export async function plantFiles(
  sql: postgres.Sql,
  tenant: Tenant,
  slug: string,
  secrets: Secrets,
): Promise<string[]> {
  const picture = await sharp({
    create: { width: 8, height: 8, channels: 3, background: "#a0522d" },
  })
    .webp()
    .toBuffer();
  const keys = await sql.unsafe<{ key: string; hidden: boolean }[]>(
    `select t.key, ${hiddenRow("photos")} as hidden from photos t where tenant_id = $1
      union select t.value->'logo'->>'key', ${hiddenRow("skins")} from skins t
        where tenant_id = $1 and value->'logo'->>'key' is not null`,
    [tenant.id],
  );
  const written: string[] = [];
  for (const { key, hidden } of keys)
    for (const size of ["full", "shelf", "thumb"]) {
      const canary = makeCanary();
      const name = `${key}/${size}.webp`;
      secrets.learn(
        slug,
        `the file ${size}.webp of ${LOGO.test(key) ? "a logo" : "a photo"}`,
        canary,
        hidden,
        key,
      );
      await filesOf(tenant).put(name, Buffer.concat([picture, Buffer.from(` ${canary} `)]), {
        type: "image/webp",
      });
      written.push(name);
    }
  const paper = paperKey({ kind: "inventory", values: true }, new Date(), "planted0");
  const canary = makeCanary();
  secrets.learn(slug, "a paper", canary, true, paper);
  await filesOf(tenant).put(paper, Buffer.from(`%PDF-1.3 ${canary}`), { type: "application/pdf" });
  return [...written, paper];
}

const LOGO = /^photos\/logo-/;
