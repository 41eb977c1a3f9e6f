/** The lines of a canonical request, and what each is. */

export type LineRole = "method" | "path" | "query" | "header" | "end" | "names" | "payload";

export interface CanonicalLine {
  role: LineRole;
  text: string;
}

/**
 * Method, path, query, one line for each signed header, an empty line, the names of the headers, the
 * hash of the body: the order of ACS3-HMAC-SHA256. Null for text of another form.
 */
export function canonicalLines(text: string): CanonicalLine[] | null {
  const lines = text.split("\n");
  const [method, path, query, ...rest] = lines;
  const end = rest.length - 3;
  if (method === undefined || path === undefined || query === undefined || end < 0) return null;
  if (rest[end] !== "") return null;
  const role = (at: number): LineRole =>
    at < end ? "header" : at === end ? "end" : at === end + 1 ? "names" : "payload";
  return [
    { role: "method", text: method },
    { role: "path", text: path },
    { role: "query", text: query },
    ...rest.map((line, at) => ({ role: role(at), text: line })),
  ];
}
