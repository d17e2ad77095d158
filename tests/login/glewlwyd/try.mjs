// node try.mjs BRYGGA
// How far a sign-in comes at Debian's glewlwyd, an independent provider. It never says with what
// assurance somebody signed in (`acr` is not among its claims), so the profile ends there: all before
// that must pass, and the sign-in must be refused for that and nothing else. To see what comes after,
// a go-between then adds what is lacking and signs again with the key that this test gave glewlwyd: first
// `acr` to the ID token, and after that `aud` to UserInfo. Brygga is the same each time, and everything else
// is glewlwyd's own.
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { join } from 'node:path';
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { Browser } from '../oidc/browser-less.mjs';

const brygga = process.argv[2];
const dir = mkdtempSync(join(tmpdir(), 'brygga-glewlwyd-'));
const freePort = () => new Promise(done => {
  const s = createServer().listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => done(port)); });
});
const [port, idpPort, frontPort] = [await freePort(), await freePort(), await freePort()];
const site = `http://127.0.0.1:${port}`, idp = `http://127.0.0.1:${frontPort}`;
const LEVEL = 'http://id.elegnamnden.se/loa/1.0/loa3', LOGIN = 'kalle@2129990012';
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

// ---- the go-between ----

let addAcr = false, addAud = false;
const userinfo = [];
const part = value => Buffer.from(JSON.stringify(value)).toString('base64url');
function withMore(token, more) {
  const [head, body] = token.split('.').slice(0, 2).map(p => JSON.parse(Buffer.from(p, 'base64url')));
  const text = `${part(head)}.${part({ ...body, ...more })}`;
  return `${text}.${sign('sha256', Buffer.from(text), { key: createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })), dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}
const front = http.createServer((q, r) => {
  const to = http.request({ host: '127.0.0.1', port: idpPort, path: q.url, method: q.method, headers: q.headers }, a => {
    const parts = [];
    a.on('data', p => parts.push(p));
    a.on('end', () => {
      let body = Buffer.concat(parts);
      if (/\/userinfo/.test(q.url)) {
        const told = body.toString().split('.').slice(0, 2).map(p => JSON.parse(Buffer.from(p, 'base64url')));
        userinfo.push(`${a.statusCode} ${a.headers['content-type']}, ${JSON.stringify(told[0])}, claims ${Object.keys(told[1] ?? {})}`);
        if (addAud) body = Buffer.from(withMore(body.toString(), { aud: 'brygga' }));
      }
      if (addAcr && /\/token$/.test(q.url) && a.statusCode === 200) {
        const json = JSON.parse(body);
        body = Buffer.from(JSON.stringify({ ...json, id_token: withMore(json.id_token, { acr: LEVEL }) }));
      }
      const headers = { ...a.headers, 'content-length': body.length };
      delete headers['transfer-encoding'];
      r.writeHead(a.statusCode, headers).end(body);
    });
  });
  to.on('error', () => r.writeHead(502).end());
  q.pipe(to);
}).listen(frontPort, '127.0.0.1');
const servers = [];
const serve = async (command, args, ready) => {
  const p = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  servers.push(p);
  p.stdout.resume();
  for (let i = 0; i < 100; i++) {
    try { if ((await fetch(ready)).status < 500) return; } catch { await new Promise(r => setTimeout(r, 100)); }
  }
  throw new Error(`${command} does not answer`);
};

try {
  // glewlwyd with its own database, from Debian's script and settings.
  const schema = readFileSync('/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3', 'utf8');
  execFileSync('sqlite3', [join(dir, 'idp.db')], { input: schema });
  const conf = readFileSync('/etc/glewlwyd/glewlwyd.conf', 'utf8')
    .replace(/@include.*/, `database = { type = "sqlite3"; path = "${join(dir, 'idp.db')}"; };`)
    .replace(/^port=.*/m, `port=${idpPort}\nbind_address="127.0.0.1"`)
    .replace(/^external_url=.*/m, `external_url="${idp}/"`)
    .replace(/^log_file=.*/m, `log_file="${join(dir, 'idp.log')}"`);
  writeFileSync(join(dir, 'idp.conf'), conf);
  await serve('glewlwyd', ['-c', join(dir, 'idp.conf')], `http://127.0.0.1:${idpPort}/api/mod/type`);

  const browser = new Browser();
  const api = async (method, path, body) => {
    const r = await browser.ask(idp + path, { method, body: body && JSON.stringify(body), headers: { 'content-type': 'application/json' } });
    assert.ok(r.status < 300, `${method} ${path}: ${r.status} ${r.text_}`);
  };
  const run = (...args) => execFileSync(brygga, ['-C', join(dir, 'bank'), ...args], { encoding: 'utf8' });
  execFileSync(brygga, ['init', join(dir, 'bank'), '--kind', 'school', '--name', 'Ängsbro skola', '--legal-form', 'municipal',
    '--organisation-number', '2129990012', '--listen', `127.0.0.1:${port}`, '--public-url', site, '--key-file']);
  const keys = JSON.parse(run('login', 'key'));

  await api('POST', '/api/auth/', { username: 'admin', password: 'password' });
  await api('POST', '/api/mod/plugin/', { module: 'oidc', name: 'oidc', display_name: 'oidc', parameters: {
    iss: `${idp}/api/oidc`, 'jwks-private': JSON.stringify({ keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'idp-1', alg: 'ES256', use: 'sig' }] }), 'default-kid': 'idp-1',
    'jwt-type': 'ecdsa', 'jwt-key-size': '256', 'jwks-show': true,
    'access-token-duration': 300, 'refresh-token-duration': 300, 'code-duration': 60, 'refresh-token-rolling': true,
    'auth-type-code-enabled': true, 'auth-type-token-enabled': false, 'auth-type-id-token-enabled': true,
    'auth-type-none-enabled': false, 'auth-type-password-enabled': false, 'auth-type-client-enabled': false,
    'auth-type-refresh-enabled': false, 'pkce-allowed': true, 'pkce-required': true, 'oauth-as-iss-id': true,
    'allow-non-oidc': false, 'request-parameter-allow': true, 'client-jwks-parameter': 'jwks', 'client-jwks_uri-parameter': 'jwks_uri',
    'client-pubkey-parameter': 'pubkey', 'subject-type': 'public', 'scope-claim': 'no', 'name-claim': 'no', 'email-claim': 'no',
    'token-endpoint-auth-method': ['private_key_jwt'], 'session-management-allowed': false,
    claims: [{ name: 'https://id.oidc.se/claim/orgAffiliation', 'user-property': 'name', type: 'string', mandatory: true }],
  } });
  for (const scope of ['https://id.oidc.se/scope/naturalPersonInfo', 'https://id.oidc.se/scope/naturalPersonOrgId']) {
    await api('POST', '/api/scope/', { name: scope, display_name: scope, password_required: true, password_max_age: 0, scheme: {} });
  }
  const scopes = ['openid', 'https://id.oidc.se/scope/naturalPersonInfo', 'https://id.oidc.se/scope/naturalPersonOrgId'];
  await api('POST', '/api/user/', { username: 'kalle', password: 'ett bra lösenord', name: LOGIN, scope: scopes, enabled: true });
  await api('POST', '/api/client/', { client_id: 'brygga', name: 'Brygga', confidential: true, enabled: true, scope: [],
    redirect_uri: [`${site}/login/callback`], authorization_type: ['code'], token_endpoint_auth_method: ['private_key_jwt'], jwks: keys });

  const { issuer } = await (await fetch(`${idp}/api/oidc/.well-known/openid-configuration`)).json();
  appendFileSync(join(dir, 'bank/bank.conf'), Object.entries({ who: 'staff', issuer, client_id: 'brygga', acr: LEVEL,
    audience: 'token_endpoint' }).map(([k, v]) => `provider.glewlwyd.${k} = ${v}\n`).join(''));
  // Not synchronously: it asks the provider, and so this process's own go-between.
  const checked = JSON.parse((await promisify(execFile)('sh', ['-c', `"${brygga}" -C "${join(dir, 'bank')}" check --format json || true`])).stdout);
  const line = checked.lines.find(l => /provider glewlwyd/.test(l.text));
  console.log('check:', line.text);
  await serve(brygga, ['-C', join(dir, 'bank'), 'serve'], `${site}/health`);

  run('staff', 'add', '--name', 'Kalle Ek', '--role', 'kurator', '--login', LOGIN);

  let granted = false;
  const signIn = async () => {
    const page = await browser.ask(`${site}/login`);
    const out = await browser.post(`${site}/login`, page.text_, { provider: 'glewlwyd' });
    assert.equal(out.status, 303, 'the provider can be asked');
    if (!granted) {
      await api('POST', '/api/auth/', { username: 'kalle', password: 'ett bra lösenord' });
      await api('PUT', '/api/auth/grant/brygga', { scope: scopes.join(' ') });
      granted = true;
    }
    const back = await browser.follow({ to: `${out.to}&g_continue` }, /login\/callback/);
    assert.match(back.to ?? '', /login\/callback\?/, `no answer: ${back.status} ${back.to}`);
    console.log('answer:', [...new URL(back.to).searchParams.keys()].join(' '), new URL(back.to).searchParams.get('error') ?? '');
    const done = await browser.ask(back.to);
    const [entry] = JSON.parse(run('journal', 'list', '--event', 'login.refused', '--limit', '1', '--format', 'json')).entries;
    console.log('sign-in:', done.status, done.status === 303 ? done.to : JSON.stringify(entry?.detail));
    return [done.status, entry?.detail.reason];
  };
  assert.deepEqual(await signIn(), [403, 'acr']);
  console.log('ok   all but the level of assurance, which glewlwyd never tells');
  addAcr = true;
  assert.deepEqual(await signIn(), [403, 'userinfo']);
  console.log('userinfo:', userinfo.at(-1));
  assert.doesNotMatch(userinfo.at(-1), /\baud\b/);
  console.log('ok   with a level: UserInfo is signed, and refused since it does not say whom it is for');
  addAud = true;
  const [status] = await signIn();
  assert.equal(status, 303);
  console.log('ok   with that too: the employee is signed in');
} finally {
  front.close();
  front.closeAllConnections();
  for (const p of servers) p.kill('SIGTERM');
  if (process.env.KEEP) console.log(dir);
  else rmSync(dir, { recursive: true, force: true });
}
