// What somebody writes is not lost when the session ends, and nobody else ever sees it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { newPage } from './browser.mjs';
import { signIn } from './play.mjs';

// As when half an hour has gone without a request. The server is waited for while it writes.
const sql = (world, bank, statement) =>
  execFileSync('sqlite3', ['-cmd', '.timeout 5000', join(world.dir, bank, 'bank.db'), statement], { encoding: 'utf8' });
const endSessions = (world, bank) => sql(world, bank, 'UPDATE web_session SET seen_time = seen_time - 3600000');

const secret = 'Sömnen har blivit bättre <i>"nu"</i> & framåt.';
const fill = async (p, text = secret) => {
  await p.locator('input[name=day]').fill('2026-11-20');
  await p.locator('textarea[name=agreed]').fill(text);
};
const shoot = (p, shots, name) => shots && p.screenshot({ path: join(shots, `${name}.png`), fullPage: true });

export async function playDrafts({ step, world, browser, shots, casePath, kurator, leader, note }) {
  const form = casePath + '/meetings/new';
  const at = path => world.at('school', path);
  const send = p => p.locator('main form button[type=submit]:not([name])').last();
  const body = p => p.locator('body').innerText();

  await step('the session ends in the middle of writing: nothing is lost', async () => {
    const p = await newPage(browser);
    await signIn(p, world, 'school', kurator);
    await p.goto(at(form));
    await fill(p);
    endSessions(world, 'school');
    await Promise.all([p.waitForLoadState('load'), send(p).click()]);
    assert.equal(await p.locator('h1').innerText(), 'Du har blivit utloggad');
    assert.ok(!(await body(p)).includes('Sömnen'), 'the text is not shown to whoever sits there now');
    await shoot(p, shots, 'draft-signed-out-1100-light');

    // Somebody else signs in at the same computer, by the same link.
    const other = await p.context().newPage();
    await other.goto(p.url());
    await other.goto(at(await p.getByRole('link', { name: 'Logga in' }).getAttribute('href')));
    await other.getByRole('button', { name: leader }).click();
    assert.equal(new URL(other.url()).pathname, form, 'who leads the unit may open the form');
    assert.equal(await other.locator('textarea[name=agreed]').inputValue(), '');
    assert.ok(!(await other.content()).includes('Sömnen'));
    for (const path of ['/', '/sessions']) {
      await other.goto(at(path));
      assert.ok(!(await other.content()).includes(form), `${path} says that there is a draft`);
    }
    await other.close();

    // The one who wrote it.
    await p.getByRole('link', { name: 'Logga in' }).click();
    await p.getByRole('button', { name: kurator }).click();
    assert.equal(new URL(p.url()).pathname, form, 'back on the same page');
    assert.equal(await p.locator('textarea[name=agreed]').inputValue(), secret);
    assert.equal(await p.locator('input[name=day]').inputValue(), '2026-11-20');
    assert.match(await p.locator('[role=status]').innerText(), /Det du skrev är kvar/);
    await shoot(p, shots, 'draft-back-1100-light');
    await p.setViewportSize({ width: 320, height: 800 });
    await shoot(p, shots, 'draft-back-320-light');
    await p.context().close();
  });

  await step('a form from before the new sign-in keeps its text too', async () => {
    const p = await newPage(browser);
    await signIn(p, world, 'school', kurator);
    await p.goto(at(form));
    await fill(p, 'Skrivet i den gamla fliken.');
    const second = await p.context().newPage();
    await signIn(second, world, 'school', kurator);
    await Promise.all([p.waitForNavigation(), send(p).click()]);
    assert.equal(new URL(p.url()).pathname, form);
    assert.equal(await p.locator('textarea[name=agreed]').inputValue(), 'Skrivet i den gamla fliken.');
    await signIn(second, world, 'school', leader);
    await fill(p, 'Skrivet av den förra.');
    await Promise.all([p.waitForNavigation(), send(p).click()]);
    assert.match(await p.locator('h1').innerText(), /hörde till en annan inloggning/);
    await p.goto(at(form));
    assert.ok(!(await p.content()).includes('Skrivet'), 'another user gets nothing of it');
    await p.context().close();
  });

  await step('a draft is saved, found on the first page, sent, and gone', async () => {
    const p = await newPage(browser);
    await signIn(p, world, 'school', kurator);
    await p.goto(at(form));
    assert.equal(await p.locator('textarea[name=agreed]').inputValue(), 'Skrivet av den förra.');
    await p.getByRole('button', { name: 'Kasta utkastet' }).click();
    assert.equal(await p.locator('textarea[name=agreed]').inputValue(), '');
    await p.locator('textarea[name=agreed]').fill('Bara början');
    await p.getByRole('button', { name: 'Spara utkast' }).click();
    assert.match(await p.locator('[role=status]').innerText(), /Ditt utkast är sparat/);
    assert.equal(await p.locator('textarea[name=agreed]').inputValue(), 'Bara början');
    note('school', kurator, p, 'draft-form');
    await p.goto(at('/'));
    await shoot(p, shots, 'draft-start-1100-light');
    await p.locator(`a[href="${form}"]`).first().click();
    assert.equal(await p.locator('textarea[name=agreed]').inputValue(), 'Bara början');
    const rows = sql(world, 'school', "SELECT count(*), sum(instr(CAST(sealed AS TEXT), 'rjan') > 0), sum(person_id > 0) FROM web_draft").trim();
    assert.equal(rows, '1|0|1', 'sealed, and with the key of the child');
    await p.goto(at('/sessions'));
    assert.equal(await p.locator(`a[href="${form}"]`).count(), 1);
    note('school', kurator, p, 'sessions');
    await p.context().close();
  });

  await step('the session ends where a letter is looked over: what was written comes back', async () => {
    const p = await newPage(browser);
    const letter = casePath + '/letter?kind=message';
    await signIn(p, world, 'school', kurator);
    await p.goto(at(letter));
    await p.locator('input[name=purpose][value=followup]').check();
    await p.locator('textarea[name=text]').fill('Vi behöver ses igen.');
    await p.locator('input[name=others]').first().check();
    await p.locator('input[name=holder][value=other]').check();
    await p.getByRole('button', { name: 'Se vad lagen säger' }).click();
    assert.equal(await p.locator('h1').innerText(), 'Kontrollera innan du skickar');
    const areas = p.locator('main form textarea');
    const count = await areas.count();
    for (let i = 0; i < count; i++) await areas.nth(i).fill(`Bedömning ${i}`);
    endSessions(world, 'school');
    const button = await p.locator('button[name=step][value=send]').count() > 0 ? p.locator('button[name=step][value=send]')
      : p.getByRole('button', { name: 'Spara utkast' });
    await button.click();
    await p.getByRole('link', { name: 'Logga in' }).click();
    await p.getByRole('button', { name: kurator }).click();
    assert.equal(new URL(p.url()).pathname + new URL(p.url()).search, letter);
    assert.ok(await p.locator('input[name=purpose][value=followup]').isChecked());
    assert.equal(await p.locator('textarea[name=text]').inputValue(), 'Vi behöver ses igen.');
    await p.getByRole('button', { name: 'Se vad lagen säger' }).click();
    assert.equal(await p.locator('h1').innerText(), 'Kontrollera innan du skickar');
    for (let i = 0; i < count; i++) assert.equal(await areas.nth(i).inputValue(), `Bedömning ${i}`);
    await p.goto(at(letter));
    if (await p.getByRole('button', { name: 'Kasta utkastet' }).count() > 0) await p.getByRole('button', { name: 'Kasta utkastet' }).click();
    await p.context().close();
  });

  await step('own sessions can be ended from another browser', async () => {
    const [here, there] = [await newPage(browser), await newPage(browser)];
    await signIn(here, world, 'school', kurator);
    await signIn(there, world, 'school', kurator);
    await here.goto(at('/sessions'));
    assert.match(await here.locator('.sessions').innerText(), /Chrome, Linux \(den här\)/);
    await here.getByRole('button', { name: 'Logga ut alla andra' }).click();
    assert.equal(await here.locator('.sessions li').count(), 1);
    await there.goto(at('/cases'));
    assert.equal(new URL(there.url()).pathname, '/login');
    assert.equal(new URL(there.url()).searchParams.get('next'), '/cases');
    await here.goto(at('/cases'));
    assert.equal(new URL(here.url()).pathname, '/cases');
    await here.context().close();
    await there.context().close();
  });

  await step('the administrator ends the sessions of an employee', async () => {
    const [p, theirs] = [await newPage(browser), await newPage(browser)];
    const admin = world.staff('school').find(s => s.role === 'administrator').person;
    await signIn(theirs, world, 'school', kurator);
    await signIn(p, world, 'school', admin);
    await p.goto(at('/staff/sessions'));
    note('school', admin, p, 'staff-sessions');
    await p.getByRole('button', { name: `Logga ut ${kurator}` }).click();
    assert.equal(await p.getByRole('button', { name: `Logga ut ${kurator}` }).count(), 0);
    await theirs.goto(at('/cases'));
    assert.equal(new URL(theirs.url()).pathname, '/login');
    await p.context().close();
    await theirs.context().close();
  });

  await step('the page warns before the session ends, and lets it go on', async () => {
    const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, locale: 'sv-SE' }); // with the page's policy
    const p = await context.newPage();
    const blocked = [];
    p.on('console', m => { if (m.type() === 'error') blocked.push(m.text()); });
    await p.clock.install();
    await signIn(p, world, 'school', kurator);
    await p.goto(at(form));
    assert.match(await p.locator('footer').innerText(), /Du loggas ut klockan \d\d:\d\d/);
    const warning = p.locator('#session-warning');
    assert.ok(!await warning.isVisible());
    await p.clock.fastForward(26 * 60 * 1000);
    await warning.waitFor({ state: 'visible' });
    assert.match(await warning.innerText(), /Du loggas snart ut/);
    await shoot(p, shots, 'session-warning-1100-light');
    await p.getByRole('button', { name: 'Fortsätt vara inloggad' }).click();
    await warning.waitFor({ state: 'hidden' });
    await p.clock.fastForward(26 * 60 * 1000);
    await warning.waitFor({ state: 'visible' });
    await p.getByRole('button', { name: 'Fortsätt vara inloggad' }).click(); // the same form once more
    await warning.waitFor({ state: 'hidden' });
    await p.locator('textarea[name=agreed]').fill('Mitt i');
    await p.clock.fastForward(31 * 60 * 1000);
    await p.getByText('Du har loggats ut. Det du har skrivit är kvar').waitFor();
    assert.equal(await p.locator('textarea[name=agreed]').inputValue(), 'Mitt i', 'what is being written stays');
    await p.goto(at(casePath));
    await p.clock.fastForward(31 * 60 * 1000);
    await p.waitForURL(/\/login\?next=/); // nobody sits there: the page of a child does not stay
    assert.deepEqual(blocked, []);
    await context.close();
  });

  await step('what was sent is no draft any more', async () => {
    const p = await newPage(browser);
    await signIn(p, world, 'school', kurator);
    await p.goto(at(casePath + '/close'));
    await p.getByLabel('Anteckning').fill('Ännu inte');
    await p.getByRole('button', { name: 'Spara utkast' }).click();
    assert.equal(await p.getByLabel('Anteckning').inputValue(), 'Ännu inte');
    const before = sql(world, 'school', 'SELECT count(*) FROM web_draft').trim();
    await p.goto(at(form));
    await p.locator('textarea[name=agreed]').fill('Nu är det klart');
    for (const name of ['kind', 'held', 'identified']) await p.locator(`input[name=${name}]`).first().check();
    await p.locator('input[name=day]').fill('2026-11-20');
    for (const box of await p.locator('main form input[type=checkbox]').all()) await box.check();
    await Promise.all([p.waitForNavigation(), send(p).click()]);
    assert.notEqual(new URL(p.url()).pathname, form, await p.locator('main').innerText());
    assert.equal(Number(sql(world, 'school', 'SELECT count(*) FROM web_draft').trim()), Number(before) - 1);
    await p.goto(at(form));
    assert.equal(await p.locator('textarea[name=agreed]').inputValue(), '');
    await p.goto(at(casePath + '/close'));
    await p.getByRole('button', { name: 'Kasta utkastet' }).click();
    await p.context().close();
  });
}
