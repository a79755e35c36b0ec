import { describe, expect, it } from "vitest";
import { readPartialDate } from "@/base/values/partial-date";
import { readTags } from "@/base/values/tags";
import { artmatt } from "@/db/seed/artmatt";
import { begin } from "@/db/seed/begin";
import { chanceFrom } from "@/db/seed/chance";
import { factOf, KINDS, type SeedItem, secretsOf } from "@/db/seed/collection";
import { inventItem } from "@/db/seed/invent";
import { SWING_TAGS, TUSH_TAGS } from "@/db/tenant/choices";
import { contrastReport } from "@/themes/contrast";

const chance = chanceFrom("collections.test");
const invented = Array.from({ length: 2000 }, (_, index) => inventItem(chance, index));

describe.each([
  { owner: "artmatt", items: artmatt.items },
  { owner: "begin", items: begin.items },
  { owner: "an invented collection", items: invented },
])("the items of $owner", ({ items }) => {
  it("have an address of their own each", () => {
    const slugs = items.map((item) => item.slug);
    expect(new Set(slugs).size).toBe(slugs.length);
    for (const slug of slugs) expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it("carry dates that the studio reads as they stand", () => {
    for (const date of items.flatMap(datesOf)) expect(readPartialDate(date)).toEqual(valid(date));
  });

  it("name tag generations by known codes", () => {
    for (const copy of items.flatMap((item) => item.copies)) {
      expect(["", ...SWING_TAGS]).toContain(copy.swingTag);
      expect(["", ...TUSH_TAGS]).toContain(copy.tushTag);
    }
  });

  it("say a currency where they say a price, and nowhere else", () => {
    for (const copy of items.flatMap((item) => item.copies)) {
      if (copy.pricePaid === null) expect(copy.currency).toBe("");
      else {
        expect(Number.isInteger(copy.pricePaid) && copy.pricePaid >= 0).toBe(true);
        expect(copy.currency).toMatch(/^[A-Z]{3}$/);
      }
    }
  });

  it("call no two copies of one item the same", () => {
    for (const { copies } of items)
      expect(new Set(copies.map((copy) => copy.label)).size).toBe(copies.length);
  });

  it("wear labels that the studio reads as they stand", () => {
    for (const { tags } of items) expect(readTags(tags.join(","))).toEqual(tags);
  });

  it("fit the fields they are shown in", () => {
    for (const { name, animal, variant, colour, tags } of items) {
      expect(name.length).toBeGreaterThan(0);
      expect(name.length).toBeLessThanOrEqual(120);
      expect(animal.length).toBeLessThanOrEqual(60);
      expect(variant.length).toBeLessThanOrEqual(80);
      expect(colour.length).toBeLessThanOrEqual(60);
      expect(tags.every((tag) => tag.length <= 40)).toBe(true);
    }
  });

  it("show every status and every visibility", () => {
    const seen = (of: (item: SeedItem) => string | readonly string[]) =>
      [...new Set(items.flatMap(of))].sort();
    expect(seen((item) => item.copies.map((copy) => copy.status))).toEqual(
      expect.arrayContaining(["given", "lent", "ordered", "owned", "sale", "sold", "trade"]),
    );
    expect(items.some((item) => item.want && item.copies.length === 0)).toBe(true);
    expect(items.some((item) => item.want && item.copies.length > 0)).toBe(true);
    expect(seen((item) => item.visibility)).toEqual(["private", "public", "unlisted"]);
    expect(items.some((item) => item.trashed)).toBe(true);
  });
});

describe.each([artmatt, begin])("the collection of $name", (collection) => {
  const { items, members } = collection;
  const hidden = items.filter((item) => item.visibility === "private");

  it("has a story for more than half of its items, none told twice", () => {
    const stories = items.map((item) => item.story).filter(Boolean);
    expect(stories.length).toBeGreaterThan(items.length / 2);
    expect(new Set(stories).size).toBe(stories.length);
  });

  it("keeps a secret in each private item that nothing open gives away", () => {
    const secrets = secretsOf(collection);
    expect(hidden.length).toBeGreaterThanOrEqual(3);
    for (const item of hidden) {
      expect(secrets).toEqual(expect.arrayContaining(item.story.split(/\n+/)));
      expect(item.copies.map((copy) => copy.note).some((note) => secrets.includes(note))).toBe(
        true,
      );
    }
  });

  it("keeps a secret in its trash", () => {
    const secrets = secretsOf(collection);
    for (const { story } of items.filter((item) => item.trashed)) expect(secrets).toContain(story);
  });

  it("counts a tag generation only where the lists have seen it on that kind", () => {
    for (const item of items) {
      const kind = KINDS.find((each) => each === item.slug);
      if (!kind) continue;
      const { swingTags, tushTags } = factOf(kind);
      for (const copy of item.copies) {
        if (swingTags.length) expect(["", "unsure", ...swingTags]).toContain(copy.swingTag);
        if (tushTags.length) expect(["", "unsure", ...tushTags]).toContain(copy.tushTag);
      }
    }
  });

  it("wears skins that could be published", () => {
    for (const { skin } of collection.laterSkins) expect(contrastReport(skin).passes).toBe(true);
  });

  it("belongs to its first member, and its addresses reach nobody", () => {
    expect(members[0]?.role).toBe("owner");
    for (const { email } of members) expect(email).toMatch(/^[a-z]+@[a-z]+\.example$/);
  });
});

describe("the two collections", () => {
  const pairs = artmatt.items.flatMap((ours) => {
    const theirs = begin.items.find((item) => item.slug === ours.slug);
    return theirs ? [{ ours, theirs }] : [];
  });

  it("share at least ten addresses and tell other stories under them", () => {
    const told = pairs.filter(({ ours, theirs }) => ours.story && theirs.story);
    expect(told.length).toBeGreaterThanOrEqual(10);
    for (const { ours, theirs } of told) expect(ours.story).not.toBe(theirs.story);
  });

  it("share an address that is public here and private there", () => {
    expect(pairs.some(({ ours, theirs }) => ours.visibility !== theirs.visibility)).toBe(true);
  });

  it("have dates without a day, without a month and without a year among them", () => {
    const dates = [...artmatt.items, ...begin.items].flatMap(datesOf);
    for (const form of [/^\d{4}$/, /^\d{4}-\d\d$/, /^\d{4}-\d\d-\d\d$/, /^--\d\d-\d\d$/, /^$/])
      expect(dates.some((date) => form.test(date))).toBe(true);
  });

  it("differ in preset, words and currency", () => {
    const taste = ({ firstSkin, laterSkins, items }: typeof artmatt) => ({
      preset: firstSkin.preset,
      word: laterSkins.at(-1)?.skin.words.one,
      currencies: new Set(items.flatMap((item) => item.copies.map((copy) => copy.currency))),
    });
    const [ours, theirs] = [taste(artmatt), taste(begin)];
    expect(ours.preset).not.toBe(theirs.preset);
    expect(ours.word).not.toBe(theirs.word);
    expect(ours.currencies).toEqual(new Set(["", "USD"]));
    expect(theirs.currencies).toEqual(new Set(["", "EUR"]));
  });
});

describe("an invented item", () => {
  it("is the same for the same seed and another for another", () => {
    const items = (seed: string) => {
      const of = chanceFrom(seed);
      return Array.from({ length: 50 }, (_, index) => inventItem(of, index));
    };
    expect(items("one")).toEqual(items("one"));
    expect(items("one")).not.toEqual(items("other"));
  });
});

function datesOf({ birthday, introduced, retired, copies }: SeedItem): string[] {
  return [birthday, introduced, retired, ...copies.map((copy) => copy.acquired)];
}

function valid(value: string) {
  return { ok: true, value };
}
