// Controls a running emulator from Node: resets it, sets its clock, injects a fault.
//
//   python -m alicloud.emulator -- node examples/control.mjs
const url = process.env.ALIBABA_CLOUD_ENDPOINT_URL;

async function control(method, name, body) {
  const response = await fetch(`${url}/_emulator/${name}`, {
    method,
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body && JSON.stringify(body),
  });
  const read = await response.json();
  if (!response.ok) {
    throw new Error(`${response.status}: ${read.detail}`);
  }
  return read;
}

await control("POST", "reset");
const clock = await control("POST", "clock", { freeze: "2026-01-31T08:00:00Z" });
console.log(`The emulator's time is ${clock.now}.`);

await control("POST", "faults", { kind: "throttle", action: "ListUsers", retry_after: 2 });
const { requests } = await control("GET", "requests");
console.log(`${requests.length} calls so far; the next ListUsers is throttled.`);
