import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { defaultSkin, PRESETS } from "@/themes/presets";
import { DETAILS, PRESET_IDS, SHELVES } from "@/themes/skin";
import { EmptyShelf } from "./empty-shelf";
import { SiteFrame } from "./frame";
import type { ItemDetail } from "./item-model";
import { ItemPage } from "./item-page";
import { MiniSite } from "./mini-site";
import type { ShelfItem } from "./model";
import { Pager } from "./pager";
import type { Search } from "./search-model";
import { Shelf } from "./shelf";
import { ShelfTools } from "./shelf-tools";
import { countOf } from "./words";
import { yearSpan } from "./years";

const peanut: ShelfItem = {
  slug: "peanut",
  name: "Peanut",
  animal: "Elephant",
  variant: "Royal blue",
  styleNumber: "4062",
  year: "1995",
  retired: true,
  marks: ["For sale"],
  copies: 2,
  bestCondition: "Mint",
  cells: [
    { label: "Animal", value: "Elephant", width: "wide" },
    { label: "Tag", value: "3rd generation", width: "wide" },
  ],
  number: 12,
  picture: { src: "/plush/peanut.svg", width: 400, height: 400, alt: "Peanut, drawn" },
};

const search: Search = {
  action: "/",
  query: "blue",
  carried: [{ name: "animal", value: "Elephant" }],
  sorts: [
    { value: "name", label: "By name", selected: false },
    { value: "year", label: "By year", selected: true },
  ],
  facets: [
    {
      key: "animal",
      label: "Animal",
      options: [
        { value: "Elephant", label: "Elephant", count: 1200, href: "/?q=blue", selected: true },
      ],
    },
  ],
  clearHref: "/",
};

const detail: ItemDetail = {
  ...peanut,
  facts: [{ label: "Introduced", value: "June 1995" }],
  copies: [
    {
      label: "First copy",
      said: ["Mint", "acquired 3 May 2019"],
      notes: [],
      forMembers: [],
      marks: ["For sale"],
      certificates: [],
      isGone: false,
    },
  ],
  pictures: [],
  story: "<script>alert(1)</script>\n\nSecond paragraph.",
  tags: [],
  prev: null,
  next: { slug: "cubbie", name: "Cubbie" },
};

describe("the shelf", () => {
  const every = DETAILS.flatMap((each) => SHELVES.map((shelf) => [each, shelf] as const));

  test.each(every)("with detail %s on %s each item is one link by its name", (each, shelf) => {
    const skin = defaultSkin("attic", { detail: each, shelf });
    const html = renderToStaticMarkup(<Shelf skin={skin} items={[peanut]} />);
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(html).toContain('<a href="/items/peanut">Peanut</a>');
    expect(html).toContain("For sale");
    expect(html).not.toContain("style=");
  });

  test("a name cannot bring markup along", () => {
    const name = `<img src=x onerror="alert(1)">`;
    const html = renderToStaticMarkup(
      <Shelf skin={defaultSkin("vitrine")} items={[{ ...peanut, name }]} />,
    );
    expect(html).not.toContain("<img src=x");
  });

  test.each(["__proto__", "constructor", "toString"])(
    "an animal that its owner calls %s is captioned so, with every detail",
    (animal) => {
      for (const each of DETAILS) {
        const skin = defaultSkin("attic", { detail: each });
        const shelf = <Shelf skin={skin} items={[{ ...peanut, animal }]} />;
        const page = (
          <ItemPage
            writeHref={null}
            site="Matt"
            skin={skin}
            item={{ ...detail, animal }}
            address="https://a.example"
          />
        );
        expect(renderToStaticMarkup(shelf)).not.toContain("[native code]");
        expect(renderToStaticMarkup(page)).toContain(animal);
      }
    },
  );

  test("the table's total is the sum of the copies in it", () => {
    const items = [peanut, { ...peanut, slug: "other", copies: 1300 }];
    const html = renderToStaticMarkup(<Shelf skin={defaultSkin("ledger")} items={items} />);
    expect(html).toContain('<td class="col-figure">1,302</td>');
  });

  test("a private item says so to those who are shown it", () => {
    const items = [{ ...peanut, marks: ["Private"] }];
    const html = renderToStaticMarkup(<Shelf skin={defaultSkin("attic")} items={items} />);
    expect(html).toContain("Private");
  });

  test("years unknown leave the span to those that are known", () => {
    const years = [{ year: null }, { year: "June 1994" }, { year: "1999" }];
    expect(yearSpan(years)).toEqual({ first: 1994, last: 1999 });
    expect(yearSpan([{ year: null }])).toBeNull();
  });
});

describe("tools without a script", () => {
  const skin = defaultSkin("attic");
  const html = renderToStaticMarkup(<ShelfTools skin={skin} search={search} miniature />);

  test("a new search keeps the chosen facets and the order", () => {
    expect(html).toContain('<input type="hidden" name="animal" value="Elephant"/>');
    expect(html).toContain('<option value="year" selected="">');
    expect(html).toContain('value="blue"');
    expect(html).toContain('type="submit"');
  });

  test("facets are links that say what is chosen and how many there are", () => {
    expect(html).toContain('href="/?q=blue" aria-current="true"');
    expect(html).toContain("1,200");
  });

  test("nothing found offers the whole shelf in the site's own words", () => {
    const empty = renderToStaticMarkup(
      <EmptyShelf skin={skin} reason="nothing-found" clearHref="/" />,
    );
    expect(empty).toContain("No Friends match this search.");
    expect(empty).toContain('href="/"');
  });

  test("only those who may add are asked to", () => {
    const visitor = <EmptyShelf skin={skin} reason="nothing-yet" addHref={null} />;
    const owner = <EmptyShelf skin={skin} reason="nothing-yet" addHref="/studio/items/new" />;
    expect(renderToStaticMarkup(visitor)).not.toContain("<a");
    expect(renderToStaticMarkup(owner)).toContain('href="/studio/items/new"');
  });

  test("one page needs no pager; the first of two leads only onward", () => {
    const pager = {
      page: 1,
      pages: 2,
      total: 61,
      from: 1,
      to: 50,
      prevHref: null,
      nextHref: "/?page=2",
      steps: [
        { page: 1, href: null, gap: false },
        { page: 9, href: "/?page=9", gap: true },
      ],
    };
    expect(renderToStaticMarkup(<Pager pager={{ ...pager, pages: 1 }} />)).toBe("");
    const two = renderToStaticMarkup(<Pager pager={pager} />);
    expect(two).toContain('rel="next"');
    expect(two).not.toContain('rel="prev"');
    expect(two).toContain('href="/?page=9"');
    expect(two).toContain('aria-current="page">1<');
  });
});

describe("whole pages", () => {
  test.each(PRESETS.map((each) => [each.name, each] as const))(
    "%s: an item's page has one main heading and shows its story as text",
    (_, { skin }) => {
      const html = renderToStaticMarkup(
        <SiteFrame skin={skin} name="ArtMatt" logoSrc={null} nav={[]} platformHref="/">
          <ItemPage
            writeHref={null}
            site="Matt"
            skin={skin}
            item={detail}
            address="https://artmatt.example/items/peanut"
          />
        </SiteFrame>,
      );
      expect(html.match(/<h1/g)).toHaveLength(1);
      expect(html.match(/<main/g)).toHaveLength(1);
      expect(html).toContain("Not affiliated with Ty Inc.");
      expect(html).not.toContain("<script");
      expect(html).toContain("Second paragraph.");
    },
  );

  test("a miniature brings no landmarks, headings of the page or ids, and cannot be reached", () => {
    for (const id of PRESET_IDS) {
      const html = renderToStaticMarkup(
        <MiniSite id={id} skin={defaultSkin(id)} name="ArtMatt" items={[peanut]} />,
      );
      expect(html).toMatch(/^<div class="mini-site mini-[a-z-]+" data-size="natural" inert=""/);
      expect(html).not.toMatch(/<(main|header|footer|nav|h1)\b| id=| role=/);
      expect(html).toContain(`.mini-${id}{`);
    }
  });

  test("counts are grouped and take the right word", () => {
    const words = { one: "Bear", many: "Bears" };
    expect(countOf(1, words)).toBe("1 Bear");
    expect(countOf(3000, words)).toBe("3,000 Bears");
  });
});
