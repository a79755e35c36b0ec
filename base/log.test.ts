import fc from "fast-check";
import { expect, test } from "vitest";
import { withoutAddresses } from "./log";

test("no line holds an e-mail address, wherever it stood", () => {
  fc.assert(
    fc.property(fc.emailAddress(), fc.string(), (address, around) => {
      const line = withoutAddresses(JSON.stringify({ msg: `${around} ${address} ${around}` }));
      expect(line).not.toContain(address);
    }),
  );
});

test("no line holds a token from an address", () => {
  const line = withoutAddresses(
    '{"msg":"GET /welcome?token=s3cret-t0ken&x=1 and code=abc","path":"/shared/s3cret/photos/1/full.webp"}',
  );
  expect(line).not.toMatch(/s3cret|abc/);
  expect(line).toContain("/photos/1/");
  expect(line).toContain("x=1");
});
