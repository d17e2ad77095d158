// node test.mjs BRYGGA [SCREENSHOT-FOLDER]
// The whole profile against npm's oidc-provider, and every fault of the provider, the browser's
// way and the people: each is refused with a plain page and an entry in the journal.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch, newPage, overflows, useAxe, violations } from './browser.mjs';
import { Browser } from './browser-less.mjs';
import { makeWorld } from './world.mjs';
import { loa2, loa3 } from './provider.mjs';

const world = await makeWorld(process.argv[2]);
const { site, idp } = world;
const shots = process.argv[3];
const callback = new RegExp(`^${site}/login/callback`);
const failures = [];
const step = async (name, work) => {
  const began = Date.now();
  Object.assign(idp.state, { who: 'kalle', acr: loa3, fault: null, rotated: false });
  try {
    await work();
    console.log(`ok   ${name} (${Date.now() - began} ms)`);
  } catch (e) {
    console.log(`FAIL ${name}: ${e.stack}`);
    failures.push(name);
  }
};

const start = (browser, form = { provider: 'skola' }) => browser.send(`${site}/login`, form);
// To the callback, which is not opened yet.
const toCallback = async (browser, form) => browser.follow(await start(browser, form), callback);
const signIn = async (browser, form) => browser.ask((await toCallback(browser, form)).to);
const lastRefusal = () => {
  const [row] = JSON.parse(world.run('journal', 'list', '--event', 'login.refused', '--limit', '1', '--format', 'json')).entries;
  return row?.detail;
};
const isSignedIn = async (browser, path = '/') => (await browser.ask(site + path)).status === 200;

const refused = async (browser, response, reason, provider = 'skola', status = 403) => {
  assert.equal(response.status, status);
  assert.match(response.text_, /<h1/);
  for (const word of ['kalle', 'Kalle', '2129990012', 'oidc', 'nonce', 'issuer', 'token', 'Error']) {
    assert.ok(!response.text_.replace(/csrf_token/g, '').includes(word), `the page says "${word}"`);
  }
  assert.ok(!await isSignedIn(browser), 'somebody is signed in');
  assert.deepEqual([lastRefusal().provider, lastRefusal().reason], [provider, reason]);
};

await step('an employee signs in, and the session is new', async () => {
  const browser = new Browser();
  const login = await browser.ask(`${site}/login?next=/cases`);
  assert.equal(login.status, 200);
  assert.ok(!/name="staff"/.test(login.text_), 'the choice of a person does not exist');
  assert.match(login.headers.get('content-security-policy'), new RegExp(`form-action 'self' ${idp.issuer};`));
  const out = await browser.post(`${site}/login`, login.text_, { provider: 'skola', next: '/cases' });
  const asked = new URL(out.to).searchParams;
  assert.equal(asked.get('response_type'), 'code');
  assert.equal(asked.get('code_challenge_method'), 'S256');
  assert.equal(asked.get('acr_values'), null);
  assert.deepEqual(JSON.parse(asked.get('claims')), { id_token: { acr: { essential: true, values: [loa3, 'http://id.sambi.se/loa/loa3'] } } });
  assert.equal(asked.get('scope'), 'openid https://id.oidc.se/scope/naturalPersonInfo https://id.oidc.se/scope/naturalPersonOrgId');
  for (const name of ['state', 'nonce', 'code_challenge']) assert.match(asked.get(name), /^[\w-]{43}$/);
  const back = await browser.follow(out, callback);
  const done = await browser.ask(back.to);
  assert.equal(done.to, `${site}/cases`, 'where it was asked for');
  const page = await browser.ask(done.to);
  assert.equal(page.status, 200);
  assert.match(page.text_, /Kalle Ek/);
  assert.equal([...browser.jars.get(site).keys()].filter(k => /^login/.test(k)).length, 0, 'the cookie of the way is gone');
});

await step('an answer counts once, and only in the browser that began', async () => {
  const browser = new Browser(), thief = new Browser();
  const back = await toCallback(browser);
  await refused(thief, await thief.ask(back.to), 'state', '');
  assert.equal((await browser.ask(back.to)).status, 303);
  assert.ok(await isSignedIn(browser));
  const again = new Browser();
  await refused(again, await again.ask(back.to), 'state', '');
  const third = new Browser();
  const own = new URL((await toCallback(third)).to);
  own.searchParams.set('state', 'a'.repeat(43));
  await refused(third, await third.ask(own.href), 'state');
  own.searchParams.delete('state');
  await refused(third, await third.ask(own.href), 'state', '');
});

await step('a used code is refused by the provider, and so here', async () => {
  const first = new Browser(), second = new Browser();
  const used = (await toCallback(first)).to;
  await first.ask(used);
  const own = new URL((await toCallback(second)).to);
  own.searchParams.set('code', new URL(used).searchParams.get('code'));
  await refused(second, await second.ask(own.href), 'code');
});

await step('an answer in the name of another provider is a mix-up', async () => {
  for (const iss of ['https://evil.example', null]) {
    const browser = new Browser();
    const own = new URL((await toCallback(browser)).to);
    assert.equal(own.searchParams.get('iss'), idp.issuer);
    if (iss) own.searchParams.set('iss', iss);
    else own.searchParams.delete('iss');
    await refused(browser, await browser.ask(own.href), 'mix-up');
  }
});

await step('breaking off says so', async () => {
  idp.state.who = null;
  const browser = new Browser();
  const answer = await signIn(browser);
  await refused(browser, answer, 'cancelled');
  assert.match(answer.text_, /Inloggningen avbröts/);
});

await step('a key that the provider has changed to is fetched, once a minute at most', async () => {
  idp.state.rotated = true;
  const before = idp.state.keyFetches;
  assert.equal((await signIn(new Browser())).status, 303);
  assert.equal(idp.state.keyFetches, before + 1);
  assert.equal((await signIn(new Browser())).status, 303);
  assert.equal(idp.state.keyFetches, before + 1, 'the new key is known');
});

const reasons = {
  'aud-two': 'aud', 'no-nonce': 'nonce', expired: 'time', 'too-long': 'time', future: 'time', 'no-acr': 'acr',
  'no-kid': 'kid', none: 'alg', hs256: 'alg', crit: 'malformed', garbage: 'malformed', huge: 'unreachable',
};
for (const fault of idp.faults) {
  await step(`ID token with the fault ${fault}`, async () => {
    idp.state.fault = fault;
    const browser = new Browser();
    const fetches = idp.state.keyFetches;
    await refused(browser, await signIn(browser), reasons[fault] ?? fault, 'skola', reasons[fault] === 'unreachable' ? 503 : 403);
    assert.equal(idp.state.keyFetches, fetches, 'no flood of fetched keys');
  });
}
const userinfoReasons = { 'userinfo-sub': 'sub', 'userinfo-other-org': 'claim', 'userinfo-gone': 'unreachable' };
for (const fault of idp.userinfoFaults) {
  await step(`UserInfo with the fault ${fault}`, async () => {
    idp.state.fault = fault;
    const browser = new Browser();
    const reason = userinfoReasons[fault] ?? 'userinfo';
    await refused(browser, await signIn(browser), reason, 'skola', reason === 'unreachable' ? 503 : 403);
  });
}

await step('too low a level of assurance is not let through by an honest provider either', async () => {
  idp.state.acr = loa2;
  const browser = new Browser();
  const answer = await browser.follow(await start(browser), callback);
  assert.ok(!await isSignedIn(browser));
  if (callback.test(answer.to ?? '')) await refused(browser, await browser.ask(answer.to), 'cancelled');
});

await step('employees: only active ones of this authority', async () => {
  for (const [who, reason] of [['unknown', 'unknown'], ['gone', 'unknown'], ['elsewhere', 'claim'], ['nothing', 'claim']]) {
    idp.state.who = who;
    const browser = new Browser();
    const answer = await signIn(browser);
    await refused(browser, answer, reason);
    assert.match(answer.text_, /Du har ingen åtkomst här/);
  }
  idp.state.who = 'both';
  const browser = new Browser();
  assert.equal((await signIn(browser)).status, 303);
  assert.ok(await isSignedIn(browser));
});

await step('families: a guardian of a child with a case, and the child', async () => {
  const family = (browser, as, next = '') => signIn(browser, { provider: 'legitimation', as, next });
  for (const [who, as] of [['guardian', 'guardian'], ['guardian', 'pupil'], ['child', 'pupil'], ['child', 'guardian']]) {
    idp.state.who = who;
    const browser = new Browser();
    assert.equal((await family(browser, as, '/cases')).to, `${site}/my`, 'never to an employee\'s page');
    const page = await browser.ask(`${site}/my`);
    assert.equal(page.status, 200);
    for (const path of ['/cases', '/journal', '/signals']) assert.equal((await browser.ask(site + path)).status, 404);
  }
  for (const [who, reason] of [['stranger', 'unknown'], ['visitor', 'unknown'], ['broken', 'claim'], ['kalle', 'claim']]) {
    idp.state.who = who;
    const browser = new Browser();
    const answer = await family(browser, 'guardian');
    await refused(browser, answer, reason, 'legitimation');
    assert.ok(!answer.text_.includes('1990'), 'no number on the page');
  }
  const entries = world.run('journal', 'list', '--format', 'csv', '--limit', '1000');
  for (const number of Object.values(world.numbers)) assert.ok(!entries.includes(number), 'a number in the journal');
});

await step('signing out ends the session here and at the provider', async () => {
  const browser = new Browser();
  await signIn(browser);
  const page = await browser.ask(site + '/');
  const out = await browser.post(site + '/', page.text_, {}, '/logout');
  assert.equal(out.status, 303);
  assert.match(out.headers.get('clear-site-data'), /"storage"/);
  const asked = new URL(out.to);
  assert.equal(asked.origin + asked.pathname, `${idp.issuer}/session/end`);
  assert.equal(asked.searchParams.get('post_logout_redirect_uri'), `${site}/login`);
  assert.ok(!await isSignedIn(browser));
  const question = await browser.ask(out.to);
  assert.equal(question.status, 200);
  const [, action] = /action="([^"]+)"/.exec(question.text_), [, xsrf] = /name="xsrf" value="([^"]+)"/.exec(question.text_);
  const ended = await browser.ask(action, { method: 'POST', body: new URLSearchParams({ xsrf, logout: 'yes' }) });
  assert.equal(ended.to, `${site}/login`, 'the provider knew the session by its ID token');
});

await step('in Chromium, with the page\'s policy: in, out at the provider, and every page looked over', async () => {
  const chromium = await launch();
  try {
    const context = await chromium.newContext({ locale: 'sv-SE', viewport: { width: 1100, height: 900 } });
    const page = await context.newPage();
    const blocked = [];
    page.on('console', m => { if (/Content Security Policy|Refused/.test(m.text())) blocked.push(m.text()); });
    await page.goto(`${site}/cases`);
    assert.equal(page.url(), `${site}/login?next=%2Fcases`);
    await page.getByRole('button', { name: 'Logga in med Tjänstelegitimation' }).click();
    await page.waitForURL(`${site}/cases`);
    await page.getByRole('button', { name: 'Logga ut' }).click();
    await page.waitForURL(/\/session\/end/);
    await page.getByRole('button', { name: 'Yes' }).click();
    await page.waitForURL(`${site}/login`);
    idp.state.who = 'guardian';
    await page.getByRole('button', { name: 'Logga in som vårdnadshavare med E-legitimation' }).click();
    await page.waitForURL(`${site}/my`);
    idp.state.who = 'unknown';
    await page.goto(`${site}/login`);
    await page.getByRole('button', { name: 'Logga in med Tjänstelegitimation' }).click();
    await page.getByRole('heading', { name: 'Du har ingen åtkomst här' }).waitFor();
    assert.deepEqual(blocked, []);
    const wrong = [];
    for (const width of [1100, 320]) {
      for (const dark of [false, true]) {
        const p = await newPage(chromium, { width, dark });
        for (const [name, path] of [['login-real', '/login'], ['login-family', '/login/family'], ['login-refused', '/login/callback']]) {
          await p.goto(site + path);
          await useAxe(p);
          const look = `${name}-${width}-${dark ? 'dark' : 'light'}`;
          for (const v of [...await violations(p, dark), ...await overflows(p)]) wrong.push(`${look}: ${v}`);
          if (shots) await p.screenshot({ path: join(shots, `${look}.png`), fullPage: true });
        }
        await p.context().close();
      }
    }
    assert.deepEqual(wrong, []);
  } finally {
    await chromium.close();
  }
});

await step('the choice of a person does not exist', async () => {
  const browser = new Browser();
  const login = await browser.ask(`${site}/login`);
  assert.equal((await browser.post(`${site}/login`, login.text_, { staff: '1' }, '/login')).status, 404);
  assert.equal((await browser.post(`${site}/login`, login.text_, { guardian: '1' }, '/login/family')).status, 404);
  assert.equal((await browser.post(`${site}/login`, login.text_, { provider: 'nobody' })).status, 404);
  assert.ok(!/Demonstration/.test(login.text_));
});

await step('the bank\'s own keys can be fetched, and never their secrets', async () => {
  const { keys } = await (await fetch(`${site}/login/keys`)).json();
  assert.deepEqual(keys.map(k => k.alg).sort(), ['ES256', 'RS256']);
  for (const key of keys) for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) assert.ok(!(secret in key));
});

await step('check tells what is wrong with the configuration', async () => {
  const look = async () => JSON.parse(await world.ask('check', '--format', 'json')).lines;
  assert.ok((await look()).some(l => l.area === 'sign-in' && l.level === 'ok' && /skola answers/.test(l.text)));
  const file = join(world.dir, 'bank/bank.conf'), text = readFileSync(file, 'utf8');
  for (const [from, to, wrong] of [
    ['provider.skola.acr', 'provider.skola.arc', /no such setting/],
    [/provider\.skola\.acr.*\n/, '', /acr is missing/],
    [/provider\.skola\.issuer.*\n/, 'provider.skola.issuer = http://idp.example\n', /issuer must be https/],
    [/public_url = .*\n/, 'public_url =\n', /where people come back to/],
  ]) {
    writeFileSync(file, text.replace(from, to));
    assert.ok((await look()).some(l => l.level === 'error' && wrong.test(l.text) && l.remedy), String(wrong));
  }
  writeFileSync(file, text.replace(/(provider\.skola\.issuer = ).*\n/, '$1http://127.0.0.1:9\n'));
  assert.ok((await look()).some(l => l.area === 'sign-in' && l.level === 'warn' && /skola.*does not answer/.test(l.text)));
  writeFileSync(file, text);
});

await step('a provider that is away', async () => {
  await world.stopServer();
  const file = join(world.dir, 'bank/bank.conf'), text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/(provider\.skola\.issuer = ).*\n/, '$1http://127.0.0.1:9\n'));
  await world.start();
  const browser = new Browser();
  await refused(browser, await start(browser), 'unreachable', 'skola', 503);
  writeFileSync(file, text);
});

await world.stop();
// What the tests do wrong on purpose makes errors of the provider too.
const unexpected = idp.errors.filter(e => !/grant request is invalid|invalid_grant/.test(`${e.message} ${e.error}`));
if (unexpected.length > 0) {
  console.log('FAIL the provider met errors of its own:', unexpected.slice(0, 3).map(e => e.stack));
  failures.push('provider');
}
if (failures.length > 0) {
  console.log(`${failures.length} of the steps failed`);
  process.exit(1);
}
