import type postgres from "postgres";
import sharp from "sharp";
import type { Tenant } from "@/db/scope";
import { filesOf } from "@/server/photos/photo-files";
import { makeCanary, type Secrets } from "./secrets";

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
  const keys = await sql<{ key: string }[]>`
    select key from photos where tenant_id = ${tenant.id}
    union select value->'logo'->>'key' from skins where tenant_id = ${tenant.id} and value->'logo'->>'key' is not null`;
  const written: string[] = [];
  for (const { key } of keys)
    for (const size of ["full", "shelf", "thumb"]) {
      const canary = makeCanary();
      const name = `${key}/${size}.webp`;
      secrets.learn(
        slug,
        `the file ${size}.webp of ${LOGO.test(key) ? "a logo" : "a photo"}`,
        canary,
      );
      await filesOf(tenant).put(name, Buffer.concat([picture, Buffer.from(` ${canary} `)]), {
        type: "image/webp",
      });
      written.push(name);
    }
  return written;
}

const LOGO = /^photos\/logo-/;
