// node pages.mjs BRYGGA [SCREENSHOT-FOLDER]
// Walks the main path in two banks with a real browser – signal, case, consent, letter, acceptance,
// follow-up – and looks every page over with axe at 1100 and 320 px, light and dark.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { playAccess } from './access.mjs';
import { playCasework, playClosing, playDeadlines, playSip, playSocialLetters } from './casework.mjs';
import { playDrafts } from './drafts.mjs';
import { highContrast, keyboard, newPage, overflows, useAxe, violations, zoomed } from './browser.mjs';
import { allSayYes, askConsent, writeConsent } from './consent.mjs';
import { playLaw } from './law.mjs';
import { heading, play, signIn } from './play.mjs';
import { playSchool } from './school.mjs';
import { playGuardian } from './guardian.mjs';
import { contrast, spaced } from './wcag.mjs';

const [brygga, shots] = process.argv.slice(2);
const seen = new Map(); // path → what it is, by bank and person
const note = (bank, person, page, name) => {
  const u = new URL(page.url());
  seen.set(`${name}`, { bank, person, path: u.pathname + u.search });
};

if (shots) mkdirSync(shots, { recursive: true });
await play(brygga, async ({ world, browser, step }) => {
  const page = await newPage(browser);
  let kurator, casePath;

  await step('a kurator sees the signals of the own school and opens a case', async () => {
    for (const s of world.staff('school').filter(s => s.role === 'kurator')) {
      await signIn(page, world, 'school', s.person);
      note('school', s.person, page, 'start');
      await page.getByRole('navigation', { name: 'Huvudmeny' }).getByRole('link', { name: 'Frånvarosignaler' }).click();
      if (await page.locator('tbody tr').count() > 0) {
        kurator = s.person;
        break;
      }
    }
    assert.ok(kurator, 'no school has a signal');
    note('school', kurator, page, 'signals');
    await page.locator('tbody tr a', { hasText: 'Öppna ärende' }).first().click();
    note('school', kurator, page, 'case-open');
    await page.getByRole('button', { name: 'Öppna ärendet' }).click();
    assert.equal(await heading(page), 'Öppna ett ärende');
    assert.match(await page.title(), /^Fel: /);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'errors');
    await page.getByLabel('Anteckning').fill('Ordföljd <b>&"');
    await page.getByRole('button', { name: 'Öppna ärendet' }).click();
    assert.equal(await page.getByLabel('Anteckning').inputValue(), 'Ordföljd <b>&"', 'what was typed stays');
    await page.locator('input[name=reason][value=truancy]').check();
    await page.getByRole('button', { name: 'Öppna ärendet' }).click();
    assert.match(await heading(page), /^Ärende: /);
    assert.match(await page.locator('.why').innerText(), /Du ser detta därför att/);
    casePath = new URL(page.url()).pathname;
  });

  await playAccess({ step, browser, world, kurator, casePath, brygga, shots });

  await playCasework({ step, world, browser, page, shots, kurator, casePath });

  await step('sending the same form twice does its work once', async () => {
    await page.goto(world.at('school', casePath + '/consent'));
    const form = await page.evaluate(() => new URLSearchParams(new FormData(document.querySelector('main form'))).toString());
    const send = () => page.evaluate(async b => (await fetch(location.href, {
      method: 'POST', redirect: 'follow', body: b, headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })).url, form);
    const first = await send(), second = await send();
    assert.equal(first, second);
    assert.match(first, /\/asking\/1$/);
    await page.goto(world.at('school', casePath + '/consent'));
    assert.equal(await page.locator('main a[href^="/asking/"]').count(), 1);
  });

  await step('a form from elsewhere, without its token or with another one is refused', async () => {
    const post = headers => page.request.post(world.at('school', '/journal/verify'), { headers, form: { form_token: '00' }, maxRedirects: 0 });
    assert.equal((await post({ 'sec-fetch-site': 'cross-site' })).status(), 403);
    assert.equal((await page.request.post(world.at('school', casePath + '/close'), {
      headers: { 'sec-fetch-site': 'same-origin' }, form: { reason: 'moved' }, maxRedirects: 0 })).status(), 403);
  });

  await step('a consent is recorded through the form, and mistakes are told', async () => {
    await page.goto(world.at('school', casePath));
    await page.getByRole('link', { name: 'Be om samtycke' }).click();
    const steps = (name) => seen.set(`ask-${name}`, { bank: 'school', person: kurator,
      path: name === 'start' ? casePath + '/consent' : `${new URL(page.url()).pathname}?step=${name}` });
    await writeConsent(page, { words: 'Jag vill att ni pratar med varandra.', see: steps });
    await page.goBack();
    await page.goBack();
    await page.goto(world.at('school', new URL(page.url()).pathname));
    assert.equal(await heading(page), 'Kontrollera innan du frågar', 'going back loses nothing');
    await page.getByRole('link', { name: 'Ändra: Barnets egen åsikt' }).click();
    assert.equal(await page.locator('#childs_view').inputValue(), 'Jag vill att ni pratar med varandra.');
    await page.getByRole('button', { name: 'Spara och fortsätt' }).click();
    await page.goto(world.at('school', casePath + '/consent'));
    await writeConsent(page);
    await askConsent(page);
    note('school', kurator, page, 'ask-wait');
    await page.getByRole('button', { name: 'Spara svaret' }).click();
    assert.match(await page.title(), /^Fel: /);
    await page.goto(world.at('school', casePath + '/consent'));
    await writeConsent(page);
    await askConsent(page);
    await page.getByRole('link', { name: 'Blankett att skriva ut' }).click();
    note('school', kurator, page, 'ask-form');
    await page.goBack();
    await allSayYes(page);
    await page.locator('main tbody a').first().click();
    note('school', kurator, page, 'consent');
    await page.getByRole('link', { name: 'Återkalla: Eleven' }).click();
    assert.match(await page.locator('#withdraw').innerText(), /Eleven återkallar/);
    note('school', kurator, page, 'consent-withdraw');
    await page.goto(world.at('school', casePath + '/consents'));
    note('school', kurator, page, 'case-consents');
  });

  await step('the law is shown before the letter is sent', async () => {
    await page.goto(world.at('school', casePath));
    await page.getByRole('link', { name: 'Skicka brev' }).click();
    note('school', kurator, page, 'letter-kind');
    await page.locator('input[name=kind][value=attendance]').check();
    await page.getByRole('button', { name: 'Fortsätt' }).click();
    note('school', kurator, page, 'letter-form');
    await page.getByRole('button', { name: 'Se vad lagen säger' }).click();
    assert.match(await page.title(), /^Fel: /);
    await page.locator('input[name=purpose][value=followup]').check();
    await page.getByRole('button', { name: 'Se vad lagen säger' }).click();
    assert.equal(await heading(page), 'Kontrollera innan du skickar');
    await useAxe(page);
    assert.deepEqual(await violations(page), []);
    if (shots) await page.screenshot({ path: join(shots, 'letter-check-1100-light.png'), fullPage: true });
    for (const box of await page.locator('input[type=radio][value=met]').all()) await box.check();
    for (const area of await page.locator('form textarea').all()) await area.fill('Behövs för uppföljningen.');
    await page.locator('button[name=step][value=send]').click();
    assert.match(await page.locator('[role=status]').innerText(), /på väg/);
    note('school', kurator, page, 'case-letters');
    await page.locator('#letters + .scroll tbody a').first().click();
    note('school', kurator, page, 'letter');
  });

  await playLaw({ page, browser, world, step, kurator, letter: seen.get('letter').path,
    see: (name, p, person = kurator) => note('school', person, p, name) });

  const social = await newPage(browser);
  const worker = world.staff('social').find(s => s.role === 'skolsocionom').person;
  await step('the other bank accepts the letter and opens a case of its own', async () => {
    await signIn(social, world, 'social', worker);
    for (let i = 0; i < 40; i++) {
      await social.goto(world.at('social', '/letters'));
      if (await social.locator('h2:has-text("Väntar på er") ~ .scroll tbody tr').count() > 0 &&
          await social.getByText('Inga brev väntar').count() === 0) break;
      await social.waitForTimeout(250);
    }
    await social.locator('tbody a').first().click();
    note('social', worker, social, 'inbox-letter');
    if (shots) await social.screenshot({ path: join(shots, 'inbox-waiting-1100-light.png'), fullPage: true });
    await useAxe(social);
    assert.deepEqual(await violations(social), []);
    await social.getByRole('button', { name: 'Ta emot brevet' }).click();
    assert.match(await social.title(), /^Fel: /);
    await social.locator('#need').fill('Vi följer upp insatsen.');
    await social.locator('#create').check();
    await social.getByRole('button', { name: 'Ta emot brevet' }).click();
    if (await heading(social) === 'Öppna ett ärende') {
      await social.locator('input[name=reason][value=absence]').check();
      await social.getByRole('button', { name: 'Öppna ärendet' }).click();
    }
    assert.match(await heading(social), /^Ärende: /);
    note('social', worker, social, 'social-case');
    await social.getByRole('navigation', { name: 'I ärendet' }).getByRole('link', { name: 'Brev' }).click();
    assert.equal(await social.locator('#received + .scroll tbody tr').count(), 1);
    await social.getByRole('navigation', { name: 'I ärendet' }).getByRole('link', { name: 'Översikt' }).click();
  });

  await playGuardian({ step, world, browser, page: social, see: name => note('social', worker, social, name) });

  await step('the follow-up shows the received weeks', async () => {
    await social.goto(world.at('social', seen.get('social-case').path));
    await social.locator('.tasks').getByRole('link', { name: 'Uppföljning' }).click();
    note('social', worker, social, 'social-followup');
    await social.locator('svg.chart').waitFor();
    await page.goto(world.at('school', casePath + '/follow-up'));
    note('school', kurator, page, 'followup');
    await page.locator('svg.chart').waitFor();
  });

  const socialPath = seen.get('social-case').path.replace(/\?.*/, '');
  const seeSocial = (name, p) => note('social', worker, p, name);
  await playDeadlines({ step, world, page: social, shots, casePath: socialPath, see: seeSocial });
  await playSip({ step, world, page: social, shots, casePath: socialPath, see: seeSocial });
  await playSocialLetters({ step, world, social, worker, page, kurator, shots, casePath: socialPath, schoolPath: casePath, see: seeSocial });
  await playClosing({ step, world, page, shots, see: (name, p) => note('school', kurator, p, name) });

  await step('others see nothing: no relation, wrong role, no session', async () => {
    const stranger = world.staff('school').find(s => s.role === 'kurator' && s.person !== kurator);
    const mentor = world.staff('school').find(s => s.role === 'mentor');
    for (const [who, status] of [[stranger, 404], [mentor, 403]]) {
      if (who === undefined) continue;
      const p = await newPage(browser);
      await signIn(p, world, 'school', who.person);
      assert.equal((await p.goto(world.at('school', casePath))).status(), status, who.role);
      await p.context().close();
    }
    const visitor = await newPage(browser);
    await visitor.goto(world.at('school', casePath));
    assert.equal(new URL(visitor.url()).pathname, '/login');
    await visitor.context().close();
  });

  const unit = world.staff('school').find(s => s.person === kurator).unit;
  const leader = world.staff('school').find(s => s.role === 'rektor' && s.unit === unit)?.person ??
    world.staff('school').find(s => s.role === 'elevhalsochef').person;
  await playDrafts({ step, world, browser, shots, casePath, kurator, leader, note });

  await step('everything works without JavaScript and with the page policy', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'sv-SE', viewport: { width: 320, height: 800 } });
    const p = await context.newPage();
    const blocked = [];
    p.on('console', m => { if (/Content Security Policy/.test(m.text())) blocked.push(m.text()); });
    await signIn(p, world, 'school', kurator);
    await p.goto(world.at('school', casePath + '/follow-up'));
    await p.getByRole('button', { name: 'In English' }).click();
    assert.equal(await p.locator('html').getAttribute('lang'), 'en');
    assert.match(await heading(p), /^To do today/);
    await p.getByRole('button', { name: 'Sign out' }).click();
    assert.equal(new URL(p.url()).pathname, '/login');
    assert.deepEqual(blocked, []);
    await context.close();
  });

  await step('the journal tells who read, and that it is whole', async () => {
    const head = world.staff('school').find(s => ['rektor', 'elevhalsochef', 'jurist'].includes(s.role));
    const p = await newPage(browser);
    await signIn(p, world, 'school', head.person);
    await p.goto(world.at('school', '/journal'));
    await p.getByRole('button', { name: 'Kontrollera att loggen är hel' }).click();
    assert.match(await p.locator('[role=status]').innerText(), /Loggen är hel/);
    assert.ok(await p.locator('tbody tr').count() > 10);
    note('school', head.person, p, 'journal');
    await p.context().close();
  });

  await playSchool({ world, browser, step, note });

  seen.set('login', { bank: 'school', person: kurator, path: '/login' });
  seen.set('case', { bank: 'school', person: kurator, path: casePath });
  seen.set('case-timeline', { bank: 'school', person: kurator, path: casePath + '/timeline' });
  seen.set('case-journal', { bank: 'school', person: kurator, path: casePath + '/journal' });
  seen.set('cases', { bank: 'school', person: kurator, path: '/cases?closed=yes' });
  seen.set('letters', { bank: 'social', person: worker, path: '/letters' });
  seen.set('case-close', { bank: 'school', person: kurator, path: casePath + '/close' });
  seen.set('accessibility', { bank: 'school', person: kurator, path: '/accessibility' });
  seen.set('not-found', { bank: 'school', person: kurator, path: '/case/999999' });
  seen.set('social-start', { bank: 'social', person: worker, path: '/' });
  await step('every page at 1100 and 320 px, light and dark: axe finds nothing, nothing overflows, zoom, high contrast and keyboard work', async () => {
    const signedIn = new Map();
    const wrong = [];
    for (const [name, where] of process.env.BRYGGA_LOOK === '0' ? [] : seen) {
      const key = `${where.bank} ${where.person}`;
      if (!signedIn.has(key)) {
        signedIn.set(key, await newPage(browser));
        await signIn(signedIn.get(key), world, where.bank, where.person);
      }
      const p = signedIn.get(key);
      await p.emulateMedia({ colorScheme: 'light' });
      await p.goto(world.at(where.bank, where.path));
      await useAxe(p);
      for (const width of [1100, 320]) {
        await p.setViewportSize({ width, height: 900 });
        for (const dark of [false, true]) {
          await p.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
          const look = `${name}-${width}-${dark ? 'dark' : 'light'}`;
          for (const v of await violations(p, dark)) wrong.push(`${look}: ${v}`);
          for (const o of await overflows(p)) wrong.push(`${look} overflows: ${o}`);
          if (width === 1100) wrong.push(...(await contrast(p)).found.map(w => `${look}: ${w}`));
          else if (!dark) wrong.push(...(await spaced(p)).map(w => `${look}: ${w}`));
          if (shots) await p.screenshot({ path: join(shots, `${look}.png`), fullPage: true });
        }
      }
      await p.emulateMedia({ colorScheme: 'light' });
      for (const w of [...await zoomed(p), ...await highContrast(p)]) wrong.push(`${name}: ${w}`);
      await p.setViewportSize({ width: 1100, height: 900 });
      for (const w of await keyboard(p)) wrong.push(`${name}: ${w}`);
    }
    for (const p of signedIn.values()) {
      wrong.push(...p.problems);
      await p.context().close();
    }
    assert.deepEqual(wrong, []);
  });

  await step('a withdrawn consent stops the next letter', async () => {
    await page.context().clearCookies(); // other plays have ended the session
    await signIn(page, world, 'school', kurator);
    await page.goto(world.at('school', casePath + '/consents'));
    const links = await page.locator('main tbody a').evaluateAll(as => as.map(a => a.getAttribute('href')));
    let withdrawn = 0;
    for (const href of links) {
      await page.goto(world.at('school', href));
      const link = page.locator('a[href*="by=guardian-1"]');
      if (await link.count() === 0) continue;
      await link.click();
      await page.getByRole('button', { name: 'Återkalla' }).click();
      assert.match(await page.locator('[role=status]').innerText(), /återkallat/);
      withdrawn++;
    }
    assert.ok(withdrawn > 0);
    await page.goto(world.at('school', casePath + '/letter?kind=attendance'));
    await page.locator('input[name=purpose][value=followup]').check();
    await page.getByRole('button', { name: 'Se vad lagen säger' }).click();
    assert.equal(await heading(page), 'Kontrollera innan du skickar');
    assert.equal(await page.getByRole('button', { name: 'Skicka brevet', exact: true }).count(), 0);
    if (shots) await page.screenshot({ path: join(shots, 'letter-check-withdrawn-1100-light.png'), fullPage: true });
  });
});
