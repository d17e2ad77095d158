// An identity provider of the Swedish profile, which can be told to do wrong.
import './older-node.mjs';
import { createHash } from 'node:crypto';

// It warns that it wants a newer Node: older-node.mjs gives it what it needs of one.
const emitWarning = console.warn;
console.warn = (...words) => { if (!/Unsupported runtime|in-memory adapter/.test(words.join(' '))) emitWarning(...words); };
const { Provider } = await import('oidc-provider');
const { SignJWT, UnsecuredJWT, decodeJwt, exportJWK, generateKeyPair } = await import('jose');

export const loa3 = 'http://id.elegnamnden.se/loa/1.0/loa3';
export const loa2 = 'http://id.elegnamnden.se/loa/1.0/loa2';
const claim = name => `https://id.oidc.se/claim/${name}`;
const scope = name => `https://id.oidc.se/scope/${name}`;

const newKey = async (alg, kid) => {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { alg, kid, privateKey, jwk: { ...await exportJWK(privateKey), alg, kid, use: 'sig' },
    open: { ...await exportJWK(publicKey), alg, kid, use: 'sig' } };
};

// `people`: sub → claims. `state.who` signs in; `state.fault` is what goes wrong (faults below).
export async function startProvider({ port, clientKeys, redirect, home, people }) {
  const issuer = `http://127.0.0.1:${port}`;
  const [rsa, ec, strange, next] = await Promise.all(
    [newKey('RS256', 'rsa-1'), newKey('ES256', 'ec-1'), newKey('RS256', 'rsa-1'), newKey('ES256', 'ec-2')]);
  const state = { who: null, acr: loa3, fault: null, rotated: false, keyFetches: 0, assertions: new Set() };
  const client = (client_id, extra) => ({
    client_id, redirect_uris: [redirect], post_logout_redirect_uris: [home], response_types: ['code'],
    grant_types: ['authorization_code'], token_endpoint_auth_method: 'private_key_jwt',
    userinfo_signed_response_alg: 'ES256', jwks: clientKeys, ...extra,
  });
  const provider = new Provider(issuer, {
    clients: [
      client('staff-client', { id_token_signed_response_alg: 'RS256' }),
      client('family-client', { id_token_signed_response_alg: 'ES256' }),
    ],
    jwks: { keys: [rsa.jwk, ec.jwk] },
    cookies: { keys: ['only for tests'] },
    acrValues: [loa3, loa2],
    claims: {
      openid: ['sub'], acr: null,
      [scope('naturalPersonInfo')]: ['name', 'given_name', 'family_name'],
      [scope('naturalPersonOrgId')]: [claim('orgAffiliation'), claim('orgName')],
      [scope('naturalPersonNumber')]: [claim('personalIdentityNumber'), claim('coordinationNumber')],
    },
    features: {
      devInteractions: { enabled: false }, claimsParameter: { enabled: true },
      jwtUserinfo: { enabled: true }, rpInitiatedLogout: { enabled: true, logoutSource: (ctx, form) => {
        ctx.body = `<!doctype html><title>Logout</title>${form}<button form="op.logoutForm" name="logout" value="yes">Yes</button>`;
      } },
    },
    pkce: { required: () => true },
    ttl: { IdToken: 300, AccessToken: 300, AuthorizationCode: 60, Interaction: 300, Session: 300, Grant: 300 },
    findAccount: (ctx, sub) => people[sub] && { accountId: sub, claims: () => ({ sub, ...people[sub] }) },
    async loadExistingGrant(ctx) {
      const grant = new provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope([...ctx.oidc.requestParamOIDCScopes].join(' '));
      grant.addOIDCClaims([...ctx.oidc.requestParamClaims]);
      await grant.save();
      return grant;
    },
    interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  });

  const sign = (claims, key, header = {}) => new SignJWT(claims).setProtectedHeader({ alg: key.alg, kid: key.kid, ...header }).sign(key.privateKey);
  const now = () => Math.floor(Date.now() / 1000);
  // Each makes another token of a good one. `k` is the key that it was signed with.
  const faults = {
    iss: (c, k) => sign({ ...c, iss: 'https://evil.example' }, k),
    aud: (c, k) => sign({ ...c, aud: 'another-client' }, k),
    'aud-two': (c, k) => sign({ ...c, aud: [c.aud, 'another-client'] }, k),
    nonce: (c, k) => sign({ ...c, nonce: 'of-another-login' }, k),
    'no-nonce': ({ nonce, ...c }, k) => sign(c, k),
    expired: (c, k) => sign({ ...c, iat: now() - 400, exp: now() - 100 }, k),
    'too-long': (c, k) => sign({ ...c, exp: c.iat + 3600 }, k),
    future: (c, k) => sign({ ...c, iat: now() + 200, exp: now() + 300 }, k),
    acr: (c, k) => sign({ ...c, acr: loa2 }, k),
    'no-acr': ({ acr, ...c }, k) => sign(c, k),
    at_hash: (c, k) => sign({ ...c, at_hash: createHash('sha256').update('x').digest('base64url').slice(0, 22) }, k),
    kid: (c, k) => sign(c, k, { kid: 'unknown' }),
    'no-kid': (c, k) => new SignJWT(c).setProtectedHeader({ alg: k.alg }).sign(k.privateKey),
    signature: c => sign(c, strange), // same name and kind of key, other key
    none: c => new UnsecuredJWT(c).encode(),
    // the public key as a shared secret: the classic confusion of algorithms
    hs256: (c, k) => new SignJWT(c).setProtectedHeader({ alg: 'HS256', kid: k.kid }).sign(Buffer.from(JSON.stringify(k.open))),
    crit: (c, k) => sign(c, k, { crit: ['b64'], b64: true }),
    garbage: () => 'not.a.token',
    huge: () => 'a'.repeat(100000),
  };
  const idToken = async token => {
    const claims = decodeJwt(token);
    const key = claims.aud === 'staff-client' ? rsa : ec;
    if (state.rotated) return sign(claims, next);
    return faults[state.fault] ? faults[state.fault](claims, key) : token;
  };
  const userinfoFaults = {
    'userinfo-plain': (ctx, c) => { ctx.type = 'application/json'; ctx.body = JSON.stringify(c); },
    'userinfo-none': (ctx, c) => { ctx.body = new UnsecuredJWT(c).encode(); },
    'userinfo-key': async (ctx, c) => { ctx.body = await sign(c, strange); },
    'userinfo-aud': async (ctx, c) => { ctx.body = await sign({ ...c, aud: 'another-client' }, ec); },
    'userinfo-iss': async (ctx, c) => { ctx.body = await sign({ ...c, iss: 'https://evil.example' }, ec); },
    'userinfo-sub': async (ctx, c) => { ctx.body = await sign({ ...c, sub: 'somebody-else' }, ec); },
    'userinfo-other-org': async (ctx, c) => { ctx.body = await sign({ ...c, [claim('orgAffiliation')]: 'kalle@2120000142' }, ec); },
    'userinfo-gone': ctx => { ctx.status = 500; ctx.body = ''; },
  };
  provider.use(async (ctx, next_) => {
    const uid = /^\/interaction\/([\w-]+)$/.exec(ctx.path);
    if (uid) {
      await provider.interactionDetails(ctx.req, ctx.res);
      await provider.interactionFinished(ctx.req, ctx.res,
        state.who === null ? { error: 'access_denied', error_description: 'cancelled' }
          : { login: { accountId: state.who, acr: state.acr, remember: false } }, { mergeWithLastSubmission: false });
      ctx.respond = false;
      return;
    }
    await next_();
    if (ctx.path === '/token' && ctx.body?.id_token) {
      const assertion = ctx.oidc.params.client_assertion;
      if (state.assertions.has(decodeJwt(assertion).jti)) throw new Error('an assertion was used twice');
      state.assertions.add(decodeJwt(assertion).jti);
      ctx.body = { ...ctx.body, id_token: await idToken(ctx.body.id_token) };
    } else if (ctx.path === '/me' && userinfoFaults[state.fault]) {
      await userinfoFaults[state.fault](ctx, decodeJwt(ctx.body));
    } else if (ctx.path === '/jwks') {
      state.keyFetches++;
      if (state.rotated) ctx.body = { keys: [...ctx.body.keys, next.open] };
    }
  });
  const errors = [];
  provider.on('server_error', (ctx, e) => errors.push(e));
  provider.on('grant.error', (ctx, e) => errors.push(e));
  const server = await new Promise(done => { const s = provider.listen(port, '127.0.0.1', () => done(s)); });
  return { issuer, state, errors, faults: [...Object.keys(faults)], userinfoFaults: Object.keys(userinfoFaults),
    stop: () => new Promise(done => { server.closeAllConnections(); server.close(done); }) };
}
