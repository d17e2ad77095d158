// node family.mjs BRYGGA [SCREENSHOT-FOLDER]
// A guardian and a pupil on a phone: they are asked, answer, see what is kept and who has read,
// take a yes back in two clicks, and leave quickly; a guardian with secrecy against them finds
// nothing. Every page of theirs at 375 and 320 px, light and dark, with axe; the text is easy.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, newPage, overflows, useAxe, violations } from './browser.mjs';
import { askConsent, writeConsent } from './consent.mjs';
import { makeWorld } from './world.mjs';

const [brygga, shots] = process.argv.slice(2);
const LIX_MOST = 35; // LIX under 30 is very easy, 30–40 easy
let failed = false;
const step = async (name, work) => {
  const began = Date.now();
  try {
    await work();
    console.log(`ok   ${name} (${Date.now() - began} ms)`);
  } catch (e) {
    console.log(`FAIL ${name}: ${e.message}`);
    failed = true;
    throw e;
  }
};

const title = page => page.locator('h1').innerText();
const signIn = async (page, world, person) => {
  await page.goto(world.at('school', '/login'));
  await page.getByRole('button', { name: person }).click();
  await page.waitForURL(world.at('school', '/'));
};
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

const world = await makeWorld(brygga);
const browser = await launch();
try {
  const staff = await newPage(browser);
  let casePath, guardian;

  await step('an employee asks a guardian and a pupil, who are to sign in', async () => {
    for (const s of world.staff('school').filter(s => s.role === 'kurator')) {
      await signIn(staff, world, s.person);
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
    assert.match(await title(phone), /^Får vi lämna uppgifter om /);
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
    assert.equal(await title(pupil), 'Får vi lämna uppgifter om dig?');
    assert.doesNotMatch(await pupil.locator('main').innerText(), /Så här säger/);
    await pupil.getByLabel('Ja', { exact: true }).check();
    await pupil.getByRole('button', { name: 'Skicka svaret' }).click();
    await staff.goto(world.at('school', casePath + '/consents'));
    assert.match(await staff.locator('tbody').first().innerText(), /Gäller/);
  });

  const seen = [['my', '/my'], ['my-rights', '/my/rights'], ['my-safe', '/my/safe']];
  await step('both see what is kept and who has read, and nobody else does', async () => {
    await phone.goto(world.at('school', '/my'));
    await phone.locator('.doors a', { hasText: name }).click();
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
          if (shots && (width === 375 || what === 'my-readers')) await phone.screenshot({ path: join(shots, `${look}.png`), fullPage: true });
        }
      }
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
    assert.equal(new URL(p.url()).pathname, '/login');
    await context.close();
    // A page left open until the session has ended: the button still leads away.
    const late = await newPage(browser, { width: 375 });
    await signInFamily(late, world, guardian);
    await late.context().clearCookies();
    await late.getByRole('button', { name: 'Lämna sidan snabbt' }).click();
    assert.equal(new URL(late.url()).pathname, '/away');
    await late.context().close();
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
    await staff.getByRole('button', { name: 'Spara' }).click();
    assert.match(await staff.locator('main').innerText(), /sekretess mot vårdnadshavaren/);
    await useAxe(staff);
    assert.deepEqual(await violations(staff), []);
    await other.goto(world.at('school', '/my'));
    assert.notEqual(new URL(other.url()).pathname, '/my');
    await other.context().close();
  });
} catch (e) {
  if (!failed) {
    console.log(e.stack);
    failed = true;
  }
} finally {
  await browser.close();
  await world.stop();
}
process.exit(failed ? 1 : 0);
