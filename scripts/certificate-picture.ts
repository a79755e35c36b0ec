import sharp from "sharp";
import { dateInWords } from "@/base/values/dates";
import type { Photograph } from "@/db/seed/photographs";
import { storePhoto } from "@/server/photos/photo-files";

/** Draws a certificate as it would lie under a lamp, and stores it as a photo. For the sites of the demo. */
export const photographCertificate: Photograph = async (tenant, certificate) => {
  const { certifiedBy, certificateNumber, certifiedOn, certificateWording } = certificate;
  const middle = (y: number, size: number, text: string, more = "") =>
    `<text x="600" y="${y}" font-size="${size}" text-anchor="middle" ${more}>${escaped(text)}</text>`;
  const lines = wrapped(certificateWording || "Examined and found genuine.", 52);
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="850" font-family="serif" fill="#2b2a26">
    <rect width="1200" height="850" fill="#cfc6b4"/>
    <g transform="rotate(-1.2 600 425)">
      <rect x="70" y="60" width="1060" height="730" fill="#f6f0e1" stroke="#b9ae95" stroke-width="2"/>
      <rect x="100" y="90" width="1000" height="670" fill="none" stroke="#8a6d2f" stroke-width="5"/>
      <rect x="112" y="102" width="976" height="646" fill="none" stroke="#8a6d2f" stroke-width="1.5"/>
      ${middle(215, 56, "Certificate")}
      ${middle(275, 30, certifiedBy, 'font-style="italic"')}
      ${middle(365, 40, `No. ${certificateNumber}`, 'letter-spacing="3"')}
      ${lines.map((line, at) => middle(445 + at * 40, 28, line)).join("")}
      ${middle(665, 26, dateInWords(certifiedOn))}
      <path d="M760 690 q 40 -60 70 -10 t 60 -20 t 70 10 t 50 -14" fill="none" stroke="#2c3e6b" stroke-width="4"/>
      <circle cx="250" cy="650" r="62" fill="#a8322a"/>
      <circle cx="250" cy="650" r="48" fill="none" stroke="#e8b9ae" stroke-width="3"/>
      <path d="M250 614 l 11 24 26 3 -19 18 5 26 -23 -13 -23 13 5 -26 -19 -18 26 -3 z" fill="#e8b9ae"/>
    </g>
  </svg>`;
  const bytes = await sharp(Buffer.from(drawing)).jpeg({ quality: 90 }).toBuffer();
  const { key, photo } = await storePhoto(tenant, bytes);
  return { key, width: photo.full.width, height: photo.full.height, colour: photo.colour };
};

/** At most four lines. */
function wrapped(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < letters)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.slice(0, 4);
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
