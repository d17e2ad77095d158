// node family.mjs BRYGGA [SCREENSHOT-FOLDER]
// A guardian and a pupil on a phone: they are asked, answer, see what is kept and who has read,
// take a yes back in two clicks, and leave quickly; a guardian with secrecy against them finds
// nothing. Every page of theirs at 375 and 320 px, light and dark, with axe; the text is easy.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { highContrast, keyboard, newPage, overflows, useAxe, violations, zoomed } from './browser.mjs';
import { askConsent, writeConsent } from './consent.mjs';
import { heading, play, signIn } from './play.mjs';
import { contrast, spaced } from './wcag.mjs';

const [brygga, shots] = process.argv.slice(2);
const LIX_MOST = 35; // LIX under 30 is very easy, 30–40 easy
const signInFamily = async (page, world, name) => {
  await page.goto(world.at('school', '/login/family'));
  await page.locator('main button', { hasText: name }).first().click();
  await page.waitForURL(world.at('school', '/my'));
};

// Björnsson's LIX of the running text: words a sentence, and the share of words over six letters.
const lix = text => {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const sentences = Math.max(1, (text.match(/[.!?:]+(\s|$)/g) ?? []).length);
  return words.length / sentences + 100 * words.filter(w => w.length > 6).length / Math.max(1, words.length);
};

await play(brygga, async ({ world, browser, step }) => {
  const staff = await newPage(browser);
  let casePath, guardian;

  await step('an employee asks a guardian and a pupil, who are to sign in', async () => {
    for (const s of world.staff('school').filter(s => s.role === 'kurator')) {
      await signIn(staff, world, 'school', s.person);
      await staff.goto(world.at('school', '/signals'));
      if (await staff.locator('tbody tr a', { hasText: 'Öppna ärende' }).count() > 0) break;
    }
    await staff.locator('tbody tr a', { hasText: 'Öppna ärende' }).first().click();
    await staff.locator('input[name=reason][value=refusal]').check();
    await staff.getByRole('button', { name: 'Öppna ärendet' }).click();
    casePath = new URL(staff.url()).pathname;
    await staff.goto(world.at('school', casePath + '/consent'));
    await writeConsent(staff, { way: 'sign-in', words: 'Jag vill att ni pratar med varandra.' });
    await askConsent(staff);
    guardian = (await staff.locator('tbody th').allInnerTexts()).find(t => t !== 'Eleven');
    assert.ok(guardian, 'a guardian is asked');
  });

  const phone = await newPage(browser, { width: 375 });
  await step('the guardian reads on a phone what is asked, waits, and says yes', async () => {
    await signInFamily(phone, world, guardian);
    assert.equal(await phone.locator('.doors').first().locator('a').count(), 1);
    await phone.locator('.doors a').first().click();
    assert.match(await heading(phone), /^Får vi lämna uppgifter om /);
    assert.match(await phone.locator('main').innerText(), /Jag vill att ni pratar med varandra/);
    if (shots) { mkdirSync(shots, { recursive: true }); await phone.screenshot({ path: join(shots, 'my-asking-375.png'), fullPage: true }); }
    await phone.getByRole('button', { name: 'Skicka svaret' }).click();
    assert.match(await phone.title(), /^Fel: /);
    await phone.getByLabel('Fråga mig senare').check();
    await phone.getByRole('button', { name: 'Skicka svaret' }).click();
    assert.match(await phone.locator('[role=status]').innerText(), /vänta/);
    await phone.locator('.doors a').first().click();
    await phone.getByLabel('Ja', { exact: true }).check();
    await phone.getByRole('button', { name: 'Skicka svaret' }).click();
    assert.match(await phone.locator('[role=status]').innerText(), /sparat/);
    await phone.goBack();
    await phone.goto(world.at('school', '/my'));
    assert.match(await phone.locator('main').innerText(), /inget att svara på/);
  });

  const pupil = await newPage(browser, { width: 375 });
  let name;
  await step('the pupil says yes too, and the consent is there', async () => {
    await staff.goto(world.at('school', casePath));
    name = await staff.locator('.person .name').innerText();
    await signInFamily(pupil, world, name);
    await pupil.locator('.doors a').first().click();
    assert.equal(await heading(pupil), 'Får vi lämna uppgifter om dig?');
    assert.doesNotMatch(await pupil.locator('main').innerText(), /Det här säger/);
    await pupil.getByLabel('Ja', { exact: true }).check();
    await pupil.getByRole('button', { name: 'Skicka svaret' }).click();
    await staff.goto(world.at('school', casePath + '/consents'));
    assert.match(await staff.locator('tbody').first().innerText(), /Gäller/);
  });

  const seen = [['my', '/my'], ['my-rights', '/my/rights'], ['my-safe', '/my/safe']];
  await step('both see what is kept and who has read, and nobody else does', async () => {
    await phone.goto(world.at('school', '/my'));
    await phone.locator('main h3 a', { hasText: name }).click();
    const child = new URL(phone.url()).pathname;
    seen.push(['my-child', child]);
    for (const page of ['kept', 'consents', 'letters', 'readers']) {
      assert.equal((await phone.goto(world.at('school', `${child}/${page}`))).status(), 200, page);
      seen.push([`my-${page}`, `${child}/${page}`]);
    }
    assert.match(await phone.locator('.doors').innerText(), /Kurator/);
    await phone.goto(world.at('school', `${child}/kept`));
    assert.match(await phone.locator('main').innerText(), /Närvaro[\s\S]*Borta från lektioner/);
    const other = `/my/child/${Number(child.split('/').pop()) + 1}`;
    assert.equal((await phone.goto(world.at('school', other))).status(), 404);
    assert.equal((await staff.goto(world.at('school', child))).status(), 404);
    assert.equal((await phone.goto(world.at('school', casePath))).status(), 404);
  });

  await step('every page of theirs: axe finds nothing, nothing overflows, the text is easy', async () => {
    const wrong = [];
    for (const [what, path] of seen) {
      await phone.emulateMedia({ colorScheme: 'light' });
      await phone.goto(world.at('school', path));
      await useAxe(phone);
      const text = await phone.locator('main').evaluate(m => [...m.querySelectorAll('p, li')].map(e => e.innerText).filter(t => /[.!?]\s*$/.test(t)).join(' '));
      const value = lix(text);
      if (text.length > 200) console.log(`     LIX ${value.toFixed(0)} ${what}`);
      if (text.length > 200 && value > LIX_MOST) wrong.push(`${what}: LIX ${value.toFixed(0)}`);
      for (const width of [375, 320]) {
        await phone.setViewportSize({ width, height: 800 });
        for (const dark of [false, true]) {
          await phone.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
          const look = `${what}-${width}-${dark ? 'dark' : 'light'}`;
          for (const v of await violations(phone, dark)) wrong.push(`${look}: ${v}`);
          for (const o of await overflows(phone)) wrong.push(`${look} overflows: ${o}`);
          if (width === 320) wrong.push(...(await contrast(phone)).found.map(w => `${look}: ${w}`));
          if (shots && (width === 375 || what === 'my-readers')) await phone.screenshot({ path: join(shots, `${look}.png`), fullPage: true });
        }
      }
      await phone.emulateMedia({ colorScheme: 'light' });
      for (const w of [...await spaced(phone), ...await zoomed(phone), ...await highContrast(phone)]) wrong.push(`${what}: ${w}`);
      await phone.setViewportSize({ width: 375, height: 800 });
      for (const w of await keyboard(phone)) wrong.push(`${what}: ${w}`);
    }
    assert.deepEqual(wrong, []);
  });

  await step('a yes is taken back in two clicks, and it holds at once', async () => {
    await phone.goto(world.at('school', seen.find(s => s[0] === 'my-consents')[1]));
    await phone.getByRole('link', { name: 'Ta tillbaka ditt ja' }).click();
    if (shots) await phone.screenshot({ path: join(shots, 'my-withdraw-375.png'), fullPage: true });
    await phone.getByRole('button', { name: 'Ja, ta tillbaka' }).click();
    assert.match(await phone.locator('[role=status]').innerText(), /tillbakataget/);
    await staff.goto(world.at('school', casePath + '/consents'));
    assert.match(await staff.locator('tbody').first().innerText(), /Återkallat/);
  });

  await step('leaving quickly works without JavaScript, ends the session and shows a calendar', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'sv-SE', viewport: { width: 375, height: 800 } });
    const p = await context.newPage();
    await signInFamily(p, world, guardian);
    await p.getByRole('button', { name: 'Lämna sidan snabbt' }).click();
    assert.equal(new URL(p.url()).pathname, '/away');
    assert.doesNotMatch(await p.content(), /Ängsbro|skola|samtycke/i);
    if (shots) await p.screenshot({ path: join(shots, 'away-375.png'), fullPage: true });
    await p.goBack();
    assert.doesNotMatch(await p.content(), /Ditt barn/);
    await p.goto(world.at('school', '/my'));
    assert.equal(new URL(p.url()).pathname, '/login/family');
    await context.close();
    // A page left open until the session has ended: the button still leads away.
    const late = await newPage(browser, { width: 375 });
    await signInFamily(late, world, guardian);
    await late.context().clearCookies();
    await late.getByRole('button', { name: 'Lämna sidan snabbt' }).click();
    assert.equal(new URL(late.url()).pathname, '/away');
    await late.context().close();
  });

  const social = await newPage(browser);
  const lookAt = async (page, what) => {
    const wrong = [];
    await useAxe(page);
    for (const width of [1100, 320]) {
      await page.setViewportSize({ width, height: 900 });
      for (const dark of [false, true]) {
        await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
        wrong.push(...await violations(page, dark), ...await overflows(page));
        if (shots) await page.screenshot({ path: join(shots, `${what}-${width}-${dark ? 'dark' : 'light'}.png`), fullPage: true });
      }
    }
    await page.emulateMedia({ colorScheme: 'light' });
    wrong.push(...await zoomed(page), ...await highContrast(page));
    if (shots) {
      await page.emulateMedia({ forcedColors: 'active' });
      await page.screenshot({ path: join(shots, `${what}-contrast.png`), fullPage: true });
      await page.emulateMedia({ forcedColors: 'none' });
    }
    await page.setViewportSize({ width: 1100, height: 900 });
    assert.deepEqual([...wrong, ...await keyboard(page)], [], what);
  };

  await step('advice without a name: what could tell who it is is shown, and nothing leaves unassessed', async () => {
    await staff.goto(world.at('school', '/consultations/new'));
    await staff.getByRole('button', { name: 'Kontrollera texten' }).click();
    assert.match(await staff.title(), /^Fel: /);
    if (await staff.locator('#peer').inputValue() === '') await staff.locator('#peer').selectOption({ index: 1 });
    await staff.locator('input[name=age][value="13-15"]').check();
    await staff.locator('input[name=protected][value=no]').check();
    await staff.locator('#worry').fill(`Eleven ${name} är borta två av fem dagar. Ring 070-123 45 67.`);
    await staff.locator('#tried').fill('Samtal med kurator och möte med föräldrarna.');
    await staff.locator('#question').fill('Kan ni erbjuda något innan det blir mer?');
    await lookAt(staff, 'consultation-new');
    await staff.getByRole('button', { name: 'Kontrollera texten' }).click();
    const found = await staff.locator('main').innerText();
    for (const word of [...name.split(' '), '070-123 45 67']) assert.ok(found.includes(`${word}: `), word);
    await lookAt(staff, 'consultation-check');
    await staff.getByRole('button', { name: 'Ändra texten' }).click();
    assert.match(await staff.locator('#worry').inputValue(), /två av fem dagar/, 'what was typed stays');
    await staff.locator('#worry').fill('Eleven är borta två av fem dagar.');
    await staff.getByRole('button', { name: 'Kontrollera texten' }).click();
    assert.match(await staff.locator('main').innerText(), /hittade inget namn/);
    await staff.getByRole('button', { name: 'Skicka frågan' }).click();
    assert.match(await staff.title(), /^Fel: /);
    await staff.locator('#why').fill('Många elever på skolan har det så här.');
    await staff.getByRole('button', { name: 'Skicka frågan' }).click();
    assert.match(await staff.locator('[role=status]').innerText(), /Skickat/);
    await lookAt(staff, 'consultations');
  });

  await step('the other side answers, and the answer comes back', async () => {
    const worker = world.staff('social').find(s => s.role === 'skolsocionom').person;
    await social.goto(world.at('social', '/login'));
    await social.getByRole('button', { name: worker }).click();
    for (let i = 0; i < 40; i++) {
      await social.goto(world.at('social', '/consultations'));
      if (await social.locator('tbody a').count() > 0) break;
      await social.waitForTimeout(250);
    }
    await social.locator('tbody a').first().click();
    await lookAt(social, 'consultation');
    await social.locator('#text').fill('Ring vårt öppna stöd. Ni behöver inte säga namnet.');
    await social.getByRole('button', { name: 'Kontrollera texten' }).click();
    await social.locator('#why').fill('Svaret är allmänt.');
    await social.getByRole('button', { name: 'Skicka svaret' }).click();
    assert.match(await social.locator('main').innerText(), /Ring vårt öppna stöd/);
    for (let i = 0; i < 40; i++) {
      await staff.goto(world.at('school', '/consultations'));
      if (/Besvarad/.test(await staff.locator('tbody').innerText())) break;
      await staff.waitForTimeout(250);
    }
    await staff.locator('tbody a').first().click();
    assert.match(await staff.locator('main').innerText(), /Ring vårt öppna stöd/);
  });

  await step('anybody can tell of what is lacking in accessibility, signed in or not', async () => {
    const visitor = await newPage(browser);
    await visitor.goto(world.at('school', '/accessibility'));
    await visitor.getByRole('button', { name: 'Skicka' }).click();
    assert.match(await visitor.title(), /^Fel: /);
    await visitor.locator('#what').fill('Skärmläsaren läser inte diagrammet.');
    await visitor.getByRole('button', { name: 'Skicka' }).click();
    assert.match(await visitor.locator('[role=status]').innerText(), /Tack/);
    await lookAt(visitor, 'accessibility');
    await signIn(visitor, world, 'school', world.staff('school').find(s => s.role === 'rektor').person);
    await visitor.goto(world.at('school', '/feedback'));
    assert.match(await visitor.locator('main').innerText(), /Skärmläsaren/);
    await lookAt(visitor, 'feedback');
    // the administrator, who opens no person, reads it too and takes it away when it is mended
    await visitor.context().clearCookies();
    await signIn(visitor, world, 'school', world.staff('school').find(s => s.role === 'administrator').person);
    await visitor.locator('main').getByRole('link', { name: 'Synpunkter på tillgängligheten' }).click();
    assert.match(await visitor.locator('main').innerText(), /Skärmläsaren/);
    await visitor.getByRole('button', { name: /Klar, ta bort/ }).click();
    assert.match(await visitor.locator('[role=status]').innerText(), /borttagen/);
    assert.match(await visitor.locator('main').innerText(), /Ingen har skrivit/);
    await visitor.context().clearCookies();
    await signIn(visitor, world, 'school', world.staff('school').find(s => s.role === 'kurator').person);
    assert.equal((await visitor.goto(world.at('school', '/feedback'))).status(), 403);
    await visitor.context().close();
  });

  await step('when the case is closed the family is asked nothing more, and still sees what is kept', async () => {
    await staff.goto(world.at('school', casePath + '/consent'));
    await writeConsent(staff, { way: 'sign-in' });
    await askConsent(staff);
    const p = await newPage(browser, { width: 375 });
    await signInFamily(p, world, guardian);
    const asked = await p.locator('a[href^="/my/asking/"]').first().getAttribute('href');
    await staff.goto(world.at('school', casePath + '/close'));
    await staff.locator('input[name=reason]').first().check();
    await staff.getByRole('button', { name: 'Avsluta ärendet' }).click();
    await p.goto(world.at('school', '/my'));
    assert.match(await p.locator('main').innerText(), /inget att svara på/);
    assert.equal((await p.goto(world.at('school', asked))).status(), 404, 'the question is taken back');
    const at = what => world.at('school', seen.find(s => s[0] === what)[1]);
    await p.goto(at('my-kept'));
    assert.match(await p.locator('main').innerText(), /slutade \d{4}-\d\d-\d\d/);
    assert.equal((await p.goto(at('my-consents'))).status(), 200);
    await staff.goto(world.at('school', casePath));
    await staff.getByText('Öppna ärendet igen').first().click();
    await staff.locator('#note').fill('Frånvaron har kommit tillbaka.');
    await staff.getByRole('button', { name: 'Öppna ärendet igen' }).click();
    await p.goto(at('my-kept'));
    assert.doesNotMatch(await p.locator('main').innerText(), /slutade \d{4}/);
    await p.goto(world.at('school', '/my'));
    assert.match(await p.locator('main').innerText(), /inget att svara på/);
    await p.context().close();
  });

  await step('secrecy against a guardian shuts the room at once', async () => {
    await phone.context().close();
    const other = await newPage(browser, { width: 375 });
    await signInFamily(other, world, guardian);
    await staff.goto(world.at('school', casePath + '/family'));
    await staff.locator('section', { hasText: guardian }).getByRole('link', { name: /Ändra/ }).click();
    await staff.locator('input[name=custody][value=sole]').check();
    await staff.locator('input[name=decides][value=no]').check();
    await staff.locator('#why').fill('Barnet är rädd för föräldern.');
    await staff.locator('#blocked').check();
    if (shots) await staff.screenshot({ path: join(shots, 'case-family-1100.png'), fullPage: true });
    await staff.getByRole('button', { name: 'Spara', exact: true }).click();
    assert.match(await staff.locator('main').innerText(), /sekretess mot vårdnadshavaren/);
    await useAxe(staff);
    assert.deepEqual(await violations(staff), []);
    await other.goto(world.at('school', '/my'));
    assert.notEqual(new URL(other.url()).pathname, '/my');
    await other.context().close();
  });
});
