import { addressOf } from "@/base/env";
import { MiniSite } from "@/components/site/mini-site";
import { Basement } from "@/components/www/basement";
import { Frame } from "@/components/www/frame";
import { Hall } from "@/components/www/hall";
import type { Room } from "@/components/www/house";
import { sampleShelf } from "@/components/www/sample-shelf";
import { currentRequest } from "@/server/access/request";
import { nameProblem } from "@/server/life/names";
import { PRESETS, type Preset } from "@/themes/presets";
import { PRESET_IDS, type PresetId, type Scheme } from "@/themes/skin";
import { outboxHref } from "./demo";
import { SignUp } from "./sign-up";

const FIRST: PresetId = "attic";

/** Presets that were designed dark are shown dark by day as well. */
const ALWAYS: Partial<Record<PresetId, Scheme>> = { terminal: "dark", "night-market": "dark" };

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/**
 * The front page: a house cut open, in which each room is a site. A visitor whose sign-up failed finds the
 * chosen name and skin again.
 */
export default async function FrontPage({ searchParams }: Props) {
  const { nonce } = await currentRequest();
  const { name, preset } = await searchParams;
  return (
    <Frame outboxHref={outboxHref()}>
      <SignUp
        suffix={`.${new URL(addressOf(null)).host}`}
        first={{
          preset: PRESET_IDS.find((id) => id === preset) ?? FIRST,
          name: typeof name === "string" && nameProblem(name) === null ? name : "",
        }}
        lead={<Lead />}
        rooms={PRESETS.map((preset) => roomOf(preset, nonce))}
      />
      <Hall />
      <Basement />
    </Frame>
  );
}

function Lead() {
  return (
    <div className="lead">
      <h1>Every collection gets a room of its own.</h1>
      <p>
        Swingtag makes a site for your plush collection: your address, your look, and a face for
        each animal, photographed or not.
      </p>
      <p>
        The walls stand in the database: a page that forgets whose shelf it is on gets an empty
        answer, never your neighbour’s bears. Or take a database of your own.
      </p>
    </div>
  );
}

function roomOf({ id, name, description, skin }: Preset, nonce: string): Room {
  const picture = (
    <MiniSite
      id={id}
      skin={skin}
      name="your-name"
      items={sampleShelf(id)}
      scheme={ALWAYS[id] ?? "auto"}
      nonce={nonce}
    />
  );
  return { id, name, description, picture };
}
