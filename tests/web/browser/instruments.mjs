// An organiser's own instrument: whoever leads pastes its file, is told line by line what is wrong,
// sees what respondents will see, takes it into use, makes a new version and stops using it.
import assert from 'node:assert/strict';
import { newPage } from './browser.mjs';
import { signIn } from './play.mjs';

const text = version => `instrument lugn
  version: ${version}
  name.sv: Lugn i klassen
  respondents: pupil staff
  score: mean
  direction: higher-is-better
  range: 0..10
  error: none
  licence: Egen, skriven av elevhälsan.

item lugn
  scale: 0..10
  ask.pupil.sv: Hur lugnt är det i klassen?
  ask.staff.sv: Hur lugnt är det i klassen, tycker du?
  low.sv: Inte alls
  high.sv: Mycket`;

export async function playInstruments({ step, world, browser, look, casePage, base, shot }) {
  const chief = await newPage(browser);
  const main = () => chief.locator('main').innerText();

  await step('a manager is told at its line what is wrong, and keeps what was typed', async () => {
    await signIn(chief, world, 'school', world.staff('school').find(s => s.role === 'elevhalsochef').person);
    await chief.goto(world.at('school', '/instruments'));
    look('instruments', chief);
    await chief.getByRole('link', { name: 'Lägg till en skattning' }).click();
    assert.match(await main(), /upphovsrätt/);
    await chief.getByRole('button', { name: 'Granska' }).click();
    assert.match(await chief.title(), /^Fel: /);
    const wrong = text(1).replace('range: 0..10', 'range: 0..12').replace('score: mean', 'score: medel');
    await chief.getByLabel('Filens text').fill(wrong);
    await chief.getByRole('button', { name: 'Granska' }).click();
    assert.match(await chief.locator('#fault').innerText(), /Rad 5, tecken 10: score: ska vara ett av de här orden: mean, sum, gas\.\s+score: medel/);
    assert.equal(await chief.getByLabel('Filens text').inputValue(), wrong);
    await chief.getByLabel('Filens text').fill(wrong.replace('medel', 'mean'));
    await chief.getByRole('button', { name: 'Granska' }).click();
    assert.match(await chief.locator('#fault').innerText(), /frågorna kan tillsammans ge 0\.\.10, men range säger 0\.\.12/);
    look('instrument-new', chief);
    await shot(chief, 'instrument-fault');
  });

  await step('what respondents will see is shown, and the right to use it is asked for', async () => {
    await chief.getByLabel('Filens text').fill(text(1));
    await chief.getByRole('button', { name: 'Granska' }).click();
    assert.match(await main(), /Barnet eller ungdomen[\s\S]*Hur lugnt är det i klassen\?[\s\S]*Lägst: Inte alls\. Högst: Mycket/);
    await shot(chief, 'instrument-preview');
    await chief.getByRole('button', { name: 'Ta i bruk från i dag' }).click();
    assert.match(await chief.locator('.ds-error-summary').innerText(), /Kontrollera att ni får använda frågorna/);
    await chief.locator('#right').check();
    await chief.getByRole('button', { name: 'Ta i bruk från i dag' }).click();
    assert.match(await chief.locator('[role=status]').innerText(), /tagen i bruk/);
    look('instrument', chief);
    await casePage.goto(world.at('school', base + '/measurements'));
    assert.equal(await casePage.getByRole('link', { name: 'Lugn i klassen' }).count(), 1);
  });

  await step('a new version takes over, and what is not used any more cannot be chosen', async () => {
    await chief.getByRole('link', { name: 'Gör en ny version' }).click();
    assert.match(await chief.getByLabel('Filens text').inputValue(), /version: 2/);
    await chief.getByLabel('Filens text').fill(text(1).replace('Mycket', 'Väldigt'));
    await chief.getByRole('button', { name: 'Granska' }).click();
    await chief.locator('#right').check();
    await chief.getByRole('button', { name: 'Ta i bruk från i dag' }).click();
    assert.match(await chief.locator('.ds-error-summary').innerText(), /finns redan med annat innehåll/);
    await chief.getByLabel('Filens text').fill(text(2).replace('Mycket', 'Väldigt'));
    await chief.getByRole('button', { name: 'Granska' }).click();
    assert.match(await main(), /Den tar över efter version 1/);
    await chief.locator('#right').check();
    await chief.getByRole('button', { name: 'Ta i bruk från i dag' }).click();
    await chief.goto(world.at('school', '/instruments'));
    assert.match(await main(), /Lugn i klassen\s+version 1\s+Används inte[\s\S]*Lugn i klassen\s+version 2\s+Används/);
    await chief.getByRole('link', { name: 'Lugn i klassen' }).last().click();
    await chief.getByRole('button', { name: 'Sluta använda' }).click();
    assert.match(await chief.locator('[role=status]').innerText(), /används inte längre/);
    look('instrument-retired', chief);
    await casePage.goto(world.at('school', base + '/measurements'));
    assert.equal(await casePage.getByRole('link', { name: 'Lugn i klassen' }).count(), 0);
    await casePage.getByRole('link', { name: 'Se vad skattningarna frågar om' }).click();
    assert.equal(await casePage.getByRole('link', { name: 'Lägg till en skattning' }).count(), 0, 'others only look');
    assert.equal((await casePage.goto(world.at('school', '/instruments/new'))).status(), 403);
  });
}
