import { expect, test, vi } from "vitest";
import { z } from "zod";
import { log } from "@/base/log";
import { openScope } from "@/db/scope";
import { describeTwins } from "@/db/testing";
import { DatabaseUnavailable } from "@/db/transaction";
import { action } from "../action";
import { nextCache, REQUEST_ID, send } from "../testing";
import { actionStage } from "../testing-action";

vi.mock("next/headers", async () => (await import("../testing")).nextHeaders);
vi.mock("next/cache", async () => (await import("../testing")).nextCache);

describeTwins("an action", (twins) => {
  const { run, rename, own, refused } = actionStage(twins);

  test.each(["tenant_id", "tenantId", "role", "id", "__proto__", "constructor", "$tenant"])(
    "with the extra field %s is refused, as data, as a form and as a form that repeats it",
    async (name) => {
      const once = new FormData();
      once.set("word", "ok");
      once.append(name, "x");
      const twice = new FormData();
      twice.set("word", "ok");
      twice.append(name, "x");
      twice.append(name, "y");
      const data = JSON.parse(`{"word":"ok",${JSON.stringify(name)}:{"role":"owner"}}`);
      for (const input of [once, twice, data])
        expect(await refused(own(), input)).toMatchObject({ status: 400 });
    },
  );

  test.each([null, undefined, "word", 5, [], {}, { word: 5 }, { word: ["a"] }])(
    "with %j as its input is refused beside the field or the form",
    async (input) => {
      const { status, fields } = await refused(own(), input);
      expect(status).toBe(400);
      expect(Object.keys(fields)).toHaveLength(1);
    },
  );

  test("with text that the database cannot keep is refused with a sentence, wherever it stands", async () => {
    const deep = action({
      name: "deep",
      by: "viewer",
      input: z.strictObject({ word: z.unknown() }),
      run,
    });
    for (const word of ["a\u0000b", ["x", { y: "\u0000" }], { "\u0000": 1 }, "\ud800"])
      expect(await refused(own(), { word }, deep)).toMatchObject({
        status: 400,
        message: expect.stringMatching(/cannot be kept/),
      });
    send(own());
    expect(await deep({ word: ["🧸", "ünï", "", null, 0] })).toMatchObject({ ok: true });
  });

  test("that finds no database says that nothing was saved, and to try again", async () => {
    const { ours } = twins();
    const tenant = {
      ...ours.tenant,
      database: { name: "gone", server: "127.0.0.1:1", generation: 0 },
    };
    run.mockImplementation(() => openScope(tenant, { kind: "visitor" }).write(async () => 1));
    send(own());
    const outcome = await rename({ word: "ok" });
    expect(outcome).toMatchObject({ ok: false, status: 503, fields: {} });
    expect(JSON.stringify(outcome)).toMatch(/Nothing was saved/);
    expect(JSON.stringify(outcome)).not.toMatch(/127\.0|gone|ECONN/);
  });

  test("whose commit was not answered says to look before trying again, and no other", async () => {
    for (const [maybeSaved, wanted] of [
      [true, /Look whether it was saved/],
      [false, /Nothing was saved/],
    ] as const) {
      run.mockRejectedValue(new DatabaseUnavailable("Away.", { maybeSaved }));
      send(own());
      expect(await rename({ word: "ok" })).toMatchObject({
        status: 503,
        message: expect.stringMatching(wanted),
      });
    }
  });

  test("that fails unexpectedly tells the request's id and nothing of the inside, which is logged", async () => {
    const inside = new Error("relation items at postgres://db-1 failed");
    run.mockRejectedValue(inside);
    send(own());
    const outcome = await rename({ word: "ok" });
    expect(outcome).toMatchObject({ ok: false, status: 500, fields: {} });
    expect(JSON.stringify(outcome)).toContain(REQUEST_ID);
    expect(JSON.stringify(outcome)).not.toMatch(/relation|postgres|db-1/);
    expect(log.error).toHaveBeenCalledWith(
      expect.objectContaining({ err: inside, requestId: REQUEST_ID }),
      expect.any(String),
    );
    expect(nextCache.refresh).not.toHaveBeenCalled();
  });
});
