// Access, played: the administrator's pages, search, an emergency and its review, somebody with
// protected identity opened by two, and who works with a case. Called by pages.mjs with a case that
// is open in the school's bank.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { look, newPage } from './browser.mjs';
import { heading, signIn } from './play.mjs';

// Pupils of the demo's municipality who go to a school today.
const pupilsOf = world => {
  const folder = join(world.dir, 'town/school/ss12000');
  const read = kind => readdirSync(folder).filter(f => f.startsWith(kind))
    .flatMap(f => JSON.parse(readFileSync(join(folder, f), 'utf8')).data);
  const today = new Date().toLocaleDateString('sv-SE');
  const units = new Map(read('organisations').map(o => [o.id, o.schoolUnitCode]));
  return read('persons').filter(p => p.securityMarking === 'Ingen').map(p => ({
    number: p.civicNo?.value,
    unit: units.get(p.enrolments?.find(e => e.startDate <= today && (e.endDate ?? today) >= today)?.enroledAt.id),
  })).filter(p => p.unit && p.number);
};

export async function playAccess({ step, browser, world, kurator, casePath, brygga, shots }) {
  const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
  const status = page => page.locator('[role=status]').first().innerText();
  const open = async person => {
    const page = await newPage(browser);
    await signIn(page, world, 'school', person);
    return page;
  };
  const mine = world.staff('school').find(s => s.person === kurator).unit;
  const pupils = pupilsOf(world);
  const stranger = pupils.find(p => p.unit && p.unit !== mine);
  const [leader, admin] = ['Lea Ledare', 'Ada Administratör'];
  world.run('school', 'staff', 'add', '--name', leader, '--role', 'rektor', '--unit', mine, '--login', 'lea');
  world.run('school', 'staff', 'add', '--name', admin, '--role', 'administrator', '--login', 'ada');

  await step('the administrator adds an employee, a team and relations, and sees no pupil', async () => {
    const p = await open(admin);
    for (const path of ['/signals', '/cases', '/search', '/emergency']) {
      assert.equal((await p.goto(world.at('school', path))).status(), 403, path);
    }
    await p.goto(world.at('school', '/staff'));
    await look(p, 'staff', shots);
    await p.getByRole('link', { name: 'Lägg till en medarbetare' }).click();
    await press(p, 'Spara');
    assert.match(await p.title(), /^Fel: /);
    await p.getByLabel('Namn').fill('Nils Ny');
    await p.getByLabel('Kurator').check();
    await look(p, 'staff-new', shots);
    await p.getByLabel('Arbetar på').selectOption({ index: 2 });
    await press(p, 'Spara');
    assert.match(await status(p), /tillagd/);
    assert.equal(await heading(p), 'Nils Ny');
    const employee = new URL(p.url()).pathname;
    await p.goto(world.at('school', '/teams'));
    await p.getByLabel('Teamets namn').fill('Skolsocialt team Ängsbro');
    await press(p, 'Lägg till teamet');
    assert.match(await status(p), /tillagt/);
    await p.locator('#staff').selectOption({ label: await p.locator('#staff option', { hasText: 'Nils Ny' }).innerText() });
    await press(p, 'Lägg till i teamet');
    assert.match(await p.locator('tbody').innerText(), /Nils Ny/);
    await look(p, 'team', shots);
    await p.goto(world.at('school', '/teams'));
    await look(p, 'teams', shots);
    await p.goto(world.at('school', employee));
    await p.locator('#what').selectOption('compartment:EMI');
    await p.locator('#until').fill('2001-01-01');
    await press(p, 'Lägg till kopplingen');
    assert.match(await p.title(), /^Fel: /);
    assert.equal(await p.locator('#what').inputValue(), 'compartment:EMI', 'what was chosen stays');
    await p.locator('#until').fill('');
    await press(p, 'Lägg till kopplingen');
    assert.match(await p.locator('tbody').innerText(), /medicinska insats/);
    await look(p, 'staff-one', shots);
    await p.context().close();
  });

  await step('a mentor has classes from the register, and meets their pupils alone', async () => {
    const folder = join(world.dir, 'town/school/ss12000');
    const read = name => JSON.parse(readFileSync(join(folder, `${name}-001.json`), 'utf8')).data;
    const persons = readdirSync(folder).filter(f => f.startsWith('persons'))
      .flatMap(f => JSON.parse(readFileSync(join(folder, f), 'utf8')).data);
    const groups = new Map(read('groups').map(g => [g.id, g]));
    const duty = read('duties').find(d => d.assignmentRole.length > 0);
    const mine = duty.assignmentRole.map(a => groups.get(a.group.id));
    const named = id => persons.find(p => p.id === id);
    const listed = p => p.securityMarking === 'Ingen' && (p.responsibles ?? []).every(r => r.person.securityMarking === 'Ingen');
    const { givenName, familyName } = named(duty.person.id);
    const pupil = mine.flatMap(g => g.groupMemberships).map(m => named(m.person.id)).find(listed);
    const other = [...groups.values()].filter(g => !mine.includes(g) && g.organisation.id === mine[0].organisation.id)
      .flatMap(g => g.groupMemberships).map(m => named(m.person.id))
      .find(p => listed(p) && p.familyName !== pupil.familyName);
    const p = await open(`${givenName} ${familyName}`);
    await p.goto(world.at('school', '/signals'));
    assert.match(await p.locator('main').innerText(), new RegExp(`Dina grupper: .*${mine[0].displayName}`));
    await look(p, 'mentor-signals', shots);
    await p.goto(world.at('school', '/search'));
    await p.locator('#what').fill(`${pupil.givenName} ${pupil.familyName}`);
    await press(p, 'Sök');
    assert.match(await p.locator('main').innerText(), new RegExp(`du är mentor för klass ${mine[0].displayName[0]}`));
    await p.getByRole('link', { name: `${pupil.givenName} ${pupil.familyName}` }).first().click();
    await look(p, 'mentor-pupil', shots);
    await p.getByRole('link', { name: 'Frånvaro och vad som görs' }).click();
    await look(p, 'mentor-absence', shots);
    await p.goto(world.at('school', '/search'));
    await p.locator('#what').fill(`${other.givenName} ${other.familyName}`);
    await press(p, 'Sök');
    assert.equal(await p.getByRole('link', { name: `${other.givenName} ${other.familyName}` }).count(), 0,
      'a pupil of the same school whom the mentor does not have');
    await p.context().close();
    const a = await open(admin);
    await a.goto(world.at('school', '/staff'));
    await a.getByRole('link', { name: `${givenName} ${familyName}` }).click();
    assert.match(await a.locator('tbody').innerText(), new RegExp(`Mentor för: klass ${mine[0].displayName}`));
    const classes = await a.locator('#what option').allInnerTexts();
    assert.ok(classes.some(t => t.startsWith('Mentor för: klass')), 'classes can be chosen by hand');
    await look(a, 'staff-mentor', shots);
    await a.context().close();
  });

  await step('ending an employee signs out at the next click', async () => {
    const gone = await open('Nils Ny');
    const p = await open(admin);
    await p.goto(world.at('school', '/staff'));
    await p.getByRole('link', { name: 'Nils Ny' }).click();
    await press(p, 'Medarbetaren har slutat');
    assert.match(await p.title(), /^Fel: /);
    await p.getByLabel('Ja, medarbetaren har slutat').check();
    await press(p, 'Medarbetaren har slutat');
    assert.match(await status(p), /har slutat/);
    await gone.goto(world.at('school', '/cases'));
    assert.equal(new URL(gone.url()).pathname, '/login');
    await gone.context().close();
    await p.context().close();
  });

  await step('search finds whole names and numbers among the own, and nobody else', async () => {
    const p = await open(kurator);
    await p.goto(world.at('school', casePath));
    const name = (await p.locator('.person .name').innerText()).trim();
    const search = async text => {
      await p.goto(world.at('school', '/search'));
      await p.getByLabel('Personnummer eller namn').fill(text);
      await press(p, 'Sök');
      return p.locator('main .ds-card').count();
    };
    assert.ok(await search(name.toUpperCase()) >= 1);
    await look(p, 'search', shots);
    assert.equal(new URL(p.url()).search, '', 'no name in the address');
    assert.equal(await search(name.split(' ')[0].slice(0, 1)), 0);
    assert.match(await p.title(), /^Fel: /);
    assert.equal(await search(name.split(' ')[1].slice(0, -1)), 0, 'a part of a name finds nobody');
    assert.equal(await search(stranger.number), 0);
    await look(p, 'search-none', shots);
    await p.context().close();
  });

  await step('an emergency opens at once, to read, and whoever leads is told', async () => {
    const p = await open(kurator);
    await p.goto(world.at('school', '/emergency'));
    await press(p, 'Gör en nödöppning');
    assert.match(await p.title(), /^Fel: /);
    await p.getByLabel('Barnets personnummer').fill(stranger.number);
    await p.getByLabel('Varför kan det inte vänta?').fill('Hjälp');
    await press(p, 'Gör en nödöppning');
    await look(p, 'emergency', shots);
    assert.equal(await p.getByLabel('Barnets personnummer').inputValue(), stranger.number);
    await p.getByLabel('Varför kan det inte vänta?').fill('Barnet är försvunnet, polisen frågar vem som känner det.');
    await press(p, 'Gör en nödöppning');
    assert.match(await p.locator('.why').innerText(), /nödöppning/);
    const personPath = new URL(p.url()).pathname;
    await look(p, 'emergency-person', shots);
    assert.equal((await p.goto(world.at('school', `${personPath}/access`))).status(), 200);
    await look(p, 'person-access', shots);
    const l = await open(leader);
    assert.match(await l.locator('main').innerText(), /Nödöppningar/);
    await l.goto(world.at('school', '/openings'));
    await look(l, 'openings', shots);
    await l.locator('tbody a').first().click();
    await press(l, 'Spara');
    assert.match(await l.title(), /^Fel: /);
    await look(l, 'opening', shots);
    await l.getByLabel('Den var befogad').check();
    await press(l, 'Spara');
    assert.match(await status(l), /sparat/);
    await l.context().close();
    await p.context().close();
  });

  await step('protected identity: the same answer as for nobody, until another one approves', async () => {
    const hidden = pupils.find(p => p.unit && p.unit !== mine && p.number !== stranger.number);
    execFileSync(brygga, ['-C', join(world.dir, 'school'), 'person', 'protect', '-', 'sekretessmarkering'],
      { input: hidden.number, stdio: ['pipe', 'pipe', 'pipe'] });
    const p = await open(kurator);
    const ask = async number => {
      await p.goto(world.at('school', '/emergency'));
      await p.getByLabel('Barnets personnummer').fill(number);
      await p.getByLabel('Varför kan det inte vänta?').fill('Barnet är försvunnet, polisen frågar vem som känner det.');
      await press(p, 'Gör en nödöppning');
      return [p.url(), await status(p)];
    };
    assert.deepEqual(await ask('201201012380'), await ask(hidden.number));
    const l = await open(leader);
    await l.goto(world.at('school', '/openings'));
    await l.locator('tbody a').first().click();
    await look(l, 'opening-asked', shots);
    await l.getByLabel('Godkänn').check();
    await press(l, 'Svara');
    await p.goto(world.at('school', '/emergency'));
    await p.locator('tbody a').first().click();
    assert.match(await p.locator('.person').innerText(), /Skyddade personuppgifter/);
    await look(p, 'opened', shots);
    await l.context().close();
    await p.context().close();
  });

  await step('a colleague is taken into a case, and is out of it again', async () => {
    const p = await open(kurator);
    await p.goto(world.at('school', casePath + '/people'));
    const option = await p.locator('#staff option').filter({ hasText: 'Kurator' }).filter({ hasNotText: kurator }).first().innerText();
    const colleague = option.split(' (')[0];
    const other = await open(colleague);
    assert.equal((await other.goto(world.at('school', casePath))).status(), 404);
    await p.locator('#staff').selectOption({ label: option });
    await press(p, 'Ta in i ärendet');
    assert.match(await status(p), /Tillagd/);
    await look(p, 'case-people', shots);
    assert.equal((await other.goto(world.at('school', casePath))).status(), 200);
    assert.match(await other.locator('.why').innerText(), /du deltar i ett ärende om barnet från och med/);
    await p.getByRole('button', { name: `Avsluta för ${colleague}` }).click();
    assert.match(await status(p), /Avslutad/);
    assert.equal((await other.goto(world.at('school', casePath))).status(), 404);
    await other.context().close();
    await p.context().close();
  });
}
