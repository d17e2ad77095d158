// The school's rooms, played: signals, the absence staircase, an inquiry from opening to end, the
// causes that only the student health opens, and the follow-up of groups.
import assert from 'node:assert/strict';
import { newPage } from './browser.mjs';
import { heading, signIn } from './play.mjs';

const status = page => page.locator('main [role=status]').innerText();

const today = () => new Date().toLocaleDateString('sv-SE');

export async function playSchool({ world, browser, step, note }) {
  const staff = world.staff('school');
  const page = await newPage(browser);
  let rektor, kurator, pupil, inquiry;
  const at = path => world.at('school', path);

  await step('a rektor filters the signals and goes to a pupil', async () => {
    for (const s of staff.filter(s => s.role === 'rektor')) {
      await signIn(page, world, 'school', s.person);
      await page.goto(at('/signals?doing=none'));
      if (await page.locator('tbody tr').count() > 1) {
        rektor = s;
        break;
      }
    }
    assert.ok(rektor, 'no school with two signals');
    kurator = staff.find(s => s.role === 'kurator' && s.unit === rektor.unit).person;
    rektor = rektor.person;
    const all = await page.locator('tbody tr').count();
    await page.locator('#doing').selectOption('late');
    await page.getByRole('button', { name: 'Visa' }).click();
    assert.match(await page.locator('main').innerText(), /Ingen elev passar urvalet/);
    assert.equal(await page.locator('#doing').inputValue(), 'late', 'the choice stays');
    note('school', rektor, page, 'signals-none');
    await page.goto(at('/signals?doing=none'));
    assert.equal(await page.locator('tbody tr').count(), all);
    await page.locator('tbody tr').last().locator('a').first().click();
    assert.equal(await heading(page), 'Frånvaro och vad som görs');
    pupil = new URL(page.url()).pathname.match(/\d+/)[0];
    note('school', rektor, page, 'absence');
  });

  await step('what is done at a step is kept, and mistakes are told', async () => {
    await page.getByText('Börja på trappan').click();
    await page.locator('#step').selectOption('2');
    await page.locator('#place_on').fill('2199-01-01');
    await page.getByRole('button', { name: 'Spara steget' }).click();
    assert.match(await page.title(), /^Fel: /);
    assert.equal(await page.locator('#place_on').inputValue(), '2199-01-01', 'what was typed stays');
    assert.equal(await page.locator('#step').inputValue(), '2');
    await page.locator('#place_on').fill(today());
    await page.getByRole('button', { name: 'Spara steget' }).click();
    assert.match(await status(page), /Sparat/);
    assert.match(await page.locator('.stair .here').innerText(), /eleven är här/);
    await page.locator('input[name=state][value=not-needed]').check();
    await page.getByRole('button', { name: 'Spara vad som gjorts' }).click();
    assert.match(await page.title(), /^Fel: /, 'what is not needed has a reason');
    await page.locator('input[name=state][value=done]').check();
    await page.locator('#settle_note').fill('Vi pratade <b>länge</b>.');
    await page.getByRole('button', { name: 'Spara vad som gjorts' }).click();
    assert.match(await page.locator('.timeline').innerText(), /gjort[\s\S]*Vi pratade <b>länge<\/b>\./);
    note('school', rektor, page, 'absence-done');
    await page.goto(at('/signals?doing=some'));
    assert.match(await page.locator('tbody').innerText(), /Steg 2[\s\S]*gjort/);
  });

  await step('the staircase is changed from a day on', async () => {
    await page.goto(at('/staircase'));
    note('school', rektor, page, 'staircase');
    await page.getByRole('link', { name: 'Ändra frånvarotrappan' }).click();
    note('school', rektor, page, 'staircase-edit');
    await page.locator('#amount2').fill('mycket');
    await page.getByRole('button', { name: 'Spara trappan' }).click();
    assert.match(await page.title(), /^Fel: /);
    assert.equal(await page.locator('#amount2').inputValue(), 'mycket');
    assert.match(await page.locator('#amount2-error').innerText(), /procent/);
    await page.locator('#amount2').fill('12,5');
    await page.locator('#name7').fill('Uppföljning');
    await page.locator('#work7').fill('Vi ser efter hur det gick.');
    await page.locator('#role7').selectOption('rektor');
    await page.locator('#days7').fill('5');
    await page.getByRole('button', { name: 'Spara trappan' }).click();
    assert.match(await page.locator('section').first().innerText(), /Gäller nu[\s\S]*12,5 %[\s\S]*7\. Uppföljning/);
  });

  await step('an inquiry is opened, the parties heard, and it is reported', async () => {
    await page.goto(at(`/pupil/${pupil}/inquiry`));
    note('school', rektor, page, 'inquiry-open');
    assert.match(await page.locator('main').innerText(), /skollagen 7:19 a/);
    await page.getByRole('button', { name: 'Inled utredningen' }).click();
    assert.match(await status(page), /inledd/);
    inquiry = new URL(page.url()).pathname;
    assert.equal(await page.locator('a', { hasText: 'Öppna orsakerna' }).count(), 0);
    await page.getByRole('link', { name: 'Skriv vem ni har pratat med' }).click();
    note('school', rektor, page, 'inquiry-hearing');
    await page.locator('input[name=party][value=pupil]').check();
    await page.locator('input[name=heard][value=yes]').check();
    await page.locator('#text').fill('Mornarna är svåra.');
    await page.getByRole('button', { name: 'Spara', exact: true }).click();
    assert.match(await page.title(), /^Fel: /, 'how is missing');
    assert.equal(await page.locator('#text').inputValue(), 'Mornarna är svåra.');
    await page.locator('#how').selectOption('meeting');
    await page.getByRole('button', { name: 'Spara', exact: true }).click();
    assert.match(await page.locator('.timeline').innerText(), /eleven, möte i skolan[\s\S]*Mornarna/);
    for (const party of ['guardian', 'student-health']) {
      await page.goto(at(`${inquiry}/hearing`));
      await page.locator(`input[name=party][value=${party}]`).check();
      await page.locator('input[name=heard][value=no]').check();
      await page.locator('#text').fill('Vi har sökt dem två gånger.');
      await page.getByRole('button', { name: 'Spara', exact: true }).click();
    }
    await page.getByRole('link', { name: 'Anmälan att skriva ut' }).click();
    note('school', rektor, page, 'inquiry-report');
    assert.match(await page.locator('article').innerText(), /Elev[\s\S]*Frånvaron/);
    await page.getByRole('button', { name: 'Spara dagen för anmälan' }).click();
    assert.match(await page.locator('.tasks').innerText(), /gjord/);
    await page.goto(at('/'));
    assert.match(await page.locator('main').innerText(), /Utredning av frånvaro\. Kvar: slutsats/);
    note('school', rektor, page, 'start-rektor');
  });

  await step('the causes are for the student health alone', async () => {
    assert.equal((await page.goto(at(`${inquiry}/causes`))).status(), 403);
    const health = await newPage(browser);
    await signIn(health, world, 'school', kurator);
    await health.goto(at(inquiry));
    await health.getByRole('link', { name: 'Öppna orsakerna' }).click();
    note('school', kurator, health, 'inquiry-causes');
    await health.getByRole('button', { name: 'Spara', exact: true }).click();
    assert.match(await health.title(), /^Fel: /);
    await health.locator('input[name=form][value=refusal]').check();
    await health.getByLabel('sömn').check();
    await health.locator('#text').fill('Ont i magen.');
    await health.getByRole('button', { name: 'Spara', exact: true }).click();
    assert.match(await health.locator('.tasks').innerText(), /Antecknade av/);
    assert.ok(!(await health.content()).includes('Ont i magen'), 'never on the inquiry itself');
    await health.getByRole('link', { name: 'Öppna orsakerna' }).click();
    assert.ok(await health.getByLabel('sömn').isChecked());
    assert.equal(await health.locator('#text').inputValue(), 'Ont i magen.');
    await health.context().close();
    for (const path of [inquiry, `${inquiry}/report`, `/pupil/${pupil}/absence`, '/inquiries', '/signals']) {
      await page.goto(at(path));
      assert.ok(!/Ont i magen|skolvägran|sömn/.test(await page.content()), path);
    }
  });

  await step('conclusion, measures and the end', async () => {
    await page.goto(at(`${inquiry}/end`));
    note('school', rektor, page, 'inquiry-end');
    await page.locator('input[name=end][value=completed]').check();
    await page.getByRole('button', { name: 'Avsluta utredningen' }).click();
    assert.match(await page.locator('#errors').innerText(), /Något saknas/);
    await page.goto(at(`${inquiry}/conclusion`));
    note('school', rektor, page, 'inquiry-conclusion');
    await page.locator('input[name=conclusion][value=measures]').check();
    await page.locator('#text').fill('En lugn start på dagen.');
    await page.getByRole('button', { name: 'Spara', exact: true }).click();
    await page.goto(at(`${inquiry}/measure`));
    note('school', rektor, page, 'inquiry-measure');
    await page.locator('#text').fill('Mentor möter vid dörren.');
    await page.locator('#role').selectOption('mentor');
    await page.locator('#due').fill(today());
    await page.getByRole('button', { name: 'Spara', exact: true }).click();
    await page.getByRole('button', { name: /Markera som gjort/ }).click();
    assert.match(await page.locator('.measures').innerText(), /Gjort/);
    note('school', rektor, page, 'inquiry');
    await page.goto(at('/inquiries'));
    note('school', rektor, page, 'inquiries');
    await page.goto(at(`${inquiry}/end`));
    await page.locator('input[name=end][value=completed]').check();
    await page.getByRole('button', { name: 'Avsluta utredningen' }).click();
    assert.match(await status(page), /avslutad/);
  });

  await step('groups are followed up without a small group being shown', async () => {
    const analyst = staff.find(s => s.role === 'analytiker').person;
    const p = await newPage(browser);
    await signIn(p, world, 'school', analyst);
    await p.getByRole('link', { name: 'Uppföljning av grupper' }).click();
    assert.equal(await heading(p), 'Uppföljning av grupper');
    note('school', analyst, p, 'groups');
    for (const n of await p.locator('tbody td:nth-of-type(1)').allInnerTexts()) {
      assert.ok(n === 'x' || Number(n) >= 5, n);
    }
    await p.goto(at('/'));
    note('school', analyst, p, 'start-analyst');
    await p.context().close();
    const chef = world.staff('social').find(s => s.role === 'enhetschef').person;
    const q = await newPage(browser);
    await signIn(q, world, 'social', chef);
    await q.goto(world.at('social', '/follow-up/groups'));
    assert.match(await q.locator('main').innerText(), /ingen jämförelse/);
    note('social', chef, q, 'social-groups');
    await q.context().close();
  });

  await step('the follow-up of a pupil is in English on an English page, and prints clean', async () => {
    await page.goto(at(`/pupil/${pupil}/follow-up`));
    note('school', rektor, page, 'followup-school');
    await page.getByRole('button', { name: 'In English' }).click();
    await page.goto(at(`/pupil/${pupil}/follow-up`));
    const text = await page.locator('main').innerText();
    assert.match(text, /weeks with teaching/);
    assert.ok(!/[Ff]rånvaro|veckor|undervisning/.test(text + await page.locator('svg desc').textContent()), text);
    await page.emulateMedia({ media: 'print' });
    assert.ok(!await page.getByRole('navigation', { name: 'Main menu' }).isVisible());
    assert.ok(await page.getByText(/^Printed /).isVisible());
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: 'På svenska' }).click();
  });
  await page.context().close();
}
