import { BlockList, isIP, isIPv6 } from "node:net";

/** An address that may be asked, or why not, in a sentence for whoever wrote it. */
export type JudgedAddress =
  | { readonly ok: true; readonly url: URL }
  | { readonly ok: false; readonly reason: string };

/** Letters of an address; what is longer leads nowhere. */
const LONGEST = 2000;

/** Only these ports, because what else listens on a machine is no web server. */
const PORTS = new Set(["", "80", "443"]);

/**
 * What of IPv4 is no machine on the internet, as IANA's registry of special addresses has it, and the one public address
 * under which a cloud talks to its own machines.
 */
const NOT_PUBLIC_4 = subnets("ipv4", [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["168.63.129.16", 32],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.52.193.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
]);

/** All of IPv6 that is given out. What maps or translates IPv4 lies outside, or stands below. */
const PUBLIC_6 = subnets("ipv6", [["2000::", 3]]);
const NOT_PUBLIC_6 = subnets("ipv6", [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
]);

/** Whether a machine's address is one on the internet, and so nobody's own network. What is no address is none. */
export function isPublicAddress(address: string): boolean {
  if (address.includes("%")) return false;
  if (isIPv6(address))
    return PUBLIC_6.check(address, "ipv6") && !NOT_PUBLIC_6.check(address, "ipv6");
  return isIP(address) === 4 && !NOT_PUBLIC_4.check(address, "ipv4");
}

/** Judges an address by how it is written. Where its name leads is looked at when it is asked. */
export function judgeAddress(text: string, base?: URL): JudgedAddress {
  const url = text.length <= LONGEST && URL.canParse(text, base) ? new URL(text, base) : null;
  if (!url) return { ok: false, reason: "This is no address of the web." };
  if (url.protocol !== "https:" && url.protocol !== "http:")
    return { ok: false, reason: "Only addresses that begin with https:// or http:// are fetched." };
  if (url.username !== "" || url.password !== "")
    return { ok: false, reason: "An address with a name and password in it is not fetched." };
  if (!PORTS.has(url.port))
    return { ok: false, reason: `Port ${url.port} is not asked: photos come from 80 and 443.` };
  const host = hostOf(url);
  if (isIP(host) ? !isPublicAddress(host) : !isPublicName(host))
    return { ok: false, reason: NOT_PUBLIC };
  url.hash = "";
  return { ok: true, url };
}

/** What is said of every address that lies in somebody's own network, whichever it is. */
export const NOT_PUBLIC = "This address is not on the public internet.";

/** The name or the address of the machine, without the brackets that IPv6 has in addresses of the web. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
}

/** Endings of names that lead into a network of one's own. */
const OWN_ENDINGS = /\.(?:localhost|local|internal|intranet|lan|home|corp|private|home\.arpa)$/;

/** A name without a dot is one of a machine nearby. */
function isPublicName(name: string): boolean {
  return name.includes(".") && !OWN_ENDINGS.test(name);
}

function subnets(
  family: "ipv4" | "ipv6",
  parts: readonly (readonly [from: string, bits: number])[],
): BlockList {
  const list = new BlockList();
  for (const [from, bits] of parts) list.addSubnet(from, bits, family);
  return list;
}
