import { use } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, expect, test } from "vitest";
import { bridge } from "@/base/bridge";
import { beginTrace, within } from "@/base/telemetry/trace";
import { Printed } from "./printed";

const Pictures = ({ words }: { words: string }) => (
  <>
    <h1>{words}</h1>
    <img src="/plush/a?v=1&card" alt="" loading="eager" />
    <img src="/plush/b?v=2" alt="" loading="lazy" />
  </>
);

const print = () =>
  renderToStaticMarkup(
    <Printed className="shelf-page">
      <Pictures words="Bears & <script>alert(1)</script>" />
    </Printed>,
  );

const HINT = '<link rel="preload" as="image" href="/plush/a?v=1&amp;card"/>';
const BODY =
  '<div class="shelf-page"><h1>Bears &amp; &lt;script&gt;alert(1)&lt;/script&gt;</h1><img src="/plush/a?v=1&amp;card" alt="" loading="eager"/><img src="/plush/b?v=2" alt="" loading="lazy"/></div>';

const never = new Promise<string>(() => {});
const Waiting = () => <p>{use(never)}</p>;

afterEach(() => {
  delete bridge().print;
  bridge().notes.clear();
});

test("what the front prints is escaped, with the hints for pictures before all else", () => {
  bridge().print = renderToStaticMarkup;
  expect(print()).toBe(HINT + BODY);
});

test("without the front the same is printed", () => {
  expect(print()).toBe(HINT + BODY);
});

test("where the front makes a document of the page, it gets what is printed apart from it", () => {
  bridge().print = renderToStaticMarkup;
  const inRequest = (requestId: string) =>
    within(beginTrace("site", { requestId }), () => [print(), bridge().notes.get(requestId)]);
  bridge().notes.set("ours", { document: {} });
  bridge().notes.set("theirs", {});
  expect(inRequest("ours")).toEqual([
    `${HINT}<div class="shelf-page" data-printed=""></div>`,
    { document: { printed: BODY.slice('<div class="shelf-page">'.length, -"</div>".length) } },
  ]);
  expect(inRequest("theirs")).toEqual([HINT + BODY, {}]);
});

test("what would have to wait for something fails loudly", () => {
  bridge().print = renderToStaticMarkup;
  const waiting = (
    <Printed className="shelf-page">
      <Waiting />
    </Printed>
  );
  expect(() => renderToStaticMarkup(waiting)).toThrow();
});
