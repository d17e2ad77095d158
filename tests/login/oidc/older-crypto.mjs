// node:crypto with hash(), which Node 18 lacks: as a module for oidc-provider, and as the hook that
// gives it this one for the other.
import { createHash } from 'node:crypto';

export * from 'node:crypto';
export const hash = (algorithm, data, encoding = 'hex') => {
  const digest = createHash(algorithm).update(data).digest();
  return encoding === 'buffer' ? digest : digest.toString(encoding);
};

export const resolve = (specifier, context, next) =>
  specifier === 'node:crypto' && context.parentURL?.includes('/oidc-provider/')
    ? { url: import.meta.url, shortCircuit: true } : next(specifier, context);
