import postgres from "postgres";
import { expect, test } from "vitest";
import { platform } from "@/db/platform/door";
import { confirmTenant } from "@/db/platform/queries/founding";
import { changeTenant } from "@/db/platform/queries/held-tenants";
import { keepName } from "@/db/platform/queries/names";
import { closePools } from "@/db/pools";
import { describeTwins } from "@/db/testing";
import { explain } from "./explain";

describeTwins("explaining an address", (twins) => {
  test.each(["ours", "theirs"] as const)(
    "follows %s down to the rows that its role sees, as the database says",
    async (which) => {
      const { tenant } = twins()[which];
      const told = await explain(`http://${tenant.slug}.localhost:3000/items/peanut?x=1#y`);
      expect(told).toMatchObject({
        host: `${tenant.slug}.localhost:3000`,
        path: "/items/peanut?x=1",
        destination: "site",
        name: { kind: "tenant" },
        answer: "The site.",
        tenant: { id: tenant.id },
        placement: { kind: tenant.placement, database: tenant.database.name },
        role: {
          reached: true,
          name: tenant.database.name,
          bypasses: false,
          tenantId: tenant.id,
          audience: "visitors",
        },
      });
      expect(told.settings?.visitor).toContain(`app.tenant_id = '${tenant.id}'`);
      expect(told.settings?.member).toContain("app.audience = 'members'");
      expect(told.cache?.page).toContain(`${tenant.id} `);
      expect((await explain(`${tenant.slug}.localhost/studio`)).cache?.page).toBeNull();
    },
  );

  test.each([
    ["localhost", "www", null, /marketing site/],
    ["https://operator.localhost/x", "operator", null, /console/],
    ["www.localhost", "nothing", "reserved", /kept for the platform/],
    ["a--b.localhost", "nothing", "malformed", /hyphens/],
    ["free-name-here.localhost", "site", "free", /nobody has this name/],
    ["elsewhere.example", "nothing", null, /neither localhost nor below it/],
    ["localhost@evil.example", "nothing", null, /Not found/],
    ["", "nothing", null, /Not found/],
  ])("%s leads to %s", async (asked, destination, kind, answer) => {
    const told = await explain(asked);
    expect(told).toMatchObject({ destination, answer: expect.stringMatching(answer) });
    expect(told.name?.kind ?? null).toBe(kind);
    expect(told.tenant).toBeNull();
  });

  test("a bare name is told the address it belongs to", async () => {
    const { slug } = twins().ours.tenant;
    expect((await explain(slug)).answer).toContain(`ask for that`);
  });

  test("a former name leads to the present one, and one that rests to nobody", async () => {
    const { id, slug } = twins().ours.tenant;
    await platform.write(async (tx) => {
      await keepName(tx, `former-${slug}`, id);
      await keepName(tx, `resting-${slug}`, null);
    });
    expect(await explain(`former-${slug}.localhost/x`)).toMatchObject({
      name: { kind: "former", now: slug },
      answer: expect.stringMatching(new RegExp(`redirect to http://${slug}\\.localhost.*/x`)),
      tenant: null,
    });
    expect((await explain(`resting-${slug}.localhost`)).name?.kind).toBe("resting");
  });

  test("a suspended site answers that it is closed", async () => {
    const { id, slug } = twins().ours.tenant;
    await platform.write((tx) => changeTenant(tx, id, { state: "suspended" }));
    const told = await explain(`${slug}.localhost`);
    expect(told).toMatchObject({ answer: expect.stringMatching(/closed/), cache: { page: null } });
    await platform.write((tx) => changeTenant(tx, id, { state: "active" }));
    await platform.write((tx) => confirmTenant(tx, id));
  });

  test("a database that lets nobody in is named with its reason, not guessed around", async () => {
    const { slug, database } = twins().ours.tenant;
    const admin = postgres(twins().adminUrl("postgres"), { max: 1, onnotice: () => {} });
    await closePools();
    await admin.unsafe(`alter role ${database.name} nologin`);
    try {
      const { role } = await explain(`${slug}.localhost`);
      expect(role).toMatchObject({ reached: false, why: expect.stringMatching(/\w/) });
    } finally {
      await admin.unsafe(`alter role ${database.name} login`);
      await admin.end();
    }
  });
});
