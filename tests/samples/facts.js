// Prints, for each package that is named, the parameters that its requests have, by action.
const found = {};
for (const name of process.argv.slice(1)) {
  const sdk = require(name);
  found[name] = {};
  for (const method of Object.getOwnPropertyNames(sdk.default.prototype)) {
    const action = method[0].toUpperCase() + method.slice(1);
    if (sdk[`${action}Response`] !== undefined) {
      const request = sdk[`${action}Request`];
      found[name][action] = request === undefined ? [] : Object.values(request.names());
    }
  }
}
console.log(JSON.stringify(found));
