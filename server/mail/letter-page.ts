import type { Piece } from "./paper";

/** One piece as HTML, escaped. */
export function asHtml(piece: Piece): string {
  if ("says" in piece) {
    return `<p class="ink" style="margin:0 0 28px;${FONT}font-size:18px;line-height:1.5;color:#1d1b18;">${escaped(piece.says)}</p>`;
  }
  if ("aside" in piece) {
    return `<p class="soft" style="margin:0 0 12px;${FONT}font-size:14px;line-height:1.5;color:#5f5a52;">${escaped(piece.aside)}</p>`;
  }
  const href = escaped(piece.to);
  return `<p style="margin:0 0 14px;"><a class="button" href="${href}" style="display:inline-block;padding:13px 22px;border-radius:6px;background-color:#1d1b18;${FONT}font-size:16px;font-weight:600;line-height:1.25;color:#ffffff;text-decoration:none;">${escaped(piece.button)}</a></p>
<p class="soft" style="margin:0 0 32px;${FONT}font-size:13px;line-height:1.5;color:#5f5a52;word-break:break-all;"><a class="soft" href="${href}" style="color:#5f5a52;text-decoration:underline;">${href}</a></p>`;
}

/** A whole letter as HTML, light or dark as its reader has it. @param body HTML */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(title)}</title>
<style>
@media (prefers-color-scheme: dark) {
.desk { background-color: #161513 !important; }
.paper { background-color: #211f1c !important; border-color: #3a3631 !important; }
.ink { color: #f3efe8 !important; }
.soft { color: #b5ada1 !important; }
.button { background-color: #f3efe8 !important; color: #1d1b18 !important; }
}
</style>
</head>
<body class="desk" style="margin:0;padding:0;background-color:#f4f1ec;">
<table class="desk" role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background-color:#f4f1ec;">
<tr><td align="center" style="padding:32px 16px;">
<table class="paper" role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background-color:#ffffff;border:1px solid #e3ddd3;border-radius:10px;">
<tr><td align="left" style="padding:36px 32px 24px;">
${body}
</td></tr>
</table>
<p class="soft" style="margin:20px 0 0;${FONT}font-size:12px;line-height:1.5;color:#5f5a52;">${escaped(SENDER)}</p>
</td></tr>
</table>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Helvetica,Arial,sans-serif;";

/** The last line of each letter. */
export const SENDER = "Swingtag, sites for collectors. Not affiliated with Ty Inc.";
