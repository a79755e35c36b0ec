import { expect, test, vi } from "vitest";
import { DATABASE_AWAY } from "@/base/fault-code";
import { Refusal } from "@/base/refusal";
import { answerUpload } from "./upload";

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
