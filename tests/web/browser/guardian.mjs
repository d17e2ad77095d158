// Social services have no school register: whoever works with a case enters the guardians, says
// what they may see, and a guardian then signs in, sees it, and is shut out when it is over.
import assert from 'node:assert/strict';
import { newPage } from './browser.mjs';
import { askConsent, writeConsent } from './consent.mjs';

const MOTHER = '198001012387'; // of the test series

export async function playGuardian({ step, world, browser, page, see }) {
  const casePath = new URL(page.url()).pathname;

  await step('an employee of social services enters a guardian by hand', async () => {
    await page.getByRole('navigation', { name: 'I ärendet' }).getByRole('link', { name: 'Familjen' }).click();
    assert.match(await page.locator('main').innerText(), /Ingen vårdnadshavare är inskriven/);
    await page.getByRole('link', { name: 'Lägg till en vårdnadshavare' }).click();
    await page.getByLabel('Förnamn').fill('Mia <b>&"');
    await page.getByLabel('Vårdnadshavarens personnummer').fill('19800101-238');
    await page.getByRole('button', { name: 'Lägg till', exact: true }).click();
    assert.match(await page.title(), /^Fel: /);
    assert.equal(await page.getByLabel('Förnamn').inputValue(), 'Mia <b>&"', 'what was typed stays');
    assert.equal(await page.locator('.ds-error-summary a').count(), 4);
    await page.getByLabel('Förnamn').fill('Mia');
    await page.getByLabel('Efternamn').fill('Testmor');
    await page.getByLabel('Vårdnadshavarens personnummer').fill(MOTHER);
    await page.locator('input[name=source][value=population]').check();
    await page.locator('input[name=custody][value=sole]').check();
    await page.getByRole('button', { name: 'Lägg till', exact: true }).click();
    assert.match(await page.locator('[role=status]').innerText(), /tillagd/);
    assert.match(await page.locator('.ds-card').innerText(), /Mia Testmor[\s\S]*Utdrag ur folkbokföringen[\s\S]*Inte bedömt ännu/);
    see('social-family');
    await page.goto(world.at('social', casePath + '/family?add=yes'));
    see('social-family-add');
    await page.getByLabel('Vårdnadshavarens personnummer').fill(MOTHER);
    await page.getByLabel('Förnamn').fill('Mia');
    await page.getByLabel('Efternamn').fill('Testmor');
    await page.locator('input[name=source][value=guardian]').check();
    await page.locator('input[name=custody][value=sole]').check();
    await page.getByRole('button', { name: 'Lägg till', exact: true }).click();
    assert.match(await page.locator('.ds-error-summary').innerText(), /redan vårdnadshavare/);
  });

  const phone = await newPage(browser, { width: 320 });
  const signIn = async () => {
    await phone.goto(world.at('social', '/login/family'));
    const button = phone.locator('main button', { hasText: 'Mia Testmor' });
    if (await button.count() === 0) return false;
    await button.first().click();
    await phone.waitForURL(world.at('social', '/my'));
    return true;
  };

  await step('the guardian sees nothing until it is assessed, and then what the law allows', async () => {
    assert.ok(await signIn());
    await phone.locator('main h3 a').click();
    const child = new URL(phone.url()).pathname;
    assert.match(await phone.locator('main').innerText(), /Vi har inte tagit ställning/);
    await phone.goto(world.at('social', `${child}/readers`));
    assert.match(await phone.locator('main').innerText(), /får vi inte visa/);
    await page.goto(world.at('social', casePath + '/family'));
    await page.getByRole('link', { name: 'Ändra: Mia Testmor' }).click();
    assert.match(await page.locator('#change').innerText(), /OSL 12:3[\s\S]*FB 6:11/);
    see('social-family-change');
    await page.locator('input[name=decides][value=yes]').check();
    await page.locator('#why').fill('Barnet bor hos föräldern.');
    await page.getByRole('button', { name: 'Spara', exact: true }).click();
    await phone.reload();
    assert.match(await phone.locator('.doors').innerText(), /Skolsocionom/);
    await phone.goto(world.at('social', `${child}/kept`));
    assert.match(await phone.locator('main').innerText(), /Ärende/);
  });

  await step('the guardian is asked for consent, says yes and takes it back', async () => {
    await page.goto(world.at('social', casePath + '/consent'));
    await writeConsent(page, { way: 'sign-in', maturity: 'not-mature', days: 10 });
    await askConsent(page);
    await phone.goto(world.at('social', '/my'));
    const waits = phone.locator('.doors').first();
    assert.match(await waits.innerText(), /Får vi lämna uppgifter till Ängsbro skola\?\nDet gäller /);
    await waits.locator('a').first().click();
    await phone.getByLabel('Ja', { exact: true }).check();
    await phone.getByRole('button', { name: 'Skicka svaret' }).click();
    assert.match(await phone.locator('[role=status]').innerText(), /sparat/);
    // it ends within thirty days, and that is told
    assert.match(await phone.locator('.ds-card').innerText(), /Ditt ja till Ängsbro skola slutar gälla 20/);
    await phone.getByRole('link', { name: 'Se vad du har sagt ja till' }).click();
    await phone.getByRole('link', { name: 'Ta tillbaka ditt ja' }).click();
    await phone.getByRole('button', { name: 'Ja, ta tillbaka' }).click();
    assert.match(await phone.locator('[role=status]').innerText(), /tillbakataget/);
    assert.doesNotMatch(await phone.locator('main').innerText(), /slutar gälla/);
  });

  await step('who is no guardian any more is shut out at once, and it is seen that it was so', async () => {
    await page.goto(world.at('social', casePath + '/family'));
    await page.getByRole('button', { name: 'Är inte vårdnadshavare längre: Mia Testmor' }).click();
    assert.match(await page.locator('[role=status]').innerText(), /inte vårdnadshavare här längre/);
    assert.match(await page.locator('main').innerText(), /Gäller inte i dag[\s\S]*Mia Testmor/);
    await phone.goto(world.at('social', '/my'));
    assert.notEqual(new URL(phone.url()).pathname, '/my');
    assert.ok(!await signIn());
    await phone.context().close();
  });
}
