// node summary.mjs FOLDER...: one table of what wapiti and between.mjs found, a FOLDER a role. Exits with 1
// when something is found that is not accepted here with its reason, or a room was not reached.
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const accepted = [
  { kind: /HTTP Secure Headers/, info: /X-XSS-Protection/,
    why: 'browsers have dropped the header and OWASP advises against it; the policy forbids inline scripts' },
  { kind: /^a form taken (without a token|with a token of nobody): \/my\/leave$/, info: /./,
    why: 'leaving quickly must work when the session has ended too; it ends the session and does nothing else' },
];

const rows = new Map(), unmet = [];
let bad = 0;
const add = (kind, role, verdict, count, example) => {
  const key = `${verdict}\0${kind}`;
  const row = rows.get(key) ?? { kind, verdict, count: 0, roles: new Set(), example };
  row.count += count;
  row.roles.add(role);
  rows.set(key, row);
};

for (const folder of process.argv.slice(2)) {
  const role = basename(folder);
  const report = join(folder, 'wapiti.json');
  if (!existsSync(report)) {
    add('wapiti left no report', role, 'FOUND', 1, report);
    bad++;
  } else {
    const r = JSON.parse(readFileSync(report));
    for (const [part, counts] of [['vulnerabilities', true], ['anomalies', true], ['additionals', false]]) {
      for (const [kind, list] of Object.entries(r[part] ?? {})) {
        for (const f of list) {
          const ok = accepted.find(a => a.kind.test(kind) && a.info.test(f.info));
          const verdict = ok ? `accepted: ${ok.why}` : counts ? 'FOUND' : 'told';
          bad += verdict === 'FOUND';
          add(kind, role, verdict, 1, `${f.method} ${f.path} ${f.parameter ?? ''} ${f.info}`.slice(0, 200));
        }
      }
    }
  }
  const seen = JSON.parse(readFileSync(join(folder, 'seen.json')));
  for (const [what, { count, first }] of Object.entries(seen.wrong)) {
    const ok = accepted.find(a => a.kind.test(what) && a.info.test(first));
    add(what, role, ok ? `accepted: ${ok.why}` : 'FOUND', count, first);
    bad += ok ? 0 : count;
  }
  const good = statuses => Object.keys(statuses ?? {}).some(s => s < 400);
  const requests = Object.values(seen.met).flatMap(Object.values).reduce((a, b) => a + b, 0);
  const routes = Object.keys(seen.met).filter(k => good(seen.met[k]));
  console.log(`${role}: ${seen.pages} pages found, ${requests} requests, ${routes.filter(r => r.startsWith('GET')).length} kinds of page and ` +
    `${routes.filter(r => r.startsWith('POST')).length} kinds of form met (${seen.formsTried} tried field by field, ${seen.formRequests} times), signed in ${seen.signedIn} times`);
  for (const room of seen.rooms) {
    if (!good(seen.met[`GET ${room}`])) unmet.push(`${role} ${room}`);
  }
}

console.log('\n| finding | count | as | verdict | such as |\n|---|---|---|---|---|');
for (const r of [...rows.values()].sort((a, b) => (b.verdict === 'FOUND') - (a.verdict === 'FOUND') || b.count - a.count)) {
  console.log(`| ${r.kind} | ${r.count} | ${[...r.roles].join(', ')} | ${r.verdict} | ${r.example.replaceAll('|', '\\|')} |`);
}
if (rows.size === 0) console.log('| nothing | 0 | | | |');
if (unmet.length > 0) console.log(`\nrooms that were not reached: ${unmet.join('; ')}`);
console.log(`\nfindings: ${bad}`);
process.exit(bad > 0 || unmet.length > 0 ? 1 : 0);
