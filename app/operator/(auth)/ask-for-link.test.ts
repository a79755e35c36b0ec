import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { describeTwinsInPool } from "@/db/testing";
import { afterResponse } from "@/server/testing";
import { ANN, at, beginAnew } from "@/server/testing-operator";
import { askForLink } from "./actions";

const { post } = vi.hoisted(() => ({ post: vi.fn() }));
vi.mock("next/headers", async () => (await import("@/server/testing")).nextHeaders);
vi.mock("next/cache", async () => (await import("@/server/testing")).nextCache);
vi.mock("next/server", async () => (await import("@/server/testing")).nextServer);
vi.mock("@/server/mail/post", () => ({ post }));

describeTwinsInPool("an operator's link", () => {
  beforeEach(beginAnew);
  afterEach(() => {
    vi.useRealTimers();
  });

  test("is mailed five times before the first has run out, with the same answer to whoever asks more", async () => {
    const spellings = [ANN, ` ${ANN}`, ANN.toUpperCase(), ANN, ANN, ANN, ` ${ANN} `];
    for (const [nth, email] of spellings.entries()) {
      await at({ client: `192.0.2.${nth}` });
      expect(await askForLink({ email })).toEqual({ ok: true, data: { to: ANN } });
      await afterResponse();
    }
    expect(post.mock.calls.map(([to]) => to)).toEqual(Array(5).fill(ANN));
  });
});
