/** Text with a query or form in it, which breaks between the pairs before it breaks inside one. */
export function Query({ text }: { text: string }) {
  return (
    <>
      {text.split(/(?=&)/).map((pair, at) => (
        <span key={at} class="pair">
          {pair}
        </span>
      ))}
    </>
  );
}
