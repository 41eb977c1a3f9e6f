/** The calls of the page to its own server. */

import type { Json, Kind, Service, Unusable, Values } from "./model/catalogue";
import { forgetToken, token } from "./state/session";

export interface Target {
  name: string;
  kind: "emulator" | "endpoint" | "real";
  endpoint: string | null;
  region: string | null;
}

export interface Variant {
  id: string;
  language: string;
  label: string;
  generation: string;
  status: string | null;
}

export interface State {
  version: string;
  targets: Target[];
  target: string;
  /** Bytes of a file that can be sent. */
  largest_file: number;
  caller: { provider: string; access_key_id: string } | { problem: string };
  variants: Variant[];
}

export interface Identity {
  provider?: string;
  access_key_id?: string;
  account_id: string;
  arn: string;
  type: string;
  name: string | null;
}

export interface Check {
  path: string;
  code: string;
  message: string;
}

export interface Exchange {
  id: number | string | null;
  time: string;
  target: string;
  service: string;
  action: string;
  values: Values;
  milliseconds: number | null;
  status: number | null;
  request_id: string | null;
  /** Null if nothing was sent: there were no credentials. */
  request: Request | null;
  signature: Signature | null;
  response: {
    status: number;
    headers: [string, string][];
    body: Json;
    /** A table of the first bytes, if the body is no text. */
    text: string;
    binary: boolean;
    size: number;
    can_be_saved: boolean;
  } | null;
  error: {
    code: string;
    message: string;
    documented: string | null;
    remedy: string | null;
    outcome_unknown?: boolean;
  } | null;
  next: Values | null;
  hidden: string[];
}

export interface Request {
  method: string;
  url: string;
  headers: [string, string][];
  /** A table of the first bytes, if the body is no text. */
  body: string;
  binary: boolean;
  size: number;
}

export interface Signature {
  algorithm: string;
  canonical_request: string;
  signed_headers: string[];
  string_to_sign: string;
  authorization: [string, string][];
}

export interface Sample {
  variant: string;
  tokens: [string, string][];
  file: string;
  install: string;
  run: string;
  notes: string[];
}

export interface Preview {
  checks: Check[];
  exchange: Exchange | null;
  /** Why there is no exchange. */
  problem?: { code: string; message: string; remedy?: string } | null;
  sample: Sample | { problem: string };
}

export interface Call {
  service: string;
  action: string;
  target: string;
  values: Values;
}

export interface Summary {
  id: number | string;
  time: string;
  target: string;
  service: string;
  action: string;
  status: number | null;
  milliseconds: number | null;
  error: string | null;
}

export interface Confirmation {
  action: string;
  kind: Kind;
  account: string | null;
  arn: string | null;
}

export interface Emulator {
  calls: {
    time: string;
    caller: string | null;
    action: string;
    status: number;
    code?: string | null;
    request_id: string;
  }[];
  now: string;
  policies: boolean;
  /** The kinds of faults that it can play. */
  faults: string[];
}

/** A call that the server refused, or that did not reach it (status 0). */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

async function request(method: string, path: string, body?: unknown): Promise<Response> {
  const headers: { [name: string]: string } = { Authorization: `Bearer ${token.value}` };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const response = await fetch(`/api/${path}`, {
    method,
    headers,
    cache: "no-store",
    credentials: "omit",
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Refused(0, "Unreachable", "");
  });
  if (response.ok) return response;
  if (response.status === 401) forgetToken();
  throw await refusal(response);
}

async function refusal(response: Response): Promise<Refused> {
  const body = (await response.json().catch(() => ({}))) as {
    error?: { code: string; message: string };
  };
  const { code = "", message = response.statusText } = body.error ?? {};
  return new Refused(response.status, code, message);
}

async function json<T>(method: string, path: string, body?: unknown): Promise<T> {
  return (await request(method, path, body)).json() as Promise<T>;
}

const exchange = (id: number | string) => `history/${encodeURIComponent(id)}`;

export const api = {
  state: () => json<State>("GET", "state"),
  catalogue: () => json<{ services: Service[]; unusable: Unusable[] }>("GET", "catalogue"),
  identity: (target: string) => json<Identity>("POST", "identity", { target }),
  preview: (call: Call, variant: string, generic: boolean) =>
    json<Preview>("POST", "preview", { ...call, variant, generic }),
  send: (call: Call, confirmed: boolean) =>
    json<Exchange | { confirm: Confirmation }>("POST", "send", { ...call, confirmed }),
  project: async (call: Call, variant: string, generic: boolean) =>
    (await request("POST", "project", { ...call, variant, generic })).blob(),
  history: () => json<{ exchanges: Summary[] }>("GET", "history"),
  exchange: (id: number | string) => json<Exchange>("GET", exchange(id)),
  body: async (id: number | string) => (await request("GET", `${exchange(id)}/body`)).blob(),
  reveal: (id: number | string, path: string) =>
    json<{ value: string }>("POST", `${exchange(id)}/reveal`, { path }),
  forget: (id: number | string) => request("DELETE", exchange(id)),
  forgetAll: () => request("DELETE", "history"),
  emulator: () => json<Emulator>("GET", "emulator"),
  reset: () => request("POST", "emulator/reset", {}),
  clock: (seconds: number) => request("POST", "emulator/clock", { seconds }),
  fault: (action: string, code: string) => request("POST", "emulator/faults", { action, code }),
  policies: (on: boolean) => request("POST", "emulator/policies", { on }),
};
