// The working days of a case, played in two banks: survey, plan, meeting, deadlines, letter, answer,
// review, hand-over, letters from the social bank, closing and opening again, with what goes wrong on
// the way. Called by pages.mjs with a case that is open in the school's bank.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { look, newPage } from './browser.mjs';
import { allSayYes, askConsent, writeConsent } from './consent.mjs';
import { heading, signIn } from './play.mjs';

const iso = days => new Date(Date.now() + days * 86400000).toLocaleDateString('sv-SE');

export async function playCasework({ step, world, browser, page, shots, kurator, casePath }) {
  const go = path => page.goto(world.at('school', casePath + path));
  const status = () => page.locator('[role=status]').innerText();
  const press = name => page.getByRole('button', { name, exact: true }).click();
  const taskState = async name => (await page.locator('.tasks li', { hasText: name }).first().locator('.ds-tag').innerText()).trim();

  await step('the overview is a list of tasks that are not begun', async () => {
    await go('');
    assert.deepEqual(await page.locator('.tasks strong').allInnerTexts(),
      ['Kartläggning', 'Samtycke', 'Plan', 'Insats', 'Uppföljning', 'Avslut']);
    assert.equal(await taskState('Kartläggning'), 'Inte påbörjat');
    await page.locator('.tasks').getByRole('link', { name: 'Kartläggning' }).click();
    await look(page, 'survey-empty', shots);
  });

  await step('a survey is written, and an empty one is refused', async () => {
    await page.getByRole('link', { name: 'Börja kartlägga' }).click();
    await look(page, 'survey-form', shots);
    await press('Spara kartläggningen');
    assert.match(await page.title(), /^Fel: /);
    await page.getByLabel('Barnets egna ord').fill('Jag vill sitta nära dörren. "Ibland" <b>');
    await page.getByLabel('Det som fungerar').fill('Bild och idrott. Tycker om sin mentor.');
    await page.getByLabel('Hur är det i skolan?').selectOption('3');
    await press('Spara kartläggningen');
    assert.match(await status(), /Kartläggningen är sparad/);
    assert.match(await page.locator('main').innerText(), /3 av 10/);
    assert.match(await page.locator('main').innerText(), /"Ibland" <b>/);
    await look(page, 'survey', shots);
    await page.getByRole('link', { name: 'Skriv en ny kartläggning' }).click();
    assert.match(await page.getByLabel('Det som fungerar').inputValue(), /Bild och idrott/);
  });

  await step('a plan is drafted, with mistakes that keep what was typed', async () => {
    await go('/plan');
    await look(page, 'plan-none', shots);
    await press('Börja på planen');
    await look(page, 'plan-draft-empty', shots);
    await page.getByRole('link', { name: 'Lägg till ett mål' }).click();
    await look(page, 'goal-form', shots);
    await page.locator('input[name=area][value=attendance]').check();
    await page.locator('#what_0').fill('Möta i entrén');
    await press('Spara målet');
    assert.match(await page.title(), /^Fel: /);
    assert.equal(await page.locator('#what_0').inputValue(), 'Möta i entrén');
    assert.ok(await page.locator('input[name=area][value=attendance]').isChecked());
    await page.locator('#text').fill('I skolan minst tre dagar i veckan.');
    await page.locator('input[name=responsible][value=own]').check();
    await page.locator('#who_0').fill('mentor');
    await page.locator('#until_0').fill(iso(20));
    await press('Spara målet');
    assert.match(await status(), /Målet är sparat/);
    await page.getByRole('link', { name: 'Lägg till ett mål' }).click();
    await page.locator('input[name=area][value=wellbeing]').check();
    await page.locator('#text').fill('Sova före elva på kvällen.');
    await page.locator('input[name=responsible][value=guardian]').check();
    await press('Spara målet');
    assert.equal(await page.locator('section.goal').count(), 2);
    await page.getByRole('link', { name: 'Skriv om planen' }).click();
    await look(page, 'plan-head', shots);
    await page.getByLabel('Barnets egna ord').fill('Jag vill börja senare.');
    await press('Spara');
    await look(page, 'plan-draft', shots);
  });

  await step('the plan is agreed, and an old window does no harm', async () => {
    await page.getByRole('link', { name: 'Fastställ planen' }).click();
    const old = await page.context().newPage();
    await old.goto(page.url());
    await look(page, 'plan-agree', shots);
    await page.locator('#review').fill(iso(-1));
    await press('Fastställ planen');
    assert.match(await page.locator('#errors').innerText(), /Välj vilka som är överens/);
    assert.match(await page.locator('#errors').innerText(), /Välj en dag efter överenskommelsen/);
    await page.locator('#parties_pupil').check();
    await page.locator('#parties_guardians').check();
    await page.locator('#review').fill(iso(10));
    await press('Fastställ planen');
    assert.match(await status(), /fastställd och gäller/);
    await look(page, 'plan', shots);
    await old.locator('#parties_school').check();
    await old.getByRole('button', { name: 'Fastställ planen' }).click();
    assert.match(await heading(old), /hann före/);
    await old.close();
    await go('/plan');
    assert.match(await page.locator('main').innerText(), /Fastställd .*: Eleven; Vårdnadshavare/);
    await page.goto(world.at('school', '/'));
    assert.match(await page.locator('main').innerText(), /Skolnärmandeplan: följ upp målen/);
  });

  await step('a meeting is written down with what was agreed', async () => {
    await go('/meetings');
    await page.getByRole('link', { name: 'Skriv in ett möte' }).click();
    await look(page, 'meeting-form', shots);
    await page.locator('#agreed').fill('Börja efter lovet.');
    await press('Spara mötet');
    assert.match(await page.title(), /^Fel: /);
    assert.equal(await page.locator('#agreed').inputValue(), 'Börja efter lovet.');
    await page.locator('input[name=kind][value=family]').check();
    await page.locator('input[name=identified][value=yes]').check();
    await page.locator('#parties_guardians').check();
    await page.locator('#parties_school').check();
    await page.locator('#what_0').fill('Ringa hem på fredag');
    await page.locator('#due_0').fill(iso(3));
    await press('Spara mötet');
    assert.match(await status(), /Mötet är sparat/);
    await look(page, 'meetings', shots);
    await go('');
    assert.match(await page.locator('main').innerText(), /En sak från ett möte är inte klar/);
    await page.getByRole('link', { name: /inte klar/ }).click();
    await page.getByRole('button', { name: /^Klart/ }).click();
    assert.match(await status(), /Det är klart/);
    assert.equal(await page.getByRole('button', { name: /^Klart/ }).count(), 0);
  });

  await step('the goals are followed up, and the plan is changed without losing the old one', async () => {
    await go('/plan');
    await page.getByRole('link', { name: 'Följ upp målen' }).click();
    await look(page, 'plan-review', shots);
    await press('Spara uppföljningen');
    assert.match(await page.locator('#errors').innerText(), /Svara för minst ett mål/);
    await page.locator('input[name=reached_0][value=partly]').check();
    await page.locator('#note_0').fill('Två dagar av tre.');
    await page.locator('#next').fill(iso(28));
    await press('Spara uppföljningen');
    assert.match(await page.locator('main').innerText(), /Delvis nått/);
    await look(page, 'plan-followed', shots);
    await press('Ändra planen');
    assert.match(await page.locator('main').innerText(), /Utkast/);
    await press('Kasta utkastet');
    assert.match(await page.locator('main').innerText(), /Version 1\./);
    await go('');
    assert.equal(await taskState('Plan'), 'Klart');
    assert.equal(await taskState('Uppföljning'), 'Pågår');
  });

  await step('the time line is filtered by kind and searched for words that no address shows', async () => {
    await go('/timeline');
    const all = await page.locator('.timeline li').count();
    await page.getByText('Skriv en anteckning').click();
    await press('Spara anteckningen');
    assert.match(await page.locator('#errors').innerText(), /Skriv något i anteckningen/);
    await page.locator('#note').fill('Ringde hem. Mamma berättade om ÄNGSLAN inför måndagar.');
    await press('Spara anteckningen');
    assert.match(await page.locator('main').innerText(), /Anteckningen är sparad/);
    assert.equal(await page.locator('.timeline li').count(), all + 1);
    await page.getByText('Välj vad som visas').click();
    await page.locator('#kinds_note').check();
    await press('Visa valda');
    assert.equal(await page.locator('.timeline li').count(), 1);
    assert.match(await page.locator('main').innerText(), new RegExp(`${all} är dolda`));
    await look(page, 'timeline-filtered', shots);
    await page.getByRole('link', { name: 'Visa alla' }).click();
    await page.locator('#words').fill('ängslan');
    await press('Sök');
    assert.equal(await page.locator('.timeline li').count(), 1);
    assert.doesNotMatch(page.url(), /ngslan/);
    await go('/timeline');
    await look(page, 'timeline', shots);
  });

  await step('a case is offered to a colleague, who takes it over and gives it back', async () => {
    const unit = world.staff('school').find(s => s.person === kurator).unit;
    await go('/offer');
    await press('Erbjud kollegan ärendet');
    assert.match(await page.locator('#errors').innerText(), /Välj en kollega/);
    await look(page, 'offer-faults', shots);
    const choose = async (field, fits) => {
      const options = await page.locator(`#${field} option`).evaluateAll(os => os.map(o => [o.value, o.textContent]));
      const found = options.find(([, text]) => fits(text));
      assert.ok(found, `nobody to choose among ${options.length}`);
      await page.locator(`#${field}`).selectOption(found[0]);
      return found[1].split(',')[0];
    };
    const here = world.staff('school').filter(s => s.unit === unit).map(s => s.person);
    await choose('to', text => /Kurator/.test(text) && !here.includes(text.split(',')[0]));
    await page.locator('#note').fill('Möte med familjen på tisdag.');
    await press('Erbjud kollegan ärendet');
    assert.match(await page.locator('#errors').innerText(), /ingen regel i lagen/);
    assert.equal(await page.locator('#note').inputValue(), 'Möte med familjen på tisdag.');
    const rektor = await choose('to', text => /Rektor/.test(text) && here.includes(text.split(',')[0]));
    await press('Erbjud kollegan ärendet');
    assert.match(await page.locator('main').innerText(), new RegExp(`erbjudet ${rektor}`));
    await look(page, 'offer-waits', shots);
    const other = await newPage(browser);
    await signIn(other, world, 'school', rektor);
    await other.locator('main a[href="/handovers"]').click();
    await look(other, 'handovers', shots);
    await other.getByRole('button', { name: 'Ta över ärendet' }).click();
    assert.match(await other.locator('main').innerText(), new RegExp(`Ansvarig: ${rektor}`));
    await other.goto(world.at('school', '/handovers'));
    await other.locator('.ds-field input[type=checkbox]').first().check();
    await other.locator('#to').selectOption({ label: await other.locator('#to option', { hasText: kurator }).innerText() });
    await other.locator('#note').fill('Tillbaka till dig.');
    await other.getByRole('button', { name: 'Erbjud kollegan ärendena' }).click();
    assert.match(await other.locator('[role=status]').innerText(), /erbjudna/);
    await other.context().close();
    await page.goto(world.at('school', '/handovers'));
    await page.getByRole('button', { name: 'Ta över ärendet' }).click();
    assert.match(await page.locator('main').innerText(), new RegExp(`Ansvarig: ${kurator}`));
  });

  await step('a letter of goals without consent is sent on a written assessment', async () => {
    await go('/letter?kind=goal');
    await press('Se vad lagen säger');
    assert.match(await page.locator('#errors').innerText(), /Välj minst ett mål/);
    await page.locator('#goals_0').check();
    await page.locator('input[name=purpose][value=support]').check();
    await page.locator('input[name=holder][value=other]').check();
    await press('Se vad lagen säger');
    assert.match(await page.locator('main').innerText(), /Det kan få lämnas, om du bedömer det så/);
    assert.match(await page.locator('.facts').first().innerText(), /Närvaro\s+Delvis/);
    await look(page, 'letter-goal-check', shots);
    await page.locator('button[name=step][value=send]').click();
    assert.match(await page.locator('#errors').innerText(), /Svara på frågan/);
    for (const box of await page.locator('input[type=radio][value=met]').all()) await box.check();
    for (const area of await page.locator('form textarea').all()) await area.fill('Familjen vet och vill det.');
    await page.locator('button[name=step][value=send]').click();
    assert.match(await page.locator('main').innerText(), /Brevet är på väg/);
  });

  await step('the other authority rejects the letter, and the sender is told why in words', async () => {
    const worker = world.staff('social').find(s => s.role === 'skolsocionom').person;
    const social = await newPage(browser);
    await signIn(social, world, 'social', worker);
    for (let i = 0; i < 60; i++) {
      await social.goto(world.at('social', '/letters'));
      if (await social.getByText('Inga brev väntar').count() === 0) break;
      await social.waitForTimeout(250);
    }
    await social.locator('tbody a').first().click();
    await social.getByRole('button', { name: 'Avvisa brevet' }).click();
    assert.match(await social.title(), /^Fel: /);
    await social.locator('input[name=reason][value=not-needed]').check();
    await social.getByRole('button', { name: 'Avvisa brevet' }).click();
    await social.context().close();
    for (let i = 0; i < 60; i++) {
      await go('/letters');
      if (await page.getByText('Inte godtaget').count() > 0) break;
      await page.waitForTimeout(250);
    }
    assert.match(await page.locator('main').innerText(), /Inte godtaget: Behövs inte i vårt arbete/);
  });
}

// Who sits there has been away for an hour.
const endSessions = (world, bank) => execFileSync('sqlite3', ['-cmd', '.timeout 5000',
  join(world.dir, bank, 'bank.db'), 'UPDATE web_session SET seen_time = seen_time - 3600000']);

// The deadlines of the law in a case of the social services. `page` is signed in there.
export async function playDeadlines({ step, world, page, shots, casePath, see }) {
  const go = path => page.goto(world.at('social', casePath + path));
  const main = () => page.locator('main').innerText();
  const note = async (event, day) => {
    await page.locator('#event').selectOption(event);
    await page.locator('#day').fill(day);
    await page.getByRole('button', { name: 'Spara', exact: true }).click();
  };

  await step('what has happened gives the deadlines of the law, with paragraph and certainty', async () => {
    await go('/deadlines');
    await look(page, 'deadlines-empty', shots);
    await page.getByRole('button', { name: 'Spara', exact: true }).click();
    assert.match(await page.title(), /^Fel: /);
    assert.match(await page.locator('#errors').innerText(), /Välj vad som har hänt/);
    await note('inquiry_opened', iso(3));
    assert.match(await page.locator('#errors').innerText(), /Dagen ligger i framtiden/);
    assert.equal(await page.locator('#event').inputValue(), 'inquiry_opened', 'what was chosen stays');
    await note('report_received', iso(-20));
    await note('inquiry_opened', iso(-30));
    assert.match(await page.locator('[role=status]').innerText(), /fristerna är räknade på nytt/);
    const inquiry = page.locator('.deadline', { hasText: 'Barnutredning inom fyra månader' });
    assert.match(await inquiry.innerText(), /löper/);
    assert.match(await inquiry.innerText(), /Senast \d{4}-\d\d-\d\d, om \d+ dagar\./);
    assert.match(await inquiry.innerText(), /Vårt eget mål, strängare än lagen: senast/);
    assert.match(await inquiry.innerText(), /SoL 20:3 \(2025:400\)/);
    await inquiry.locator('summary').click();
    assert.match(await inquiry.innerText(), /Så säker är regeln: /);
    assert.match(await page.locator('.deadline', { hasText: 'Förhandsbedömning' }).innerText(), /försenat/);
    await look(page, 'deadlines', shots);
    see('social-deadlines', page);
    await inquiry.getByRole('link', { name: /SoL 20:3/ }).click();
    assert.match(await page.locator('h1').innerText(), /Barnutredning inom fyra månader/);
    see('law-rule-deadline', page);
  });

  await step('deadlines stand on the overview and the first page, and a mistake is struck out', async () => {
    await go('');
    assert.match(await main(), /Frister som löper/);
    assert.match(await main(), /Barnutredning inom fyra månader/);
    await look(page, 'overview-deadlines', shots);
    await page.goto(world.at('social', '/'));
    assert.match(await main(), /Förhandsbedömning inom fjorton dagar\. Skulle ha varit klart/);
    await go('/deadlines');
    await page.getByRole('button', { name: /^Stryk: en orosanmälan kom in/ }).click();
    assert.match(await page.locator('[role=status]').innerText(), /struket/);
    assert.equal(await page.locator('.deadline', { hasText: 'Förhandsbedömning' }).count(), 0);
    assert.equal(await page.locator('.timeline .struck').count(), 1, 'it stays among what was noted');
    await note('inquiry_closed', iso(0));
    assert.equal(await page.locator('h2#ended ~ .deadline', { hasText: 'Barnutredning' }).count(), 1);
    await go('/timeline');
    assert.match(await main(), /utredningen inleddes/);
  });
}

// What the law says of a meeting on a coordinated individual plan, and what the page does not decide.
export async function playSip({ step, world, page, shots, casePath, see }) {
  await step('a SIP asks the law what may be told at its meeting, and says what is not decided here', async () => {
    await page.goto(world.at('social', casePath + '/plan'));
    await page.locator('input[name=kind][value=sip]').check();
    await page.getByRole('button', { name: 'Börja på planen' }).click();
    await page.getByText('Vad får berättas på ett SIP-möte?').click();
    const text = await page.locator('details', { hasText: 'SIP-möte' }).innerText();
    assert.match(text, /Utan samtycke\s+Nej, det får inte lämnas/);
    assert.match(text, /Ja, det får lämnas\.\s+Samtycke: till ett möte om samordnad individuell plan, OSL 10:1, 12:2–3/);
    assert.match(text, /Det här avgör Brygga inte/);
    await look(page, 'plan-sip', shots);
    see('social-plan-sip', page);
  });
}

// Letters that the social bank sends. `social` is signed in as `worker` with a case at casePath about
// the same child as `kurator` at the school has a case about at schoolPath.
export async function playSocialLetters({ step, world, social, worker, page, kurator, shots, casePath, schoolPath, see }) {
  const go = path => social.goto(world.at('social', casePath + path));
  const title = () => heading(social);
  const assess = async text => {
    for (const box of await social.locator('input[type=radio][value=met]').all()) await box.check();
    for (const area of await social.locator('form textarea').all()) await area.fill(text);
  };
  const acceptAtSchool = async () => {
    await page.context().clearCookies();
    await signIn(page, world, 'school', kurator);
    for (let i = 0; i < 60; i++) {
      await page.goto(world.at('school', '/letters'));
      if (await page.getByText('Inga brev väntar').count() === 0) break;
      await page.waitForTimeout(250);
    }
    await page.locator('tbody a').first().click();
    assert.match(await page.locator('main').innerText(), /Avsändarens regler/);
    const rule = page.locator('main a[href^="/law/rule?id="]').first();
    assert.doesNotMatch(await rule.innerText(), /^R\d/, 'a rule is told by its meaning');
    await look(page, 'inbox-from-social', shots);
    await page.locator('#need').fill('Vi följer upp det vi kommit överens om.');
    await page.getByRole('button', { name: 'Ta emot brevet' }).click();
    assert.equal(new URL(page.url()).pathname, `${schoolPath}/letters`, 'to the letters of the case that the school has');
  };
  const untilAccepted = async () => {
    for (let i = 0; i < 60; i++) {
      await go('/letters');
      if (await social.locator('#letters + .scroll tbody tr').first().getByText(/Godtaget|Mottaget/).count() > 0) return;
      await social.waitForTimeout(250);
    }
    assert.fail(`not accepted: ${await social.locator('main').innerText()}`);
  };

  await step('the social services write a message: the law first, and nothing written is lost', async () => {
    await go('');
    await social.getByRole('link', { name: 'Skicka brev' }).click();
    assert.deepEqual(await social.locator('input[name=kind]').evaluateAll(is => is.map(i => i.value)), ['intervention', 'goal', 'message']);
    await social.locator('input[name=kind][value=message]').check();
    await social.getByRole('button', { name: 'Fortsätt' }).click();
    await look(social, 'social-letter-message', shots);
    await social.getByRole('button', { name: 'Se vad lagen säger' }).click();
    assert.match(await social.title(), /^Fel: /);
    await social.locator('input[name=purpose][value=support]').check();
    await social.locator('textarea[name=text]').fill('Vi träffar familjen på torsdag "hos er" <b>.');
    await social.locator('input[name=others][value=none]').check();
    await social.locator('input[name=holder][value=support]').check();
    await social.getByRole('button', { name: 'Se vad lagen säger' }).click();
    assert.equal(await title(), 'Kontrollera innan du skickar');
    await look(social, 'social-letter-check', shots);
    const count = await social.locator('main form textarea').count();
    assert.ok(count > 0, await social.locator('main').innerText());
    await social.locator('button[name=step][value=send]').click();
    assert.match(await social.locator('#errors').innerText(), /Svara på frågan/);
    await assess('Familjen vill att skolan vet.');
    endSessions(world, 'social');
    await social.locator('button[name=step][value=send]').click();
    assert.equal(await title(), 'Du har blivit utloggad');
    await social.getByRole('link', { name: 'Logga in' }).click();
    await social.getByRole('button', { name: worker }).click();
    assert.match(await social.locator('textarea[name=text]').inputValue(), /på torsdag "hos er" <b>/);
    await social.getByRole('button', { name: 'Se vad lagen säger' }).click();
    assert.equal(await title(), 'Kontrollera innan du skickar');
    for (let i = 0; i < count; i++) assert.equal(await social.locator('main form textarea').nth(i).inputValue(), 'Familjen vill att skolan vet.');
    for (const box of await social.locator('input[type=radio][value=met]').all()) await box.check(); // a yes is said anew
    await social.locator('button[name=step][value=send]').click();
    assert.match(await social.locator('[role=status]').innerText(), /på väg/);
  });

  await step('the school accepts the message, and both sides have it in their history', async () => {
    await acceptAtSchool();
    await page.goto(world.at('school', schoolPath + '/letters'));
    assert.match(await page.locator('main').innerText(), /på torsdag "hos er" <b>/);
    await page.goto(world.at('school', schoolPath + '/timeline'));
    assert.match(await page.locator('main').innerText(), /Brev mottaget från Ängsbro socialtjänst/);
    await untilAccepted();
    await social.locator('#letters + .scroll tbody a').first().click();
    assert.match(await social.locator('main').innerText(), /Regler/);
    await look(social, 'social-letter-sent', shots);
    see('social-letter', social);
    await social.getByRole('link', { name: 'Beslutet och reglerna bakom det' }).click();
    assert.match(await social.locator('main').innerText(), /Familjen vill att skolan vet/);
    await go('/timeline');
    assert.match(await social.locator('main').innerText(), /Brev skickat till Ängsbro skola/);
  });

  await step('an intervention is told of: code, level and days, and nothing else', async () => {
    await go('/letter?kind=intervention');
    await social.locator('input[name=purpose][value=followup]').check();
    await social.getByRole('button', { name: 'Se vad lagen säger' }).click();
    assert.match(await social.locator('#errors').innerText(), /Det finns inga uppgifter att lämna/);
    world.run('social', 'catalogue', 'import', join(process.env.BRYGGA_SHARE, 'catalogue/social.json'));
    await go('/interventions/new');
    await social.locator('#entry').selectOption({ index: 1 });
    await social.locator('#start').fill(iso(-20));
    await social.getByLabel('Mer om insatsen').fill('Hemma hos mormor');
    await social.getByRole('button', { name: 'Spara insatsen' }).click();
    assert.match(await social.locator('[role=status]').innerText(), /Insatsen är sparad/);
    const id = world.run('social', 'staff', 'list').split('\n').find(l => l.includes(worker)).trim().split(/\s+/)[0];
    world.run('social', 'team', 'add', 'Teamet i Ekby');
    world.run('social', 'staff', 'relation', id, '--team', 'Teamet i Ekby', '--until', iso(250));
    await social.locator('main tbody a').first().click();
    await social.getByText('Kan statsbidraget betala insatsen?').click();
    const grant = await social.locator('details', { hasText: 'statsbidraget' }).innerText();
    assert.match(grant, /anställda eller ha uppdraget i minst sex månader[^]*uppfyllt/);
    assert.match(grant, /minst två årsarbetskrafter[^]*vet Brygga inte/, 'what is not known is not guessed');
    await look(social, 'intervention-grant', shots);
    see('social-intervention', social);
    await go('/letter?kind=intervention');
    await social.locator('input[name=purpose][value=followup]').check();
    await social.getByRole('button', { name: 'Se vad lagen säger' }).click();
    assert.equal(await title(), 'Kontrollera innan du skickar');
    assert.doesNotMatch(await social.locator('main').innerText(), /mormor/);
    await look(social, 'social-letter-intervention', shots);
    assert.match(await social.locator('main').innerText(), /Nej, det får inte lämnas/);
    assert.equal(await social.locator('button[name=step][value=send]').count(), 0);
    await social.locator('main').getByRole('link', { name: 'Be om samtycke' }).click(); // what would open it
    await writeConsent(social, { items: ['intervention'] });
    await askConsent(social);
    await allSayYes(social);
    await go('/letter?kind=intervention');
    await social.locator('input[name=purpose][value=followup]').check();
    await social.getByRole('button', { name: 'Se vad lagen säger' }).click();
    await look(social, 'social-letter-consented', shots);
    await assess('Vårdnadshavarna har samtyckt.');
    await social.locator('button[name=step][value=send]').click();
    assert.match(await social.locator('[role=status]').innerText(), /på väg/);
    await acceptAtSchool();
    await untilAccepted();
    await page.goto(world.at('school', schoolPath + '/letters'));
    assert.match(await page.locator('main').innerText(), /Hembesök \(Indikerat stöd\)/);
    assert.doesNotMatch(await page.locator('main').innerText(), /mormor/);
    await look(page, 'school-letters-received', shots);
  });
}

// A case is closed and opened again; `page` is signed in as the kurator of the school.
export async function playClosing({ step, world, page, shots, see }) {
  const main = () => page.locator('main').innerText();
  let path;

  await step('a case is closed: what is open is told, what waits is taken back, how long it is kept', async () => {
    await page.goto(world.at('school', '/signals'));
    await page.locator('tbody tr a', { hasText: 'Öppna ärende' }).first().click();
    await page.locator('input[name=reason][value=refusal]').check();
    await page.getByRole('button', { name: 'Öppna ärendet' }).click();
    path = new URL(page.url()).pathname;
    await page.goto(world.at('school', path + '/consent'));
    await writeConsent(page);
    await askConsent(page);
    await page.goto(world.at('school', path));
    await page.locator('.tasks').getByRole('link', { name: 'Avslut' }).click();
    assert.match(await main(), /En fråga om samtycke är inte besvarad\. Den tas tillbaka\./);
    assert.match(await main(), /Så länge sparas ärendet/);
    assert.match(await main(), /Sparas tills vidare\. Er myndighet har inte lagt in sitt eget beslut/);
    await look(page, 'case-close', shots);
    see('case-close', page);
    await page.getByLabel('Anteckning').fill('Flyttar till "Ekby" <b>');
    await page.getByRole('button', { name: 'Avsluta ärendet' }).click();
    assert.match(await page.title(), /^Fel: /);
    assert.equal(await page.getByLabel('Anteckning').inputValue(), 'Flyttar till "Ekby" <b>');
    await page.locator('input[name=reason][value=moved]').check();
    await page.getByRole('button', { name: 'Avsluta ärendet' }).click();
    assert.match(await page.locator('[role=status]').innerText(), /Ärendet är avslutat/);
    assert.match(await main(), /Så länge sparas ärendet/);
    assert.equal(await page.getByRole('link', { name: 'Skicka brev' }).count(), 0);
    await look(page, 'case-closed', shots);
    see('case-closed', page);
    await page.goto(world.at('school', '/cases'));
    assert.equal(await page.locator(`main a[href="${path}"]`).count(), 0);
    await page.goto(world.at('school', '/cases?closed=yes'));
    assert.equal(await page.locator(`main a[href="${path}"]`).count(), 1);
    await page.goto(world.at('school', path + '/plan'));
    assert.equal(await page.getByRole('button', { name: 'Börja på planen' }).count(), 0);
  });

  await step('it is opened again with a reason, and nothing of its history is lost', async () => {
    await page.goto(world.at('school', path));
    await page.getByText('Öppna ärendet igen').first().click();
    await page.getByRole('button', { name: 'Öppna ärendet igen' }).click();
    assert.match(await page.locator('#errors').innerText(), /Skriv varför ärendet öppnas igen/);
    await page.locator('#note').fill('Flytten blev inte av.');
    await page.getByRole('button', { name: 'Öppna ärendet igen' }).click();
    assert.match(await page.locator('[role=status]').innerText(), /öppet igen/);
    await page.goto(world.at('school', path + '/timeline'));
    const text = await main();
    execFileSync('sqlite3', ['-cmd', '.timeout 5000', join(world.dir, 'school/bank.db'),
      `UPDATE team_case SET opened_on = opened_on - 30 WHERE case_id = ${path.split('/').pop()}`]);
    await page.reload();
    assert.match(await main(), new RegExp(`${iso(-30)} Öppnat \\(registrerat ${iso(0)}\\)`), 'a case registered later keeps its day');
    for (const what of ['Flytten blev inte av.', 'Flyttar till "Ekby" <b>']) assert.ok(text.includes(what), what);
    await look(page, 'timeline-reopened', shots);
    await page.goto(world.at('school', path + '/consent'));
    assert.equal(await page.locator('main a[href^="/asking/"]').count(), 0, 'the question stays taken back');
  });
}
