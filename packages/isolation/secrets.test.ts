import { describe, expect, test } from "vitest";
import { makeCanary, Secrets } from "./secrets";

const ID = "0f8fad5b-d9cb-469f-a165-70867728950e";

describe("the search for secrets", () => {
  const canary = makeCanary();
  const secrets = new Secrets();
  secrets.learn("theirs", "items.story", `A bear ${canary} of mine`);
  secrets.learn("theirs", "items.id", ID);
  secrets.learn("theirs", "members.email", `${makeCanary()}@x.example`, true);
  secrets.learnToken("theirs", "a session", "Zm9vYmFyYmF6cXV4");

  test.each([
    ["as it is", canary],
    ["in capitals", canary.toUpperCase()],
    ["amid other digits", `ab${canary}cd`],
    ["amid HTML", `<b title="${canary}">`],
    ["with hyphens", canary.replace(/(.{8})/g, "$1-")],
  ])("finds a canary %s", (_, text) => {
    expect(secrets.findForeign(text, "ours")).toEqual(["theirs: items.story"]);
  });

  test("finds an id with and without its hyphens, and a token", () => {
    for (const text of [ID, ID.replaceAll("-", "")])
      expect(secrets.findForeign(`/x/${text}`, "ours")).toEqual(["theirs: items.id"]);
    expect(secrets.findForeign("cookie: Zm9vYmFyYmF6cXV4;", "ours")).toEqual(["theirs: a session"]);
  });

  test("takes a row of bits for no secret, and still finds what stands beside it", () => {
    const bits = "0100".repeat(1024);
    secrets.learn("theirs", "shelf_sets.bits", bits);
    expect(secrets.findForeign(bits, "ours")).toEqual([]);
    expect(secrets.findForeign(`${bits} ${canary}`, "ours")).toEqual(["theirs: items.story"]);
  });

  test("finds nothing in what is one's own, in what was said, or in half a canary", () => {
    expect(secrets.findForeign(canary, "theirs")).toEqual([]);
    expect(secrets.findForeign(`no ${canary}`, "ours", `/items/${canary}`)).toEqual([]);
    expect(secrets.findForeign(canary.slice(0, 31), "ours")).toEqual([]);
    expect(secrets.findForeign(makeCanary(), "ours")).toEqual([]);
  });

  test("knows what even the site's own visitors may not see", () => {
    const hidden = makeCanary();
    secrets.learn("theirs", "members.name", hidden, true);
    expect(secrets.findHidden(hidden, "theirs")).toEqual(["theirs: members.name"]);
    expect(secrets.findHidden(canary, "theirs")).toEqual([]);
  });

  test.each([
    ["first in what they see", [false, true]],
    ["last in what they see", [true, false]],
  ])("hides from visitors nothing that stands %s", (_, places) => {
    const told = makeCanary();
    for (const hidden of places) secrets.learn("theirs", `hidden: ${hidden}`, told, hidden);
    expect(secrets.findHidden(told, "theirs")).toEqual([]);
  });

  test("what its own people have shown since is hidden no more, and stays a secret to others", () => {
    const [told, other] = [makeCanary(), makeCanary()];
    secrets.learn("theirs", "items.name", told, true);
    secrets.learn("theirs", "members.name", other, true);
    secrets.show("ours", `${told} ${other}`);
    expect(secrets.findHidden(told, "theirs")).toEqual(["theirs: items.name"]);
    secrets.show("theirs", told);
    expect(secrets.findHidden(told, "theirs")).toEqual([]);
    expect(secrets.findForeign(told, "ours")).toEqual(["theirs: items.name"]);
    expect(secrets.findHidden(other, "theirs")).toEqual(["theirs: members.name"]);
  });

  test("what a file holds is shown with the row that names its key", () => {
    const [told, other] = [makeCanary(), makeCanary()];
    secrets.learn("theirs", "the file full.webp", told, true, "photos/a");
    secrets.learn("theirs", "the file full.webp", other, true, "photos/b");
    secrets.showKey("ours", "photos/a");
    expect(secrets.findHidden(told, "theirs")).toHaveLength(1);
    secrets.showKey("theirs", "photos/a");
    expect(secrets.findHidden(told, "theirs")).toEqual([]);
    expect(secrets.findHidden(other, "theirs")).toEqual(["theirs: the file full.webp"]);
  });
});
