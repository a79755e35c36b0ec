/** What does not travel, as the manifest and the text in the archive say it. */
export const LEFT_OUT: readonly string[] = [
  "sessions and one-time links: who is signed in on the site signs in anew where this is opened",
  "exports made before",
];

/** The text that lies in each archive for whoever opens it. */
export const README = `This is a whole site, as it was at one moment.

rows/           Every row of every table as JSON Lines: one row a line, each value exactly as it is.
tables/         The same rows as CSV for spreadsheets, in UTF-8. A text that a spreadsheet would run as a
                formula has an apostrophe before it; the JSON Lines have it as it is.
files/          Photos and logos in the sizes that the site shows.
manifest.json   What is here, with the number and the checksum of the rows of each table and the size and
                SHA-256 of each file.
checksums.txt   The SHA-256 of each file in here: "sha256sum -c checksums.txt" compares them all.

The members of the site and their e-mail addresses are in members.jsonl: keep this where only you can read it.
The skins are in skins.jsonl; site.jsonl says which one is worn.

Left out:
${LEFT_OUT.map((what) => `- ${what}`).join("\n")}

"npm run tenants -- import FILE NAME" makes this site again on any installation of Swingtag of this version or
a newer one. It takes the file as it was downloaded: one that was unpacked and packed again is refused.
`;
