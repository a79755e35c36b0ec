import { printStylesheet } from "@/themes/css";
import { fontFaces } from "@/themes/font-css";
import type { Scheme, Skin } from "@/themes/skin";
import { SiteFrame } from "./frame";
import type { ShelfItem } from "./model";
import type { Facet } from "./search-model";
import { ShelfPage } from "./shelf-page";

export interface MiniSiteProps {
  /** Names this miniature within the page: lower-case letters, digits and hyphens. */
  readonly id: string;
  readonly skin: Skin;
  readonly name: string;
  readonly items: readonly ShelfItem[];
  /** How many items the whole shelf would have. */
  readonly total?: number;
  readonly logoSrc?: string | null;
  readonly scheme?: Scheme | "auto";
  /** `natural` lays the site out for its box; the others scale a larger page down. */
  readonly size?: "natural" | "phone" | "desktop";
  /** For a content policy that allows only marked styles. */
  readonly nonce?: string;
}

/** A picture of a site, drawn by the same components as the site itself. It can't be used. */
export function MiniSite(props: MiniSiteProps) {
  const { id, skin, name, items, total = items.length, scheme = "auto", size = "natural" } = props;
  const css = printStylesheet(skin, { root: `.mini-${id}`, scheme });
  return (
    <div className={`mini-site mini-${id}`} data-size={size} inert aria-hidden="true">
      <style nonce={props.nonce}>{`${fontFaces(skin.type)}\n${css}`}</style>
      <SiteFrame
        skin={skin}
        name={name}
        logoSrc={props.logoSrc ?? null}
        nav={[
          { label: skin.words.collection, href: "/", current: true },
          { label: "Sign in", href: "/sign-in" },
        ]}
        platformHref="/"
        miniature
      >
        <ShelfPage
          skin={skin}
          items={items}
          search={{
            action: "/",
            query: "",
            carried: [],
            sorts: [{ value: "name", label: "By name", selected: true }],
            facets: [animalsOf(items)],
            clearHref: "/",
          }}
          pager={{
            page: 1,
            pages: 1,
            total,
            from: 1,
            to: total,
            prevHref: null,
            nextHref: null,
            steps: [],
          }}
          addHref={null}
          miniature
        />
      </SiteFrame>
    </div>
  );
}

function animalsOf(items: readonly ShelfItem[]): Facet {
  const counts = new Map<string, number>();
  for (const { animal } of items) counts.set(animal, (counts.get(animal) ?? 0) + 1);
  const options = [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([animal, count]) => ({
      value: animal,
      label: animal,
      count,
      href: "/",
      selected: false,
    }));
  return { key: "animal", label: "Animal", options };
}
