/** The catalogue as the server sends it, and how to look things up in it. */

export type Kind = "read" | "create" | "update" | "delete";
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Values = { [wire: string]: Json };

/** The value with a name. What every object of JavaScript has, `constructor` for one, is no value. */
export function valueOf(values: Values, wire: string): Json | undefined {
  return Object.hasOwn(values, wire) ? values[wire] : undefined;
}

/** The HTTP status, or several. */
export type Status = number | number[];
export type Bounds = [number | null, number | null];

export interface Field {
  wire: string;
  python: string;
  doc: string;
  /** As in the specs: string, integer, list<Tag>, the name of a shape. */
  type: string;
  in?: "path" | "header" | "form" | "json" | "content";
  required?: boolean;
  optional?: boolean;
  sensitive?: boolean;
  deprecated?: string;
  wrap?: string;
  length?: Bounds;
  range?: Bounds;
  pattern?: string;
  enum?: (string | number)[];
  default?: Json;
}

export interface Shape {
  name: string;
  doc: string;
  extends?: string;
  fields?: Field[];
}

export interface Action {
  name: string;
  python: string;
  permission?: string;
  doc: string;
  kind: Kind;
  /** Method and path; `POST /` if it is missing. */
  call?: string;
  auth?: "none";
  deprecated?: string;
  request?: Field[];
  response?: Field[];
  errors?: (string | { code: string; status: Status })[];
  pagination?: { token?: string; page?: string; offset?: string };
  /** Missing from specs that were imported. */
  example?: { request: Values };
}

export interface Group {
  name: string;
  doc: string;
  shapes?: Shape[];
  actions?: Action[];
}

export interface Service {
  name: string;
  doc: string;
  product: string;
  version: string;
  style: "rpc" | "roa";
  errors?: { [code: string]: { status: Status; doc: string } };
  groups: Group[];
  translations?: { [language: string]: { [english: string]: string } };
}

/** A package whose actions cannot be called. */
export interface Unusable {
  name: string;
  reason: string;
}

/** An action and where it stands. */
export interface Place {
  service: Service;
  group: Group;
  action: Action;
}

export function places(services: Service[]): Place[] {
  return services.flatMap((service) =>
    service.groups.flatMap((group) =>
      (group.actions ?? []).map((action) => ({ service, group, action })),
    ),
  );
}

/** The groups that have actions; the others hold only shapes that several share. */
export function groupsOf(service: Service): Group[] {
  return service.groups.filter((group) => (group.actions ?? []).length > 0);
}

export function findPlace(services: Service[], service: string, action: string): Place | null {
  return (
    places(services).find((at) => at.service.name === service && at.action.name === action) ?? null
  );
}

/** The codes of an action's errors, with the status that each has there. */
export function errorsOf({ service, action }: Place): { code: string; status?: Status }[] {
  return (action.errors ?? []).map((error) =>
    typeof error === "string" ? { code: error, ...service.errors?.[error] } : error,
  );
}

/** `T` of `list<T>` or `map<T>`. */
export function element(type: string): string {
  return type.slice(type.indexOf("<") + 1, -1);
}

export function isList(type: string): boolean {
  return type.startsWith("list<");
}

export function isMap(type: string): boolean {
  return type.startsWith("map<");
}

export function isNumber(type: string): boolean {
  return type === "integer" || type === "long" || type === "number";
}

/** The fields of a shape, those of its bases first; null where `type` is no shape. */
export function shapeFields(service: Service, type: string): Field[] | null {
  const shape = service.groups.flatMap((group) => group.shapes ?? []).find((s) => s.name === type);
  if (!shape) return null;
  const base = shape.extends ? shapeFields(service, shape.extends) : null;
  return [...(base ?? []), ...(shape.fields ?? [])];
}

/** Required ones first, else in the order of the specs. */
export function ordered(fields: Field[]): Field[] {
  return [...fields.filter((each) => each.required), ...fields.filter((each) => !each.required)];
}

/** Whether a field is an object that has to be sent. No shape requires itself: the specs refuse that. */
export function isRequiredShape(service: Service, field: Field): boolean {
  return field.required === true && shapeFields(service, field.type) !== null;
}

/** Whether a value of this field is a secret, or holds one. */
export function holdsSecret(service: Service, field: Field, seen: string[] = []): boolean {
  if (field.sensitive) return true;
  const inner = innermost(field.type);
  if (seen.includes(inner)) return false;
  return (shapeFields(service, inner) ?? []).some((each) =>
    holdsSecret(service, each, [...seen, inner]),
  );
}

/** What a list of lists finally holds. */
export function innermost(type: string): string {
  return isList(type) || isMap(type) ? innermost(element(type)) : type;
}
