// A tiny municipality with a school bank and a social bank, each its own process, made from the
// demo's files with the program itself.
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const freePort = () => new Promise((resolve, reject) => {
  const s = createServer();
  s.on('error', reject);
  s.listen(0, '127.0.0.1', () => {
    const { port } = s.address();
    s.close(() => resolve(port));
  });
});

export async function makeWorld(brygga) {
  const dir = mkdtempSync(join(tmpdir(), 'brygga-browser-'));
  const servers = [];
  const run = (...args) => execFileSync(brygga, args, { encoding: 'utf8', cwd: dir, stdio: 'pipe' });
  const bank = name => join(dir, name);
  const world = {
    dir,
    port: {},
    at: (name, path = '/') => `http://127.0.0.1:${world.port[name]}${path}`,
    run: (name, ...args) => run('-C', bank(name), ...args),
    async stop() {
      for (const p of servers) p.kill('SIGTERM');
      await Promise.all(servers.map(p => new Promise(done => p.exitCode !== null ? done() : p.on('exit', done))));
      rmSync(dir, { recursive: true, force: true });
      const bad = servers.filter(p => p.exitCode !== 0);
      if (bad.length > 0) throw new Error(`a server ended with ${bad.map(p => p.exitCode ?? p.signalCode)}`);
    },
  };
  run('demo', join(dir, 'town'), '--pupils', '300', '--seed', '7');
  for (const [name, kind] of [['school', 'school'], ['social', 'social']]) {
    world.port[name] = await freePort();
    run('init', bank(name), '--kind', kind, '--name', kind === 'school' ? 'Ängsbro skola' : 'Ängsbro socialtjänst',
      '--legal-form', 'municipal', '--organisation-number', '2129990012',
      '--listen', `127.0.0.1:${world.port[name]}`, '--key-file');
    if (kind === 'social') appendFileSync(join(bank(name), 'bank.conf'), '\ntarget.child_inquiry = 90\n');
    world.run(name, 'staff', 'import', join(dir, 'town', name, 'staff.csv'));
  }
  world.run('school', 'import', 'ss12000', join(dir, 'town/school/ss12000'));
  for (const f of readdirSync(join(dir, 'town/school')).filter(f => /^attendance.*csv$/.test(f))) {
    world.run('school', 'import', 'attendance', join(dir, 'town/school', f));
  }
  world.run('social', 'import', 'interventions', join(dir, 'town/social/interventions.csv'));
  for (const [a, b] of [['school', 'social'], ['social', 'school']]) {
    writeFileSync(join(dir, `card-${b}`), world.run(b, 'peer', 'card'));
    world.run(a, 'peer', 'add', join(dir, `card-${b}`));
    const words = world.run(b, 'peer', 'card', '--words').trim();
    world.run(a, 'peer', 'confirm', '1', '--words', words);
  }
  for (const name of ['school', 'social']) {
    const p = spawn(brygga, ['-C', bank(name), 'serve'], { stdio: ['ignore', 'pipe', 'inherit'] });
    servers.push(p);
    await new Promise((resolve, reject) => {
      p.stdout.once('data', resolve);
      p.once('exit', code => reject(new Error(`serve ended with ${code}`)));
    });
  }
  world.staff = name => readFileSync(join(dir, 'town', name, 'staff.csv'), 'utf8').trim().split('\n').slice(1)
    .map(line => line.split(',')).map(([person, role, unit]) => ({ person, role, unit }));
  return world;
}
