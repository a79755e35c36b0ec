/**
 * Searches the shelf while one types. `front/document.ts` puts this file into the page unchanged. Without it,
 * the form and the links do the same with page loads.
 */
const PAUSE = 220;
const PATIENCE = 200;

const form = document.getElementById("shelf-search");
let timer: ReturnType<typeof setTimeout> | undefined;
let running: AbortController | undefined;
let shown = location.search;

if (form instanceof HTMLFormElement) {
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => search(form, "replaceState"), PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    search(form, "pushState");
  });
  // The event also fires for a #fragment alone, such as that of the skip link.
  addEventListener("popstate", () => {
    if (location.search !== shown) location.reload();
  });
}

/** Fetches the page that the form asks for and shows its shelf in place of this one. */
async function search(asked: HTMLFormElement, remember: "pushState" | "replaceState") {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  const address = addressOf(asked);
  const waiting = setTimeout(() => asked.setAttribute("data-pending", ""), PATIENCE);
  try {
    const answer = await fetch(address, { signal: mine.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    // Removes styles: if the skin has changed meanwhile, this page's policy does not know their hashes.
    const html = (await answer.text()).replace(/<style[^>]*>[^<]*<\/style>/g, "");
    const next = new DOMParser().parseFromString(html, "text/html");
    if (!swap(next)) throw new Error("The page has no shelf.");
    if (address !== location.pathname + location.search) history[remember](null, "", address);
    shown = location.search;
    document.title = next.title;
  } catch {
    // An aborted search was replaced by a newer one. After any other fault the browser loads the page.
    if (!mine.signal.aborted) location.assign(address);
  } finally {
    clearTimeout(waiting);
    if (running === mine) asked.removeAttribute("data-pending");
  }
}

/** Where the form leads; the first order is the default and is left out, so that one state has one address. */
function addressOf(asked: HTMLFormElement): string {
  const order = asked.querySelector("select");
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(asked)) {
    const text = String(value).trim();
    if (text && !(name === order?.name && order.selectedIndex === 0)) fields.append(name, text);
  }
  const query = fields.toString();
  return query ? `${location.pathname}?${query}` : location.pathname;
}

/** Replaces this page's shelf with the next page's. Leaves the form's fields, so that focus and caret stay. */
function swap(next: Document): boolean {
  const here = document.querySelector(".shelf-page");
  const there = next.querySelector(".shelf-page");
  const [tools, tools2] = [here?.querySelector(".tools"), there?.querySelector(".tools")];
  const [form1, form2] = [tools?.querySelector("form"), tools2?.querySelector("form")];
  if (!here || !there || !tools || !tools2 || !form1 || !form2) return false;
  const count = here.querySelector(".page-count");
  if (count) count.textContent = there.querySelector(".page-count")?.textContent ?? "";
  for (const field of form1.querySelectorAll("[type=hidden]")) field.remove();
  form1.append(...form2.querySelectorAll("[type=hidden]"));
  const open = tools.querySelector("details")?.open ?? false;
  replaceAfter(form1, form2);
  const details = tools.querySelector("details");
  if (details) details.open = open;
  replaceAfter(tools, tools2);
  return true;
}

function replaceAfter(mark: Element, mark2: Element): void {
  while (mark.nextElementSibling) mark.nextElementSibling.remove();
  const parts: Element[] = [];
  for (let part = mark2.nextElementSibling; part; part = part.nextElementSibling) parts.push(part);
  mark.after(...parts);
}
