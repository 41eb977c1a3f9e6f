// The V1 core of the vendor, for any action: RAM over POST and GET, errors, a role, its session.
"use strict";

const assert = require("node:assert/strict");
const test = require("node:test");
const Core = require("@alicloud/pop-core");

const { PEER_KEY_ID, PEER_KEY_SECRET, PEER_ROLE } = process.env;

function client(product, apiVersion, credentials) {
  return new Core({ endpoint: `https://${product}.aliyuncs.com`, apiVersion, ...credentials });
}

const key = { accessKeyId: PEER_KEY_ID, accessKeySecret: PEER_KEY_SECRET };
const ram = client("ram", "2015-05-01", key);
const sts = client("sts", "2015-04-01", key);

test("a user is created over POST and read over GET", async () => {
  const comments = "blank, +, %, ~, *, ü and 漢";
  await ram.request("CreateUser", { UserName: "ann", Comments: comments }, { method: "POST" });
  const { User } = await ram.request("GetUser", { UserName: "ann" });
  assert.equal(User.UserName, "ann");
  assert.equal(User.Comments, comments);
});

test("pages are followed to the end", async () => {
  for (const name of ["bo", "cy"]) {
    await ram.request("CreateUser", { UserName: name }, { method: "POST" });
  }
  const found = [];
  let page = {};
  do {
    page = await ram.request("ListUsers", page.Marker ? { MaxItems: 2, Marker: page.Marker } : { MaxItems: 2 });
    found.push(...page.Users.User.map((user) => user.UserName));
  } while (page.IsTruncated);
  assert.deepEqual(["ann", "bo", "cy"].filter((name) => !found.includes(name)), []);
  assert.equal(new Set(found).size, found.length);
});

test("an error has its code and a request id", async () => {
  await assert.rejects(ram.request("GetUser", { UserName: "nobody" }), (error) => {
    assert.equal(error.code, "EntityNotExist.User");
    assert.match(error.data.RequestId, /^[0-9A-F-]{36}$/);
    return true;
  });
});

test("a wrong secret is refused", async () => {
  const wrong = client("ram", "2015-05-01", { ...key, accessKeySecret: "wrong" });
  await assert.rejects(wrong.request("ListUsers"), { code: "SignatureDoesNotMatch" });
});

test("the session of a role calls with its token", async () => {
  const parameters = { RoleArn: PEER_ROLE, RoleSessionName: "pop" };
  const { Credentials } = await sts.request("AssumeRole", parameters, { method: "POST" });
  const session = client("sts", "2015-04-01", {
    accessKeyId: Credentials.AccessKeyId,
    accessKeySecret: Credentials.AccessKeySecret,
    securityToken: Credentials.SecurityToken,
  });
  const { Arn } = await session.request("GetCallerIdentity");
  assert.equal(Arn, `${PEER_ROLE.replace(":role/", ":assumed-role/")}/pop`);
});
