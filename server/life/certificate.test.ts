import { describe, expect, test } from "vitest";
import { type Certificate, certify, isGenuine, type Removal } from "./certificate";
import { publicKeyPem } from "./certificate-keys";
import { printCertificate, readCertificate } from "./certificate-print";

Object.assign(process.env, {
  SECRET: "a secret of at least thirty-two characters",
  DATABASE_URL: "postgres://localhost:5432",
  DEMO: "1",
});

const REMOVAL: Removal = {
  number: "0f0e0d0c-0b0a-4908-8706-050403020100",
  site: "artmatt",
  tenantId: "11111111-2222-4333-8444-555555555555",
  deletedAt: new Date("2026-10-01T08:30:00Z"),
  deletedBy: "owner",
  removedAt: new Date("2026-10-31T08:31:00Z"),
  rows: { items: 20, site: 1, members: 2 },
  databases: [{ name: "swingtag_own_1", fate: "dropped" }],
  files: { count: 12, bytes: 34567 },
  operations: 3,
  formerNames: ["matt"],
  nameRestsUntil: new Date("2027-10-31T08:31:00Z"),
  backups: { count: 12, endBy: new Date("2026-11-30T08:31:00Z") },
};

describe("a certificate of removal", () => {
  test("says what was removed, from where, and what is left until when", () => {
    const { body } = certify(REMOVAL);
    for (const line of [
      "Site: artmatt.localhost",
      "Formerly: matt.localhost",
      "Deleted: 2026-10-01 08:30 UTC, by owner",
      "Rows: 23 in 3 tables",
      "- items: 20",
      "Files: 12, 34567 bytes",
      "Database and login role: swingtag_own_1",
      "The name artmatt is kept from everyone until 2027-10-31.",
    ])
      expect(body.split("\n")).toContain(line);
    expect(body).toContain("Backups: 12 hold copies; the last is deleted by 2026-11-30");
  });

  test("is genuine as it was signed", () => {
    expect(isGenuine(certify(REMOVAL))).toBe(true);
  });

  test.each<[string, (whole: Certificate) => Certificate]>([
    ["one digit", ({ body, ...rest }) => ({ ...rest, body: body.replace("12,", "11,") })],
    [
      "one line left out",
      ({ body, ...rest }) => ({ ...rest, body: body.replace(/- items.*\n/, "") }),
    ],
    ["a line more", ({ body, ...rest }) => ({ ...rest, body: `${body}\nand more` })],
    [
      "another signature",
      ({ body }) => ({ body, signature: certify({ ...REMOVAL, operations: 4 }).signature }),
    ],
    ["no signature", ({ body }) => ({ body, signature: "" })],
  ])("is not genuine with %s changed", (_, change) => {
    expect(isGenuine(change(certify(REMOVAL)))).toBe(false);
  });

  test.each([
    ["as it was printed", (text: string) => text],
    ["with the line ends of another system", (text: string) => text.replaceAll("\n", "\r\n")],
    ["with spaces at the ends of its lines", (text: string) => text.replaceAll("\n", " \n")],
    ["out of the middle of a mail", (text: string) => `Hello,\n\n${text}\n-- \nSwingtag\n`],
  ])("is read back %s", (_, copy) => {
    const certificate = certify(REMOVAL);
    const read = readCertificate(copy(printCertificate(certificate)));
    expect(read).toEqual(certificate);
  });

  test.each(["", "Certificate of removal", "Signature: abc", "x".repeat(100_000)])(
    "is not found where there is none",
    (text) => expect(readCertificate(text)).toBeNull(),
  );

  test("can be checked by anyone with the public key alone", async () => {
    const { createPublicKey, verify } = await import("node:crypto");
    const { body, signature } = certify(REMOVAL);
    const key = createPublicKey(publicKeyPem());
    expect(verify(null, Buffer.from(body), key, Buffer.from(signature, "base64url"))).toBe(true);
  });
});
