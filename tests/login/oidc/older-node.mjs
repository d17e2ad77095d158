// What oidc-provider uses and Node 18 and 20 do not have; it runs as it is on Node 22.
import * as builtin from 'node:crypto';
import { register } from 'node:module';

globalThis.crypto ??= builtin.webcrypto;
URL.parse ??= (url, base) => {
  try {
    return new URL(url, base);
  } catch {
    return null;
  }
};
Promise.withResolvers ??= () => {
  const out = {};
  out.promise = new Promise((resolve, reject) => Object.assign(out, { resolve, reject }));
  return out;
};
if (!builtin.hash) register('./older-crypto.mjs', import.meta.url);
