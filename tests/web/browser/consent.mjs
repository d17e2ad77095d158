// The question pages of a consent, played as an employee fills them in.
import assert from 'node:assert/strict';
import { heading } from './play.mjs';

const next = page => page.getByRole('button', { name: 'Spara och fortsätt' }).click();

// From the case to the page with all answers. `see(name)` is called on every page.
export async function writeConsent(page, { items = ['attendance', 'intervention', 'goal', 'message'],
  custody = 'sole-1', maturity = 'mature', way = 'paper', words = '', days = 0, see = async () => {} } = {}) {
  assert.equal(await heading(page), 'Be om samtycke');
  await see('start');
  await page.getByRole('button', { name: 'Börja' }).click();
  assert.equal(await heading(page), 'Vad ska få lämnas?');
  await see('what');
  await next(page);
  assert.match(await page.title(), /^Fel: /, 'nothing chosen is a mistake');
  for (const i of items) await page.locator(`#item_${i}`).check();
  await next(page);
  await see('to');
  if (await page.locator('#peer').inputValue() === '') await page.locator('#peer').selectOption({ index: 1 });
  await next(page);
  await see('purpose');
  await page.locator('input[name=purpose][value=followup]').check();
  await next(page);
  await see('until');
  const until = days > 0 ? new Date(Date.now() + days * 86400000).toISOString().slice(0, 10) : await page.locator('#until').inputValue();
  await page.locator('#until').fill('2001-01-01');
  await next(page);
  assert.match(await page.title(), /^Fel: /, 'a day that has been is a mistake');
  assert.equal(await page.locator('#until').inputValue(), '2001-01-01', 'what was typed stays');
  await page.locator('#until').fill(until);
  await next(page);
  await see('about');
  await next(page);
  await see('custody');
  await page.locator(`input[name=custody][value=${custody}]`).check();
  await next(page);
  await see('maturity');
  await page.locator(`input[name=maturity][value=${maturity}]`).check();
  await next(page);
  assert.match(await page.title(), /^Fel: /, 'a judgement needs its reason');
  await page.locator('#maturity_why').fill('Kan berätta vad det betyder med egna ord.');
  await next(page);
  assert.equal(await heading(page), 'De här behöver säga ja');
  await see('who');
  await page.getByRole('button', { name: 'Fortsätt' }).click();
  await see('child');
  await page.locator('#childs_view').fill(words);
  await next(page);
  await see('interpreter');
  await next(page);
  await see('way');
  await page.locator(`input[name=way][value=${way}]`).check();
  await next(page);
  while (await heading(page) === 'Får vårdnadshavaren se vad som finns om barnet?') { // for each
    await see('insight');
    await next(page);
    assert.match(await page.title(), /^Fel: /);
    await page.locator('input[name=insight][value=yes]').check();
    await page.locator('#insight_why').fill('Barnet bor där och berättar allt hemma.');
    await next(page);
  }
  assert.equal(await heading(page), 'Kontrollera innan du frågar');
  await see('check');
}

export async function askConsent(page) {
  await page.getByRole('button', { name: 'Ställ frågan' }).click();
  assert.equal(await heading(page), 'Samtycke: väntar på svar');
}

// Writes in everybody's yes on paper; ends at the list of consents.
export async function allSayYes(page) {
  while (await heading(page) === 'Samtycke: väntar på svar') {
    await page.locator('input[name=who]').first().check();
    await page.locator('input[name=answer][value=yes]').check();
    await page.locator('input[name=how][value=paper]').check();
    await page.getByRole('button', { name: 'Spara svaret' }).click();
  }
  assert.match(await page.locator('[role=status]').innerText(), /sparade/);
}
