import { TAG_PATH } from "@/components/www/wordmark";

/** `GET /icon.svg`: the tag, in day and night colours. */
export function GET(): Response {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><style>path{fill:#1c2fb5}@media (prefers-color-scheme:dark){path{fill:#ffdd3c}}</style><path fill-rule="evenodd" d="${TAG_PATH}"/></svg>`;
  return new Response(svg, {
    headers: { "content-type": "image/svg+xml", "cache-control": "public, max-age=86400" },
  });
}
