/** What differs between two texts, line by line. */

export interface Line {
  /** `-` stands in the first only, `+` in the second only, a blank in both. */
  sign: "-" | "+" | " ";
  text: string;
}

/** Texts with more lines are compared as two wholes: the table below grows with their product. */
const MOST = 2000;

export function diff(before: string, after: string): Line[] {
  const a = before.split("\n");
  const b = after.split("\n");
  if (a.length > MOST || b.length > MOST)
    return [...a.map((text) => line("-", text)), ...b.map((text) => line("+", text))];
  return walk(a, b, commonLengths(a, b));
}

function line(sign: Line["sign"], text: string): Line {
  return { sign, text };
}

/** Length of the longest common subsequence of a[i..] and b[j..]. */
function commonLengths(a: string[], b: string[]): Uint16Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      table[i]![j] =
        a[i] === b[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
  return table;
}

function walk(a: string[], b: string[], common: Uint16Array[]): Line[] {
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      lines.push(line(" ", a[i++]!));
      j++;
    } else if (common[i + 1]![j]! >= common[i]![j + 1]!) lines.push(line("-", a[i++]!));
    else lines.push(line("+", b[j++]!));
  }
  return [
    ...lines,
    ...a.slice(i).map((text) => line("-", text)),
    ...b.slice(j).map((text) => line("+", text)),
  ];
}
