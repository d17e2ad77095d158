// The rooms of the law: the guided question with the back button, rules, matrix, difference, what-if,
// and a decision that opens with its rules.
import assert from 'node:assert/strict';
import { newPage, overflows, useAxe, violations } from './browser.mjs';
import { heading, signIn } from './play.mjs';

const answer = async (page, value) => {
  await page.locator(`input[name=value][value="${value}"]`).check();
  await page.getByRole('button', { name: 'Nästa' }).click();
};

// Also where it is narrow: nothing that axe finds, nothing that runs over the edge.
const narrowToo = async p => {
  for (const width of [1100, 320]) {
    await p.setViewportSize({ width, height: 900 });
    assert.deepEqual(await violations(p), []);
    assert.deepEqual(await overflows(p), []);
  }
  await p.setViewportSize({ width: 1100, height: 900 });
};

// `letter` is the address of a sent letter, `kurator` its sender; `see` notes a page for the walk.
export async function playLaw({ page, browser, world, step, see, kurator, letter }) {
  await step('the guide asks what matters, goes back a question, and ends in an answer', async () => {
    await page.goto(world.at('school', '/law'));
    see('law', page);
    await page.getByRole('link', { name: 'Får jag lämna detta?' }).click();
    see('law-ask', page);
    await page.getByRole('button', { name: 'Nästa' }).click();
    assert.match(await page.title(), /^Fel: /);
    see('law-ask-fault', page);
    await page.goto(world.at('school', '/law/ask'));
    for (const v of ['SKO', 'SOC-O', 'goal_result', 'identified', 'follow_up']) await answer(page, v);
    const sixth = page.url();
    assert.match(await page.locator('legend').innerText(), /skyddade personuppgifter/);
    await answer(page, 'none');
    await page.goBack();
    assert.equal(page.url(), sixth, 'back is a question back');
    await answer(page, 'none');
    await answer(page, 'none'); // nobody else in it
    await page.locator('#value').fill('14');
    see('law-ask-age', page);
    await page.getByRole('button', { name: 'Nästa' }).click();
    for (const v of ['no', 'given', 'mature', 'sole', 'given', 'covers']) await answer(page, v);
    assert.match(await page.locator('main .ds-alert').first().innerText(), /Ja, det får lämnas/);
    assert.match(await page.locator('main').innerText(), /OSL 10:1/);
    assert.match(await page.locator('main').innerText(), /tolkning/);
    see('law-answer', page);
    await page.goto(world.at('school', '/law/ask?answers=from.SOC-M.to.REG.item.family.identification.identified.purpose.follow_up.protection.none'));
    assert.match(await page.locator('main .ds-alert').first().innerText(), /Nej/);
    assert.match(await page.locator('main').innerText(), /gemensamt register/);
    await page.goto(world.at('school', '/law/ask?answers=from.nowhere'));
    assert.equal(new URL(page.url()).search, '', 'answers that are none of ours start again');
  });

  await step('rules, matrix and difference can be read', async () => {
    await page.goto(world.at('school', '/law/rules?doubtful=yes'));
    see('law-rules', page);
    await page.getByRole('link', { name: 'Speglad uppföljning, från skolan' }).click();
    assert.match(await page.locator('main').innerText(), /Ingen jurist har granskat regeln/);
    see('law-rule', page);
    await page.goto(world.at('school', '/law/matrix?from=SOC-O'));
    assert.match(await page.locator('main').innerText(), /Ingen uppgift om en enskild får lämnas till: .*gemensamt register/);
    see('law-matrix', page);
    const csv = await page.request.get(world.at('school', '/law/matrix.csv?at=2027-01-01'));
    assert.match(await csv.text(), /^from,to,item,word,duty,rules\nEMI,/);
    await page.goto(world.at('school', '/law/diff'));
    await page.getByRole('link', { name: '2025-07-01' }).click();
    assert.match(await page.locator('main').innerText(), /Orosanmälan före juli 2025/);
    see('law-diff', page);
  });

  await step('the rooms of the law speak English too', async () => {
    const p = await newPage(browser);
    await signIn(p, world, 'school', kurator);
    await p.getByRole('button', { name: 'In English' }).click();
    const pages = { '/law': /^The law$/, '/law/rules': /^All rules$/, '/law/rule?id=R38': /^Mirrored follow-up/,
      '/law/matrix': /^Who may disclose/, '/law/diff?from=2025-06-30&to=2025-07-01': /^What changes/,
      '/law/ask': /^May I disclose this/,
      '/law/ask?answers=from.SKO.to.SOC-O.item.goal_result.identification.identified.purpose.follow_up&done=yes': /^May I disclose this/ };
    for (const [path, title] of Object.entries(pages)) {
      await p.goto(world.at('school', path));
      assert.match(await heading(p), title, path);
      const text = await p.locator('main').innerText();
      assert.doesNotMatch(text, /får inte lämnas|Lagen den|börjar gälla|Dina svar|Vet inte|tills vidare/, path);
      await useAxe(p);
      assert.deepEqual(await violations(p), [], path);
    }
    await p.context().close();
  });

  await step('a decision opens with the rules that made it', async () => {
    await page.goto(world.at('school', letter));
    await page.getByRole('link', { name: 'Beslutet och reglerna bakom det' }).click();
    assert.match(await heading(page), /^Beslut \d+ om utlämnande/);
    assert.match(await page.locator('main').innerText(), /Samma regler som i dag/);
    see('decision', page);
    const path = new URL(page.url()).pathname;
    const jurist = world.staff('school').find(s => s.role === 'jurist').person;
    const p = await newPage(browser);
    await signIn(p, world, 'school', jurist);
    await p.goto(world.at('school', '/journal?event=decision'));
    await p.locator(`a[href="${path}"]`).click();
    assert.match(await p.locator('main').innerText(), /visas bara för den som arbetar med eleven/);
    assert.equal(await p.locator('.person').count(), 0);
    see('decision-jurist', p, jurist);

    await p.goto(world.at('school', '/law'));
    await p.getByRole('link', { name: 'Vad får följas upp tillsammans, och vad hindrar resten?' }).click();
    assert.equal(await p.locator('table').count(), 2, 'about a child, and figures on a group');
    assert.ok(await p.getByText('samtycke av alla som förfogar över sekretessen').count() > 0);
    await useAxe(p);
    await narrowToo(p);
    see('law-gaps', p, jurist);
    const list = await p.request.get(world.at('school', await p.getByRole('link', { name: 'Hela listan som CSV-fil' }).getAttribute('href')));
    assert.match(await list.text(), /^wanted,title,about,item,/);
    await p.getByRole('link', { name: /^G03 Resultatet av insatserna/ }).first().click();
    assert.match(await p.locator('main').innerText(), /Öppet[\s\S]*Kräver:[\s\S]*Stängt/);
    await useAxe(p);
    await narrowToo(p);
    see('law-gap', p, jurist);
    await p.getByRole('link', { name: 'Till hela listan' }).click();
    await p.locator('#purpose').selectOption('support');
    await p.getByRole('button', { name: 'Visa' }).click();
    assert.match(p.url(), /purpose=support/);
    await p.goto(world.at('school', '/law/gaps?purpose=curiosity'));
    assert.match(await p.title(), /^Fel: /);
    assert.equal((await p.goto(world.at('school', '/law/gap?wanted=G99.family&about=child'))).status(), 404);

    await p.goto(world.at('school', '/law/what-if'));
    await p.getByRole('button', { name: 'Pröva' }).click();
    assert.match(await p.title(), /^Fel: /);
    await p.locator('#text').fill('# Mitt förslag\nrule P1\n  kind: permt\n');
    await p.getByRole('button', { name: 'Pröva' }).click();
    assert.match(await p.locator('main').innerText(), /Rad 3, tecken 9: okänt ord "permt" för kind\.\s+Så rättar du: skriv "permit"/);
    assert.match(await p.locator('#text').inputValue(), /kind: permt/, 'what was typed stays');
    await p.locator('#text').fill('');
    await p.locator('#proposal').selectOption('uppfoljning-utan-samtycke.rules');
    await p.getByRole('button', { name: 'Pröva' }).click();
    const said = await p.locator('main').innerText();
    assert.match(said, /Prövade beslut\s+färre än 5/);
    assert.match(said, /30 av \d+ rutor ändras/);
    await useAxe(p);
    await narrowToo(p);
    see('law-what-if', p, jurist);
    await p.context().close();
    const mine = await newPage(browser);
    await signIn(mine, world, 'school', kurator);
    assert.equal((await mine.goto(world.at('school', '/law/what-if'))).status(), 403);
    await mine.context().close();
  });
}
