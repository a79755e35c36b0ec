/** A calm tool: one column, hairlines, small type that lines up, colour for what matters alone. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf8, #16150f);
  --raised: light-dark(#ffffff, #1e1d17);
  --ink: light-dark(#1f1d18, #ebe8df);
  --faint: light-dark(#6a665c, #a09a8b);
  --rule: light-dark(#e4e0d6, #33312a);
  --mark: light-dark(#c2321f, #ff7a66);
  --bad: light-dark(#b3261a, #ff8a78);
  --warn: light-dark(#8a5a00, #e8b64c);
  --web: light-dark(#2760a8, #7fb2f0);
  --worker: light-dark(#6d4aa8, #bda0f2);
  --database: light-dark(#1f6f5c, #69c7ae);
  --sun: light-dark(#a86f00, #f0c35a);
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  --sans: ui-sans-serif, system-ui, "Inter", "Segoe UI", "Helvetica Neue", "DejaVu Sans", sans-serif;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/1.5 var(--sans); }
a { color: inherit; text-decoration-color: var(--faint); text-underline-offset: 2px; }
a:hover { text-decoration-color: currentcolor; }
:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; top: 8px; background: var(--raised); padding: 6px 10px; z-index: 2; }
.quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
header { display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: center; padding: 10px 24px;
  border-bottom: 1px solid var(--rule); background: var(--paper); position: sticky; top: 0; z-index: 1; }
.mark { display: flex; align-items: center; gap: 7px; font-weight: 650; letter-spacing: -.01em; text-decoration: none; }
.mark svg { width: 17px; fill: var(--mark); }
.mark span { font-weight: 400; color: var(--faint); }
header form { flex: 1 1 320px; position: relative; display: flex; }
header form label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
input { font: 13px/1.4 var(--mono); color: inherit; background: var(--raised); border: 1px solid var(--rule);
  border-radius: 6px; padding: 8px 34px 8px 12px; width: 100%; }
input::placeholder { color: var(--faint); opacity: 1; }
kbd { position: absolute; right: 9px; top: 8px; font: 12px/18px var(--mono); color: var(--faint);
  border: 1px solid var(--rule); border-radius: 4px; padding: 0 6px; }
header nav { display: flex; gap: 18px; }
header nav a { text-decoration: none; color: var(--faint); padding: 4px 0; border-bottom: 2px solid transparent; }
header nav a[aria-current] { color: var(--ink); border-color: var(--mark); }
main { padding: 14px 24px 60px; max-width: 1680px; margin: 0 auto; }
h1 { font-size: 20px; line-height: 1.3; letter-spacing: -.015em; margin: 8px 0 14px; overflow-wrap: anywhere; }
h2 { font-size: 13px; font-weight: 600; margin: 28px 0 8px; }
.bar { display: flex; justify-content: space-between; align-items: center; gap: 12px; margin-bottom: 10px; }
.chips { display: flex; gap: 6px; overflow-x: auto; scrollbar-width: none; padding: 2px; }
.chips a, .live { font: 12px/1.4 var(--mono); text-decoration: none; color: var(--faint); white-space: nowrap;
  border: 1px solid var(--rule); border-radius: 99px; padding: 3px 10px; background: none; }
.chips a:hover, .live:hover { color: var(--ink); border-color: var(--faint); }
.chips a[aria-current] { background: var(--ink); color: var(--paper); border-color: var(--ink); }
.live { cursor: pointer; }
.live[aria-pressed]::before { content: ""; display: inline-block; width: 7px; height: 7px; border-radius: 9px;
  background: var(--faint); margin-right: 7px; }
.live[aria-pressed=true] { color: var(--ink); }
.live[aria-pressed=true]::before { background: var(--database); }
.live[data-lost="1"]::before { background: var(--bad); }
.lines { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--rule); font: 12.5px/1.5 var(--mono); }
.line { border-bottom: 1px solid var(--rule); }
.line summary { display: grid; grid-template-columns: 11ch 5.5ch 9ch 14ch 1fr; gap: 0 14px; padding: 4px 8px;
  cursor: pointer; list-style: none; align-items: baseline; }
.line summary::-webkit-details-marker { display: none; }
.line summary:hover, .line details[open] { background: var(--raised); }
.line time { color: var(--faint); font-variant-numeric: tabular-nums; white-space: nowrap; }
.line .level { color: var(--faint); }
.line .site { color: var(--faint); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.line .says { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 0; }
.line details[open] .says { white-space: pre-wrap; overflow-wrap: anywhere; }
.says i, .spans i { font-style: normal; color: var(--faint); }
.says b { font-weight: 600; } .says .host { color: var(--faint); }
.s4 { color: var(--warn); } .s5 { color: var(--bad); }
.warn .level { color: var(--warn); } .error .level, .fatal .level { color: var(--bad); font-weight: 600; }
.error, .fatal { box-shadow: inset 3px 0 var(--bad); } .warn { box-shadow: inset 3px 0 var(--warn); }
.part.web { color: var(--web); } .part.worker { color: var(--worker); } .part.database { color: var(--database); }
.line dl { display: grid; grid-template-columns: minmax(12ch, max-content) 1fr; gap: 1px 14px; margin: 4px 8px 12px; padding-left: calc(11ch + 14px); }
.line dt { color: var(--faint); } .line dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.older { display: inline-block; margin-top: 14px; }
.empty { color: var(--faint); margin: 18px 0; } code { font: 12.5px var(--mono); overflow-wrap: anywhere; }
.facts { display: flex; flex-wrap: wrap; gap: 12px 32px; margin: 0; padding: 12px 0; border-block: 1px solid var(--rule); }
.facts dt { color: var(--faint); font-size: 12px; } .facts dd { margin: 0; font: 12.5px/1.5 var(--mono); overflow-wrap: anywhere; }
.spans { list-style: none; margin: 0; padding: 0; font: 12.5px/1.5 var(--mono); }
.spans li { display: grid; grid-template-columns: minmax(18ch, 38ch) 1fr 8ch; gap: 14px; align-items: center; padding: 3px 8px; }
.spans li:nth-child(odd) { background: var(--raised); }
.spans .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.spans .took { text-align: right; font-variant-numeric: tabular-nums; color: var(--faint); }
.d1 { padding-left: 2ch; } .d2 { padding-left: 4ch; } .d3 { padding-left: 6ch; } .d4 { padding-left: 8ch; } .d5 { padding-left: 10ch; } .d6 { padding-left: 12ch; }
.wave { display: block; width: 100%; height: 10px; } .wave.web { fill: var(--web); } .wave.worker { fill: var(--worker); } .wave.database { fill: var(--database); }
.failed .wave { fill: var(--bad); } .failed .name { color: var(--bad); }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr)); gap: 30px 36px; margin-top: 18px; }
.chart { margin: 0; min-width: 0; } .chart svg { display: block; width: 100%; height: 120px; overflow: visible; }
.chart .empty { margin: 0; height: 138px; display: grid; place-items: center; border-block: 1px solid var(--rule); }
figcaption { display: flex; flex-wrap: wrap; gap: 2px 14px; font-size: 12px; margin-bottom: 8px; min-height: 20px; }
figcaption > :first-child { font-weight: 600; font-size: 13px; margin-right: auto; }
.key { color: var(--faint); } .key b { color: var(--ink); font-weight: 600; font-variant-numeric: tabular-nums; }
.key::before { content: ""; display: inline-block; width: 8px; height: 8px; border-radius: 2px; margin-right: 6px; background: var(--tint); }
.a { --tint: var(--web); } .b { --tint: var(--worker); } .c { --tint: var(--sun); } .d { --tint: var(--database); } .e { --tint: var(--mark); } .f { --tint: var(--faint); } .bad { --tint: var(--bad); }
svg .rule { stroke: var(--rule); vector-effect: non-scaling-stroke; }
.chart g { fill: var(--tint); } .chart path { fill: none; stroke: var(--tint); stroke-width: 1.75; vector-effect: non-scaling-stroke; stroke-linejoin: round; }
.plot { position: relative; } .most { position: absolute; right: 0; top: 0; color: var(--faint); font: 11px/15px var(--mono); }
.axis { display: flex; justify-content: space-between; margin: 4px 0 0; color: var(--faint); font: 11px var(--mono); }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font: 12.5px/1.5 var(--mono); }
th, td { text-align: left; padding: 5px 14px 5px 0; border-bottom: 1px solid var(--rule); font-weight: 400; }
thead th { color: var(--faint); font: 12px var(--sans); } .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } td.wide { width: 45%; }
td.bad, p.bad { color: var(--bad); } th i { color: var(--faint); font-style: normal; }
.token-form { max-width: 380px; margin: 12vh auto 0; display: grid; gap: 10px; } .token-form p { margin: 0; color: var(--faint); }
.token-form p.bad { color: var(--bad); } .token-form label { font-weight: 600; margin-top: 8px; } .token-form h1 { margin: 0; }
.token-form button { font: 600 14px var(--sans); color: var(--paper); background: var(--ink); border: 0; border-radius: 6px; padding: 10px; cursor: pointer; }
@media (max-width: 760px) {
  header { padding: 10px 14px; gap: 8px 16px; } header form { order: 3; flex-basis: 100%; } header nav { margin-left: auto; }
  kbd { display: none; } input { font-size: 16px; padding-right: 12px; } main { padding: 12px 14px 40px; }
  .line summary { grid-template-columns: auto auto auto 1fr; gap: 0 10px; padding: 6px; } .line .site { text-align: right; }
  .line .says { grid-column: 1 / -1; white-space: normal; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; }
  .line details[open] .says { display: block; }
  .line dl { padding-left: 0; grid-template-columns: 1fr; } .line dd { margin-bottom: 4px; }
  .spans li { grid-template-columns: 1fr auto; gap: 2px 10px; } .spans .wave { grid-column: 1 / -1; grid-row: 2; }
  td.wide, th.wide { display: none; }
}
`;
