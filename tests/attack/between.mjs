// node between.mjs BASE ROLE FOLDER: stands between wapiti and one bank as somebody who is signed in.
// It signs in as the first person of the role in the demonstration, looks for every page that the role
// reaches (FOLDER/starts.txt), prints its port, and then passes requests on until it is told to stop:
//   - it adds the session, and signs in anew when an attack has ended it;
//   - it puts a fresh token into every form, since a token serves once and an attack sends forms often;
//   - it keeps the attack from making its own person inactive.
// Before that it sends every form that it found itself, field by field with each of the texts below: wapiti
// begins with addresses and seldom comes to the last form in its time.
// FOLDER/seen.json tells which routes were met with what, and what was wrong with any answer.
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';

const [base, role, folder] = process.argv.slice(2);
const host = new URL(base).host;
const family = role === 'guardian' || role === 'pupil';
const PAGES = 400, ALIKE = 2;
const policy = ['content-security-policy', 'x-content-type-options', 'x-frame-options', 'referrer-policy',
  'cross-origin-opener-policy', 'cross-origin-resource-policy', 'permissions-policy', 'cache-control'];

let cookie = '', own = '', signedIn = 0;
const met = {}, wrong = {};

// ---- one request to the bank ----

const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
const send = (method, path, headers, body) => new Promise((done, fail) => {
  const q = http.request(base + path, { method, agent, setHost: false,
    headers: { ...headers, host, ...(cookie && { cookie }), 'sec-fetch-site': 'same-origin',
      ...(body?.length ? { 'content-length': body.length } : {}) } }, r => {
    const parts = [];
    r.on('data', p => parts.push(p));
    r.on('error', fail);
    r.on('end', () => done({ status: r.statusCode, headers: r.headers, body: Buffer.concat(parts) }));
  });
  q.setTimeout(30000, () => q.destroy(new Error('no answer within 30 s')));
  q.on('error', fail);
  q.end(body);
});

const form = fields => Buffer.from(new URLSearchParams(fields).toString());
const formHeaders = { 'content-type': 'application/x-www-form-urlencoded' };
const tokenOf = text => /name="csrf_token" value="([0-9a-f]+)/.exec(text)?.[1];

// ---- signing in ----

const words = { kurator: 'Kurator', administrator: 'Administratör', jurist: 'Jurist', rektor: 'Rektor',
  skolsocionom: 'Skolsocionom', socialsekreterare: 'Socialsekreterare', enhetschef: 'Enhetschef' };

async function signIn() {
  cookie = '';
  const path = family ? '/login/family' : '/login';
  const page = await send('GET', path, {});
  const text = page.body.toString();
  const visitor = (page.headers['set-cookie'] ?? []).map(c => c.split(';')[0]).join('; ');
  const buttons = [...text.matchAll(/name="(staff|pupil|guardian)" value="(\d+)">([\s\S]*?)<\/button>/g)];
  const chosen = buttons.find(([, field, , says]) => family ? field === role : says.includes(`<br>${words[role]}`));
  if (!chosen) throw new Error(`nobody in the demonstration is ${role}`);
  own = chosen[2];
  cookie = visitor;
  const done = await send('POST', path, formHeaders, form({ csrf_token: tokenOf(text), [chosen[1]]: own }));
  const set = (done.headers['set-cookie'] ?? []).map(c => c.split(';')[0]).filter(c => !c.endsWith('='));
  if (done.status !== 303 || set.length === 0) throw new Error(`signing in as ${role} failed: ${done.status}`);
  cookie = set.join('; ');
  signedIn++;
}

const ended = (path, a) => a.status === 303 && /^\/login/.test(a.headers.location ?? '') && !path.startsWith('/login');

// With a fresh token where the form had one as it should be; never as the attack has changed it.
async function freshen(body) {
  const text = body.toString('latin1');
  if (!/(^|&)csrf_token=[0-9a-f]{64}(&|$)/.test(text)) return body;
  const token = tokenOf((await send('GET', '/sessions', {})).body.toString());
  return token ? Buffer.from(text.replace(/(^|&)csrf_token=[0-9a-f]{64}(?=&|$)/, `$1csrf_token=${token}`), 'latin1') : body;
}

async function ask(method, path, headers, body) {
  let a = await send(method, path, headers, body?.length ? await freshen(body) : body);
  if (ended(path, a)) {
    await signIn();
    a = await send(method, path, headers, body?.length ? await freshen(body) : body);
  }
  return a;
}

// ---- what is noted ----

const pattern = path => path.split('?')[0].replace(/\/\d+(?=\/|$)/g, '/{id}');
const complain = (what, method, path) => {
  wrong[what] ??= { count: 0, first: `${method} ${path.slice(0, 200)}` };
  wrong[what].count++;
};

function note(method, path, a) {
  const key = `${method} ${pattern(path)}`;
  met[key] ??= {};
  met[key][a.status] = (met[key][a.status] ?? 0) + 1;
  if (a.status >= 500 && a.status !== 503) complain(`an answer of ${a.status}`, method, path);
  for (const name of policy) if (!(name in a.headers)) complain(`no ${name}`, method, path);
  for (const c of a.headers['set-cookie'] ?? []) {
    if (!/HttpOnly/i.test(c) || !/SameSite/i.test(c)) complain('a cookie without HttpOnly or SameSite', method, path);
  }
  if (/AddressSanitizer|runtime error:|Assertion|SQL logic error|no such column|sqlite/i.test(a.body.toString('latin1'))) {
    complain('an answer that tells of the inside', method, path);
  }
}

// ---- every page that the role reaches ----

// Pages without a number in them that the access matrix lets the role open.
function roomsOfRole() {
  const blocks = {}, rooms = [];
  let block;
  for (const line of readFileSync(new URL('../web/access_matrix.txt', import.meta.url), 'utf8').split('\n')) {
    const w = line.trim().split(/\s+/);
    if (w[0] === 'block') blocks[block = w[1]] = new Set();
    else if (w[0] === 'route' && w[1] === 'GET' && !w[2].includes('{') && blocks[w[3]]?.has(role)) rooms.push(w[2]);
    else if (block && /^ /.test(line) && !line.startsWith('#')) blocks[block].add(w[0]);
  }
  return rooms;
}

const links = (text, at) => [...text.matchAll(/\b(?:href|action)="(\/[^"#]*)/g)].map(m => m[1].replaceAll('&amp;', '&'))
  .filter(h => !/^\/(logout|assets)/.test(h)).concat([...text.matchAll(/href="(\?[^"#]*)/g)].map(m => at.split('?')[0] + m[1].replaceAll('&amp;', '&')));

async function explore() {
  const rooms = roomsOfRole(), queue = [family ? '/my' : '/', ...rooms], queued = new Set(queue), alike = {}, found = [];
  while (queue.length > 0 && found.length < PAGES) {
    const path = queue.shift();
    const a = await ask('GET', path, {});
    note('GET', path, a);
    if (a.status !== 200 || !/text\/html/.test(a.headers['content-type'] ?? '')) continue;
    found.push(path);
    for (const h of links(a.body.toString(), path)) {
      const kind = pattern(h) + (h.includes('?') ? '?' : '');
      if (queued.has(h) || (alike[kind] ?? 0) >= (h.includes('?') ? 1 : ALIKE)) continue;
      alike[kind] = (alike[kind] ?? 0) + 1;
      queued.add(h);
      queue.push(h);
    }
  }
  writeFileSync(join(folder, 'starts.txt'), found.map(f => `${f}\n`).join(''));
  return { rooms, found };
}

// ---- every form, field by field ----

const payloads = ['"><script>zqmark()</script>', "zqmark' OR '1'='1' --", "zqmark'; DROP TABLE person; --", '{{7*7}}${7*7}<%= 7*7 %>zqmark',
  '../../../../etc/passwd', 'zqmark\r\nSet-Cookie: zqmark=1', 'zq\u0000mark', '\u202ezqmark\ufeff', '-1', '99999999999999999999',
  '2026-02-30', '0001-01-01', 'å'.repeat(5000), '%s%n%x%00', ' ', '<img src=x onerror=zqmark()>'];
const asIs = ['%ff%fe', '%c0%af', '%00', '%', '%zz']; // as bytes in a form that is else right

const attributes = tag => Object.fromEntries([...tag.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)].map(m => [m[1], (m[2] ?? '').replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>')]));

function formsOf(text, at) {
  const forms = [];
  for (const [, head, body] of text.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)) {
    const { action = at.split('?')[0], method = 'get' } = attributes(head), fields = {};
    for (const [, kind, tag, rest] of body.matchAll(/<(input|textarea|select|button)([^>]*)>([\s\S]*?)(?=<(?:input|textarea|select|button|\/form)|$)/g)) {
      const t = attributes(tag);
      if (!t.name) continue;
      const value = kind === 'textarea' ? rest.split('</textarea>')[0] : kind === 'select' ? /<option value="([^"]*)"/.exec(rest)?.[1] ?? '' : t.value ?? '';
      if (!(t.name in fields) || 'checked' in t) fields[t.name] = value;
    }
    forms.push({ method: method.toUpperCase(), action, fields });
  }
  return forms;
}

const skipped = /^(csrf_token|form_)/;
let formsTried = 0, formRequests = 0;
const enough = Date.now() + 1000 * Number(process.env.FORM_SECONDS ?? 120);

async function judge(method, path, a, sent) {
  formRequests++;
  note(method, path, a);
  let text = a.body.toString('latin1');
  if (a.status === 303 && (a.headers.location ?? '').startsWith('/')) {
    const b = await ask('GET', a.headers.location, {});
    note('GET', a.headers.location, b);
    text += b.body.toString('latin1');
  }
  if (/<script>zqmark|<img src=x onerror=zqmark/.test(text)) complain('markup that comes back as it was sent', method, `${path} ${sent}`);
  if ((a.headers['set-cookie'] ?? []).some(c => /zqmark/.test(c))) complain('a header that was put in', method, `${path} ${sent}`);
  if (/^https?:|^\/\//.test(a.headers.location ?? '')) complain('led to another site', method, `${path} ${sent}`);
  if (/root:x:0:0/.test(text)) complain('a file of the system', method, `${path} ${sent}`);
}

async function submit(f, fields, raw) {
  const body = [new URLSearchParams(fields).toString(), raw].filter(Boolean).join('&');
  const a = f.method === 'POST' ? await ask('POST', f.action, formHeaders, Buffer.from(body, 'latin1')) : await ask('GET', `${f.action.split('?')[0]}?${body}`, {});
  await judge(f.method, f.action, a, (raw ?? body).slice(0, 120));
}

async function attackForms(pages) {
  const done = new Set();
  for (const page of pages) {
    const a = await ask('GET', page, {});
    for (const f of formsOf(a.body.toString(), page)) {
      const names = Object.keys(f.fields).filter(n => !skipped.test(n));
      const kind = `${f.method} ${pattern(f.action)} ${names}`;
      if (done.has(kind) || /^\/(logout|sessions)/.test(f.action) || isSelf(f.method, f.action)) continue;
      done.add(kind);
      formsTried++;
      for (const name of names) {
        for (const p of payloads) {
          if (Date.now() > enough) return;
          await submit(f, { ...f.fields, [name]: p });
        }
        const { [name]: gone, ...others } = f.fields;
        for (const p of asIs) await submit(f, others, `${encodeURIComponent(name)}=${p}`);
        await submit(f, others);
        await submit(f, f.fields, `${encodeURIComponent(name)}=twice`);
      }
      await submit(f, { ...f.fields, zqmark: 'more than was asked' });
      if (f.method === 'POST') {
        const { csrf_token: token, ...bare } = f.fields;
        for (const [what, fields] of [['without a token', bare], ['with a token of nobody', { ...bare, csrf_token: '0'.repeat(63) + '1x' }]]) {
          const b = await send('POST', f.action, formHeaders, form(fields));
          note('POST', f.action, b);
          // Back on its own page what was written is kept as a draft; anywhere else it was done.
          const back = (b.headers.location ?? '').split('?')[0];
          if (b.status < 400 && ![page.split('?')[0], f.action.split('?')[0]].includes(back)) {
            complain(`a form taken ${what}: ${f.action}`, 'POST', `${f.action}: ${b.status} ${back}`);
          }
        }
      }
    }
  }
}

// ---- in between ----

const isSelf = (method, path) => method === 'POST' && role === 'administrator' && new RegExp(`^/staff/${own}(/|$|\\?)`).test(path);

async function main() {
  await signIn();
  const { rooms, found } = await explore();
  const save = () => writeFileSync(join(folder, 'seen.json'),
    JSON.stringify({ role, rooms, pages: found.length, signedIn, formsTried, formRequests, met, wrong }, null, 1));
  await attackForms(found);
  save();
  const server = http.createServer((q, r) => {
    const parts = [];
    q.on('data', p => parts.push(p));
    q.on('error', () => r.destroy());
    q.on('end', async () => {
      if (q.url.startsWith('/logout') || isSelf(q.method, q.url)) return r.writeHead(404).end();
      try {
        const { connection, cookie: theirs, 'content-length': length, 'transfer-encoding': coding, ...headers } = q.headers;
        const a = await ask(q.method, q.url, headers, Buffer.concat(parts));
        note(q.method, q.url, a);
        const out = { ...a.headers };
        delete out['transfer-encoding'];
        delete out.connection;
        r.writeHead(a.status, out).end(a.body);
      } catch (e) {
        complain(`no answer: ${e.code ?? e.message}`, q.method, q.url);
        r.destroy();
      }
    });
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
  const timer = setInterval(save, 5000);
  process.on('SIGTERM', () => { clearInterval(timer); save(); process.exit(0); });
}

main().catch(e => { console.error(`between: ${e.message}`); process.exit(1); });
