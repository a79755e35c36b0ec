import { describe, expect, test } from "vitest";
import { EmailSchema } from "./email";

describe("an e-mail address in a form", () => {
  test.each([
    ["Matt@Example.com", "matt@example.com"],
    ["  bear+tags@mail.example.co.uk ", "bear+tags@mail.example.co.uk"],
    ["björn@bücher.example", "björn@bücher.example"],
    ["me@localhost", "me@localhost"],
  ])("%s is taken as %s", (typed, kept) => {
    expect(EmailSchema.parse(typed)).toBe(kept);
  });

  test.each([
    ["", "Write your e-mail address."],
    ["matt.example.com", "An @ is missing in this address."],
    ["matt@home@example.com", "This address has more than one @."],
    ["matt@", "No letter can be sent to this address. Is it whole?"],
    ["a b@example.com", "No letter can be sent to this address. Is it whole?"],
    ["a@b.example\nbcc:c@d.example", "This address has more than one @."],
    ["a,b@example.com", "No letter can be sent to this address. Is it whole?"],
    [`${"a".repeat(250)}@b.example`, "An e-mail address has at most 254 characters."],
  ])("%j is refused in words", (typed, says) => {
    expect(EmailSchema.safeParse(typed).error?.issues[0]?.message).toBe(says);
  });
});
