/**
 * The style number in the code of goods that a scanner reads from a tag, or what was read where it says none. Ty's codes begin with
 * the maker's 008421; the next five digits are the number, with noughts before it.
 * @param read the twelve digits of a UPC-A, or the thirteen of it as an EAN-13
 */
export function styleNumberIn(read: string): string {
  const [, number] = /^0?008421(\d{5})\d$/.exec(read.trim()) ?? [];
  return number?.replace(/^0+(?=\d)/, "") ?? read.trim();
}
