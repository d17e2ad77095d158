// node measure.mjs BRYGGA [SCREENSHOT-FOLDER]
// Interventions, the catalogue and its public page, groups, measurements and questionnaires: an
// employee plans and fills in, a pupil answers on a phone, and every page is looked at with axe at
// 1100 and 320 px, light and dark.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { newPage, overflows, useAxe, violations } from './browser.mjs';
import { playInstruments } from './instruments.mjs';
import { heading, play, signIn } from './play.mjs';
import { contrast, spaced } from './wcag.mjs';

const [brygga, shots] = process.argv.slice(2);
if (shots) mkdirSync(shots, { recursive: true });
const seen = []; // [name, address, the signed-in page it is seen with]
const look = (name, page) => seen.push([name, page.url(), page]);

await play(brygga, async ({ world, browser, step }) => {
  world.run('school', 'instrument', 'add', '--shipped');
  world.run('school', 'catalogue', 'import', join(process.env.BRYGGA_SHARE, 'catalogue/school.json'));
  world.run('social', 'catalogue', 'import', join(process.env.BRYGGA_SHARE, 'catalogue/social.json'));
  const page = await newPage(browser);
  let base, waiting;

  await step('an employee opens a case and begins an intervention from the catalogue', async () => {
    for (const k of world.staff('school').filter(s => s.role === 'kurator')) {
      await signIn(page, world, 'school', k.person);
      await page.goto(world.at('school', '/signals'));
      if (await page.locator('tbody tr a', { hasText: 'Öppna ärende' }).count() > 0) break;
    }
    await page.locator('tbody tr a', { hasText: 'Öppna ärende' }).first().click();
    await page.locator('input[name=reason][value=absence]').check();
    await page.getByRole('button', { name: 'Öppna ärendet' }).click();
    base = new URL(page.url()).pathname;
    await page.goto(world.at('school', base + '/interventions/new'));
    await page.getByRole('button', { name: 'Spara insatsen' }).click();
    assert.match(await page.title(), /^Fel: /);
    await page.getByLabel('Mer om insatsen').fill('Tisdagar <b>&');
    await page.getByLabel('Planerat antal').fill('många');
    await page.locator('#entry').selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Spara insatsen' }).click();
    assert.equal(await page.getByLabel('Mer om insatsen').inputValue(), 'Tisdagar <b>&', 'what was typed stays');
    look('intervention-new', page);
    await page.getByLabel('Planerat antal').fill('8');
    await page.getByRole('button', { name: 'Spara insatsen' }).click();
    assert.match(await page.locator('[role=status]').innerText(), /sparad/);
    look('interventions', page);
    await page.locator('main tbody a').first().click();
    await page.getByRole('button', { name: 'Spara tillfället' }).click();
    assert.match(await page.locator('dl').innerText(), /Ett tillfälle blev av/);
    look('intervention', page);
    await page.getByRole('button', { name: 'Avsluta insatsen' }).click();
    assert.match(await page.title(), /^Fel: /);
  });

  await step('questions are planned, printed and filled in together', async () => {
    await page.goto(world.at('school', base + '/measurements/plan'));
    look('measure-plan', page);
    await page.locator('#instrument').selectOption({ label: 'Trygghet i skolan' });
    await page.locator('input[name=respondent][value=pupil]').check();
    await page.getByLabel('Den första är före stödet').check();
    await page.getByRole('button', { name: 'Planera frågorna' }).click();
    assert.match(await page.locator('[role=status]').innerText(), /planerade/);
    await page.getByRole('link', { name: 'På papper' }).click();
    look('measure-paper', page);
    await page.goto(world.at('school', base + '/measurements'));
    await page.getByRole('link', { name: 'Trivsel i skolan' }).click();
    look('measure-fill', page);
    await page.getByRole('button', { name: 'Spara svaren' }).click();
    assert.match(await page.title(), /^Fel: /);
    for (const [on, value, moment] of [['2026-03-02', 3, 'before'], ['2026-05-04', 6, 'during'], ['2026-06-01', 8, 'after']]) {
      await page.goto(world.at('school', base + '/measurements'));
      await page.getByRole('link', { name: 'Trivsel i skolan' }).click();
      await page.locator(`input[name=a0][value="${value}"]`).check();
      await page.locator(`input[name=moment][value=${moment}]`).check();
      await page.getByLabel('Dag för svaren').fill(on);
      await page.getByRole('button', { name: 'Spara svaren' }).click();
    }
    assert.match(await page.locator('.series').innerText(), /Bättre, större än mätfelet/);
    await page.goto(world.at('school', base + '/measurements/goal'));
    await page.locator('#title').fill('Komma till skolan');
    await page.getByLabel('0: Det vi hoppas på').fill('Tre dagar i veckan');
    look('measure-goal', page);
    await page.getByRole('button', { name: 'Spara målet' }).click();
    look('measurements', page);
  });

  await step('the pupil answers on a phone, stops, goes on and sends', async () => {
    const phone = await newPage(browser, { width: 320, javaScript: false });
    const name = (await page.locator('.person .name').innerText()).trim();
    await phone.goto(world.at('school', '/login'));
    const family = phone.getByRole('link', { name: /elev/i }).first();
    if (await family.count() > 0) await family.click();
    await phone.getByRole('button', { name }).first().click();
    await phone.goto(world.at('school', '/my'));
    assert.match(await phone.locator('.doors').first().innerText(), /Trygghet i skolan\n2 frågor\. Svara helst i dag\./);
    look('my-waits', phone);
    await phone.getByRole('link', { name: 'Trygghet i skolan' }).click();
    assert.equal(await heading(phone), 'Trygghet i skolan');
    look('my-questions-first', phone);
    await phone.locator('input[name=a0][value="4"]').check();
    await phone.getByRole('button', { name: 'Nästa' }).click();
    assert.match(await phone.locator('main').innerText(), /Fråga 2 av 2/);
    await phone.getByRole('button', { name: 'Spara och fortsätt senare' }).click();
    assert.match(await phone.locator('.doors').first().innerText(), /Du har börjat/);
    await phone.goto(world.at('school', '/my/questions/1'));
    assert.match(await phone.locator('main').innerText(), /Fråga 2 av 2/, 'one goes on where one was');
    await phone.goto(world.at('school', '/my/questions/1?stop=yes'));
    look('my-questions-stop', phone);
    await phone.goto(world.at('school', '/my/questions/1?step=3'));
    look('my-questions-last', phone);
    waiting = phone;
    await page.goto(world.at('school', base + '/follow-up'));
    look('follow-up-measures', page);
  });

  await step('a manager changes the catalogue, and groups are counted without names', async () => {
    const chief = await newPage(browser);
    await signIn(chief, world, 'school', world.staff('school').find(s => s.role === 'elevhalsochef').person);
    await chief.goto(world.at('school', '/catalogue'));
    look('catalogue', chief);
    await chief.locator('main tbody a').first().click();
    look('catalogue-entry', chief);
    await chief.getByLabel('Så får man hjälpen', { exact: true }).fill('');
    await chief.getByRole('button', { name: 'Spara', exact: true }).click();
    assert.match(await chief.title(), /^Fel: /);
    await page.goto(world.at('school', '/groups'));
    await page.locator('#entry').selectOption({ index: 1 });
    await page.locator('input[name=audience][value=guardians]').check();
    await page.getByLabel('Antal tillfällen hittills').fill('2');
    await page.getByLabel('Antal deltagare hittills').fill('14');
    await page.getByRole('button', { name: 'Spara', exact: true }).click();
    assert.match(await page.locator('main').innerText(), /14 deltagare/);
    look('groups', page);
    await page.locator('main tbody a').first().click();
    look('group-one', page);
  });

  await step('anybody reads the public page, also in English and without JavaScript', async () => {
    const visitor = await newPage(browser, { width: 320, javaScript: false });
    await visitor.goto(world.at('social', '/support'));
    assert.equal((await visitor.context().cookies()).length, 0, 'nobody is remembered');
    await visitor.getByRole('link', { name: 'Jag är ung' }).click();
    assert.doesNotMatch(await visitor.locator('main').innerText(), /Föräldrakurs/);
    look('support', visitor);
    await visitor.getByRole('link', { name: 'In English' }).click();
    assert.equal(await heading(visitor), 'Support for children, young people and parents');
    look('support-en', visitor);
  });

  // A page that only a sent form shows.
  const shot = async (p, name) => {
    const wrong = [];
    await useAxe(p);
    for (const [width, dark] of [[1100, false], [320, false], [320, true]]) {
      await p.setViewportSize({ width, height: 900 });
      await p.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
      wrong.push(...await violations(p, dark), ...await overflows(p), ...await spaced(p), ...(await contrast(p)).found);
      if (shots) await p.screenshot({ path: join(shots, `${name}-${width}-${dark ? 'dark' : 'light'}.png`), fullPage: true });
    }
    await p.setViewportSize({ width: 1100, height: 900 });
    await p.emulateMedia({ colorScheme: 'light' });
    assert.deepEqual(wrong, [], name);
  };
  await playInstruments({ step, world, browser, look, casePage: page, base, shot });

  await step('every page passes axe and fits 320 px, light and dark', async () => {
    const wrong = [];
    for (const [name, address, from] of seen) {
      for (const [width, dark] of [[1100, false], [320, false], [1100, true]]) {
        const p = await newPage(browser, { width, dark });
        await p.context().addCookies(await from.context().cookies());
        await p.goto(address);
        await useAxe(p);
        for (const v of await violations(p, dark)) wrong.push(`${name} ${width} ${dark ? 'dark' : 'light'}: ${v}`);
        for (const o of await overflows(p)) wrong.push(`${name} ${width} overflows: ${o}`);
        wrong.push(...(width === 320 ? await spaced(p) : (await contrast(p)).found).map(w => `${name} ${width} ${dark ? 'dark' : 'light'}: ${w}`));
        wrong.push(...p.problems.map(x => `${name}: ${x}`));
        if (shots) await p.screenshot({ path: join(shots, `${name}-${width}-${dark ? 'dark' : 'light'}.png`), fullPage: true });
        await p.context().close();
      }
    }
    assert.deepEqual(wrong, []);
  });

  await step('the pupil sends the answers and is thanked, and nothing waits', async () => {
    await waiting.goto(world.at('school', '/my/questions/1?step=3'));
    await waiting.getByRole('button', { name: 'Skicka svaren' }).click();
    assert.match(await waiting.locator('[role=status]').innerText(), /Tack\. Dina svar är sparade/);
    assert.match(await waiting.locator('main').innerText(), /inget att svara på/);
  });
});
