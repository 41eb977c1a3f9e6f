// The STS client of the vendor's OSS SDK.
"use strict";

const assert = require("node:assert/strict");
const test = require("node:test");
const { STS } = require("ali-oss");
const Core = require("@alicloud/pop-core");

const { PEER_KEY_ID, PEER_KEY_SECRET, PEER_ROLE } = process.env;
const sts = new STS({ accessKeyId: PEER_KEY_ID, accessKeySecret: PEER_KEY_SECRET });
const policy = {
  Version: "1",
  Statement: [{ Effect: "Allow", Action: "ram:GetUser", Resource: "*" }],
};

function ram({ AccessKeyId, AccessKeySecret, SecurityToken }) {
  return new Core({
    endpoint: "https://ram.aliyuncs.com",
    apiVersion: "2015-05-01",
    accessKeyId: AccessKeyId,
    accessKeySecret: AccessKeySecret,
    securityToken: SecurityToken,
  });
}

test("the session of a role may do what the role may", async () => {
  const { credentials } = await sts.assumeRole(PEER_ROLE, "", 3600, "oss");
  const { Users } = await ram(credentials).request("ListUsers");
  assert.ok(Users.User.length > 0);
});

test("it lasts as long as was asked for", async () => {
  const { credentials } = await sts.assumeRole(PEER_ROLE, "", 900, "oss");
  const seconds = (new Date(credentials.Expiration) - Date.now()) / 1000;
  assert.ok(seconds > 600 && seconds <= 901, `${seconds}`);
});

test("a policy narrows the session", async () => {
  for (const narrow of [policy, JSON.stringify(policy)]) {
    const { credentials } = await sts.assumeRole(PEER_ROLE, narrow, 900, "oss");
    await assert.rejects(ram(credentials).request("ListUsers"), { code: "NoPermission" });
  }
});

test("an error has its status, code and request id", async () => {
  const missing = PEER_ROLE.replace(/[^/]+$/, "missing");
  await assert.rejects(sts.assumeRole(missing, "", 900, "oss"), (error) => {
    assert.deepEqual([error.status, error.code], [404, "EntityNotExist.Role"]);
    assert.match(error.requestId, /^[0-9A-F-]{36}$/);
    return true;
  });
});
