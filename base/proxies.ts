import { BlockList, isIP } from "node:net";

/**
 * Recognises the addresses of a list of addresses and networks such as `10.0.0.7` and `10.0.0.0/8`. An IPv4 address
 * that a socket shows in IPv6's clothes (`::ffff:10.0.0.7`) is to be given bare. `::/0` is every address of both kinds.
 */
export function recognise(list: readonly string[]): (address: string) => boolean {
  const known = new BlockList();
  for (const entry of list) {
    const [address = "", bits] = entry.split("/");
    if (bits === undefined) known.addAddress(address, familyOf(address));
    else known.addSubnet(address, Number(bits), familyOf(address));
  }
  return (address) => isIP(address) !== 0 && known.check(address, familyOf(address));
}

/** Whether it is an address, or a network as `recognise` takes it. */
export function isAddressOrNetwork(entry: string): boolean {
  const [address = "", bits, ...rest] = entry.split("/");
  const version = isIP(address);
  if (version === 0 || address.includes("%") || rest.length > 0) return false;
  if (bits === undefined) return true;
  return /^(0|[1-9]\d{0,2})$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}
