// The vendor's STS client for Node.
"use strict";

const assert = require("node:assert/strict");
const test = require("node:test");
const StsClient = require("@alicloud/sts-sdk");

const { PEER_KEY_ID, PEER_KEY_SECRET, PEER_ROLE, PEER_USER } = process.env;

function client(accessKeySecret) {
  return new StsClient({
    endpoint: "sts.aliyuncs.com",
    accessKeyId: PEER_KEY_ID,
    accessKeySecret,
  });
}

test("who calls", async () => {
  const { Arn, IdentityType } = await client(PEER_KEY_SECRET).getCallerIdentity();
  assert.deepEqual([Arn, IdentityType], [PEER_USER, "RAMUser"]);
});

async function assume(policy, seconds) {
  const response = await client(PEER_KEY_SECRET).assumeRole(PEER_ROLE, "sdk", policy, seconds);
  assert.equal(response.Code, undefined, response.Message);
  assert.match(response.Credentials.AccessKeyId, /^STS\./);
  return (new Date(response.Credentials.Expiration) - Date.now()) / 1000;
}

function denying(resource) {
  const statement = { Effect: "Deny", Action: "ram:GetUser", Resource: resource };
  return JSON.stringify({ Version: "1", Statement: [statement] });
}

test("a role is assumed, with a policy, and for a while", async () => {
  for (const [seconds, policy, duration] of [[3600], [3600, denying(PEER_USER)], [900, "", 900]]) {
    const left = await assume(policy, duration);
    assert.ok(Math.abs(seconds - left) < 300, `${left}`);
  }
});

test("a policy may have an asterisk", async () => {
  await assume(denying("*"));
});

test("an error is returned with its code and a request id", async () => {
  const { Code, RequestId } = await client("wrong").getCallerIdentity();
  assert.equal(Code, "SignatureDoesNotMatch");
  assert.match(RequestId, /^[0-9A-F-]{36}$/);
});
