/** The beginning of a text, by whole characters. */
export function cut(text: string, most: number): string {
  const characters = [...text.slice(0, most * 2)];
  return characters.length > most ? `${characters.slice(0, most).join("")}…` : text;
}
