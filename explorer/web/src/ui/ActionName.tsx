import { Fragment } from "preact";

/** The name of an action; a long one is broken where a word begins. */
export function ActionName({ name }: { name: string }) {
  return (
    <>
      {name.split(/(?<=[a-z0-9])(?=[A-Z])/).map((word, at) => (
        <Fragment key={at}>
          {at > 0 && <wbr />}
          {word}
        </Fragment>
      ))}
    </>
  );
}
