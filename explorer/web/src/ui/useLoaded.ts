import { useEffect, useState } from "preact/hooks";
import { Refused } from "../api";

export interface Loaded<T> {
  value: T | null;
  problem: Refused | null;
  /** Do something that changes the value, then load it again. */
  after: (work: () => Promise<unknown>) => Promise<void>;
}

/** What a call of the server gives, loaded when the component appears, and again after changes. */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [value, setValue] = useState<T | null>(null);
  const [problem, setProblem] = useState<Refused | null>(null);
  const after = async (work: () => Promise<unknown>) => {
    try {
      await work();
      setValue(await load());
      setProblem(null);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setProblem(error);
    }
  };
  useEffect(() => void after(() => Promise.resolve()), []);
  return { value, problem, after };
}
