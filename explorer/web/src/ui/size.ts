/** A number of bytes for people: 512 B, 12 kB, 3.4 MB. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${rounded(bytes / 1000)} kB`;
  return `${rounded(bytes / 1e6)} MB`;
}

function rounded(number: number): string {
  return number < 10 ? number.toFixed(1).replace(/\.0$/, "") : String(Math.round(number));
}
