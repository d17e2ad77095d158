// A served bank with an identity provider beside it.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loa3, startProvider } from './provider.mjs';

const freePort = () => new Promise((resolve, reject) => {
  const s = createServer();
  s.on('error', reject);
  s.listen(0, '127.0.0.1', () => {
    const { port } = s.address();
    s.close(() => resolve(port));
  });
});

// A child with a case, its guardian, and a guardian whose child has none.
function family(dir, run) {
  const { data } = JSON.parse(readFileSync(join(dir, 'town/school/ss12000/persons-001.json')));
  const byId = new Map(data.map(p => [p.id, p]));
  const open = p => p.securityMarking === 'Ingen' && /^\d{12}$/.test(p.civicNo?.value ?? '');
  const guardians = p => (p.responsibles ?? []).map(r => byId.get(r.person.id)).filter(g => g && open(g));
  const age = p => new Date().getFullYear() - Number(p.birthDate.slice(0, 4));
  const children = data.filter(p => p.enrolments?.length && open(p) && age(p) < 17 && guardians(p).length === (p.responsibles ?? []).length && guardians(p).length > 0);
  const child = children.find(c => {
    try {
      run('case', 'open', c.civicNo.value, '--responsible', '1', '--reason', 'absence', '--unit', 'x');
      return true;
    } catch (e) {
      return false;
    }
  });
  const other = children.find(c => c !== child && !guardians(c).some(g => guardians(child).includes(g)));
  return { child: child.civicNo.value, guardian: guardians(child)[0].civicNo.value, stranger: guardians(other)[0].civicNo.value };
}

export async function makeWorld(brygga) {
  const dir = mkdtempSync(join(tmpdir(), 'brygga-login-'));
  const [port, idpPort] = [await freePort(), await freePort()];
  const site = `http://127.0.0.1:${port}`;
  const program = (...args) => execFileSync(brygga, args, { encoding: 'utf8', cwd: dir, stdio: 'pipe' });
  const run = (...args) => program('-C', join(dir, 'bank'), ...args);
  program('demo', join(dir, 'town'), '--pupils', '60', '--seed', '7');
  program('init', join(dir, 'bank'), '--kind', 'school', '--name', 'Ängsbro skola', '--legal-form', 'municipal',
    '--organisation-number', '2129990012', '--listen', `127.0.0.1:${port}`, '--public-url', site, '--key-file');
  writeFileSync(join(dir, 'staff.csv'), 'name,role,unit,login,active\nKalle Ek,kurator,,kalle@2129990012,yes\n' +
    'Slutat Sen,kurator,,slutat@2129990012,no\nAda Min,administrator,,ada@2129990012,yes\n');
  run('staff', 'import', join(dir, 'staff.csv'));
  run('import', 'ss12000', join(dir, 'town/school/ss12000'));
  const numbers = family(dir, run);
  const keys = JSON.parse(run('login', 'key'));
  const affiliation = id => ({ 'https://id.oidc.se/claim/orgAffiliation': id, name: 'Någon' });
  const number = n => ({ 'https://id.oidc.se/claim/personalIdentityNumber': n, name: 'Någon' });
  const idp = await startProvider({
    port: idpPort, clientKeys: keys, redirect: `${site}/login/callback`, home: `${site}/login`,
    people: {
      kalle: affiliation('kalle@2129990012'), unknown: affiliation('okand@2129990012'),
      gone: affiliation('slutat@2129990012'), elsewhere: affiliation('kalle@2120000142'),
      both: affiliation(['kalle@2120000142', 'kalle@2129990012']), nothing: { name: 'Någon' },
      child: number(numbers.child), guardian: number(numbers.guardian), stranger: number(numbers.stranger),
      visitor: number('199001012385'), broken: number('199001019999'),
    },
  });
  const providers = [['skola', 'staff', 'staff-client', 'Tjänstelegitimation'], ['legitimation', 'family', 'family-client', 'E-legitimation']];
  appendFileSync(join(dir, 'bank/bank.conf'), providers.map(([name, who, id, label]) =>
    Object.entries({ who, label, issuer: idp.issuer, client_id: id, acr: `${loa3} http://id.sambi.se/loa/loa3` })
      .map(([k, v]) => `provider.${name}.${k} = ${v}\n`).join('')).join(''));
  let server;
  const start = async () => {
    server = spawn(brygga, ['-C', join(dir, 'bank'), 'serve'], { stdio: ['ignore', 'pipe', 'ignore'] });
    await new Promise((resolve, reject) => {
      server.stdout.once('data', resolve);
      server.once('exit', code => reject(new Error(`serve ended with ${code}`)));
    });
  };
  const stopServer = () => new Promise(done => {
    server.once('exit', done);
    server.kill('SIGTERM');
  });
  await start();
  return {
    // While it runs the identity provider of this process can answer it.
    ask: (...args) => new Promise(done => execFile(brygga, ['-C', join(dir, 'bank'), ...args], (e, out) => done(out))),
    dir, run, site, idp, numbers, start, stopServer,
    async stop() {
      await stopServer();
      await idp.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
