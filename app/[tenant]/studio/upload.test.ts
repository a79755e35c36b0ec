import { expect, test, vi } from "vitest";
import { DATABASE_AWAY } from "@/base/fault-code";
import { Refusal } from "@/base/refusal";
import { answerUpload, readUpload } from "./upload";

vi.mock("@/server/access/request", () => ({ currentRequest: async () => ({ id: "one" }) }));

const failing = (error: Error) =>
  answerUpload(async () => {
    throw error;
  });

test("an upload whose site's database is away is unavailable and says when to ask again", async () => {
  const answer = await failing(Object.assign(new Error("away"), { code: DATABASE_AWAY }));
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("5");
  expect(await answer.json()).toEqual({ message: expect.stringMatching(/database .+ try again/) });
});

test("a refused upload gets its sentence, and a bug the request's id", async () => {
  const refused = await failing(new Refusal("This is no photo.", { status: 415 }));
  expect([refused.status, await refused.json()]).toEqual([415, { message: "This is no photo." }]);
  const broken = await failing(new Error("a bug"));
  expect([broken.status, await broken.text()]).toEqual([500, expect.stringMatching(/request one/)]);
});

test("a photo whose file's name can't be kept is taken by as much of it as can", async () => {
  const form = new FormData();
  form.set("file", new File(["x"], "Pea\u0000nut\u0007 \u{1f9f8}\ud83e.jpg"));
  const body = await new Response(form).blob();
  const request = new Request("http://ours/studio/photos", {
    method: "POST",
    headers: { "content-type": body.type, "content-length": String(body.size) },
    body,
  });
  expect((await readUpload(request)).name).toBe("Peanut \u{1f9f8}\ufffd.jpg");
});
