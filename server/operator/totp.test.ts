import { expect, test } from "vitest";
import { codeOf, decryptSecret, encryptSecret, makeSecret, otpAddress, stepOf } from "./totp";

process.env.SECRET = "a secret for the tests of the second factor";
process.env.DATABASE_URL = "postgres://localhost";
process.env.DEMO = "1";

/** The secret and the codes of RFC 6238, appendix B, in six digits. */
const RFC = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
])("at second %i the code is that of RFC 6238", (second, code) => {
  expect(codeOf(RFC, second * 1000)).toBe(code);
  expect(stepOf(RFC, code, second * 1000)).toBe(Math.floor(second / 30));
});

test("a code counts one step early and one step late, and no more", () => {
  const now = 1_700_000_010_000;
  const step = Math.floor(now / 30_000);
  for (const [off, found] of [
    [-2, null],
    [-1, step - 1],
    [0, step],
    [1, step + 1],
    [2, null],
  ] as const)
    expect(stepOf(RFC, codeOf(RFC, now + off * 30_000), now)).toBe(found);
});

test.each(["", "12345", "1234567", "12345a", "١٢٣٤٥٦", " 287082"])("%j is no code", (text) => {
  expect(stepOf(RFC, text, 59_000)).toBeNull();
});

test("a secret has 160 bits and is never the same twice", () => {
  const [one, other] = [makeSecret(), makeSecret()];
  expect(one).toMatch(/^[A-Z2-7]{32}$/);
  expect(one).not.toBe(other);
});

test("the address names the installation, the operator and the secret", () => {
  const url = new URL(otpAddress("ann@example.org", RFC));
  expect(url.protocol).toBe("otpauth:");
  expect(decodeURIComponent(url.pathname)).toContain("ann@example.org");
  expect(url.searchParams.get("secret")).toBe(RFC);
  expect(url.searchParams.get("period")).toBe("30");
});

test("an encrypted secret shows nothing, differs each time, and opens for its owner alone", () => {
  const encrypted = encryptSecret(RFC, "ann@example.org");
  expect(encrypted).not.toContain(RFC);
  expect(encryptSecret(RFC, "ann@example.org")).not.toBe(encrypted);
  expect(decryptSecret(encrypted, "ann@example.org")).toBe(RFC);
  expect(() => decryptSecret(encrypted, "bob@example.org")).toThrow();
});

test("an encrypted secret that was changed in any byte is refused", () => {
  const bytes = Buffer.from(encryptSecret(RFC, "ann@example.org").slice(3), "base64url");
  for (const at of [0, 11, 12, 27, 28, bytes.length - 1]) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => decryptSecret(`v1.${changed.toString("base64url")}`, "ann@example.org")).toThrow();
  }
  expect(() => decryptSecret("plain", "ann@example.org")).toThrow(/form of ours/);
});
