/** New lines at the top twice a second while the page is seen, and a key that leads to the search box. */
export const SCRIPT = `"use strict";
const list = document.getElementById("lines");
const button = document.getElementById("live");
let newest = Number(list?.dataset.newest ?? 0);
let live = Boolean(list) && !list.dataset.still;
async function look() {
  if (live && !document.hidden) {
    try {
      const asked = new URLSearchParams({ q: list.dataset.q, after: String(newest) });
      const answer = await fetch("/rows?" + asked);
      if (answer.ok) {
        const text = await answer.text();
        const end = text.indexOf("\\n");
        newest = Number(text.slice(0, end));
        if (text.length > end + 1) {
          list.insertAdjacentHTML("afterbegin", text.slice(end + 1));
          document.querySelector("main > .empty")?.remove();
          while (list.children.length > 1000) list.lastElementChild.remove();
        }
      }
      button.dataset.lost = answer.ok ? "" : "1";
    } catch {
      button.dataset.lost = "1";
    }
  }
  setTimeout(look, 700);
}
button?.addEventListener("click", () => {
  live = !live;
  button.setAttribute("aria-pressed", String(live));
});
if (live) look();
document.addEventListener("keydown", (event) => {
  const box = document.getElementById("q");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target === box) return;
  event.preventDefault();
  box?.select();
});
`;
