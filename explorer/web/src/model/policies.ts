/** Policies to begin with. */

import type { Json } from "./catalogue";

export type TemplateName = "trustAccount" | "trustService" | "readOnly" | "oneAction";

interface Template {
  name: TemplateName;
  policy: Json;
}

const policy = (statement: Json): Json => ({ Version: "1", Statement: [statement] });

const TRUST: Template[] = [
  {
    name: "trustAccount",
    policy: policy({
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { RAM: ["acs:ram::1234567890123456:root"] },
    }),
  },
  {
    name: "trustService",
    policy: policy({
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: ["ecs.aliyuncs.com"] },
    }),
  },
];

const PERMISSION: Template[] = [
  {
    name: "readOnly",
    policy: policy({ Effect: "Allow", Action: ["ram:Get*", "ram:List*"], Resource: "*" }),
  },
  {
    name: "oneAction",
    policy: policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" }),
  },
];

/** The templates for a JSON parameter; none where it is not a policy. */
export function templates(wire: string): Template[] {
  if (/AssumeRolePolicy/.test(wire)) return TRUST;
  return /Policy/.test(wire) ? PERMISSION : [];
}
