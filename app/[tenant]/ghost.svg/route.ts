import { drawGhost } from "@/components/plush/ghost";

const LONGEST = 200;

/** `GET /ghost.svg?animal=…`: a plush that is missing, drawn from the address alone, so that it is the same for ever. */
export function GET(request: Request): Response {
  const asked = new URL(request.url).searchParams;
  const word = (key: string) => (asked.get(key) ?? "").slice(0, LONGEST).toWellFormed();
  const svg = drawGhost({
    name: word("name"),
    animal: word("animal"),
    variant: word("variant"),
    colour: "",
    seed: word("seed"),
  });
  return new Response(svg, {
    headers: {
      "content-type": "image/svg+xml",
      "cache-control": "public, max-age=31536000, immutable",
    },
  });
}
