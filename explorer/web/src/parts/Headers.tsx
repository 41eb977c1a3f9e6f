interface HeadersProps {
  headers: [string, string][];
  /** The names of those that the signature covers. */
  signed?: string[];
  /** What is said of a signed one. */
  mark?: string;
}

export function Headers({ headers, signed = [], mark }: HeadersProps) {
  return (
    <dl class="headers">
      {headers.map(([name, value], at) => {
        const covered = signed.includes(name.toLowerCase());
        return (
          <div key={at} class={covered ? "signed" : ""}>
            <dt>
              {name}
              {covered && mark && <span class="badge">{mark}</span>}
            </dt>
            <dd>{value}</dd>
          </div>
        );
      })}
    </dl>
  );
}
