// refuse.mjs ADDRESS STAFF REQUESTS ROWS: signs in as the employee and times what is refused against what
// is not there, asked for in random order on one connection. Prints for people, cases and letters the
// medians and the area under the ROC curve (the Mann-Whitney statistic as a share): 0.5 is that the time
// tells nothing, 1 that it tells always. Both kinds of the last row are rows that are not there: the noise.
import http from 'node:http';
import { readFileSync } from 'node:fs';

const [address, staff, requests, file] = [process.argv[2], process.argv[3], Number(process.argv[4]), process.argv[5]];
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

const ask = (path, { method = 'GET', headers = {}, body } = {}) => new Promise((resolve, reject) => {
  const begin = process.hrtime.bigint();
  const q = http.request(address + path, { agent, method, headers }, r => {
    const parts = [];
    r.on('data', p => parts.push(p));
    r.on('end', () => resolve({
      took: Number(process.hrtime.bigint() - begin) / 1000, status: r.statusCode, headers: r.headers,
      text: Buffer.concat(parts).toString(),
    }));
  });
  q.on('error', reject);
  q.end(body);
});

async function signIn() {
  const page = await ask('/login');
  const token = page.text.match(/name="csrf_token" value="([^"]+)"/)[1];
  const answer = await ask('/login', {
    method: 'POST', body: `csrf_token=${token}&staff=${staff}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
  });
  if (answer.status !== 303) throw new Error(`sign-in answers ${answer.status}`);
  return answer.headers['set-cookie'][0].split(';')[0];
}

const median = list => [...list].sort((a, b) => a - b)[list.length >> 1];

// The chance that a refused row takes longer than an absent one, ties halved.
function area(refused, absent) {
  const all = [...refused.map(t => [t, 1]), ...absent.map(t => [t, 0])].sort((a, b) => a[0] - b[0]);
  let ranks = 0;
  for (let i = 0; i < all.length;) {
    let j = i;
    while (j < all.length && all[j][0] === all[i][0]) j++;
    for (let k = i; k < j; k++) if (all[k][1] === 1) ranks += (i + j + 1) / 2;
    i = j;
  }
  const n = refused.length, m = absent.length;
  return { auc: (ranks - n * (n + 1) / 2) / (n * m), error: Math.sqrt((n + m + 1) / (12 * n * m)) };
}

const cookie = await signIn();
const get = path => ask(path, { headers: { cookie } });
const rows = readFileSync(file, 'utf8').trim().split('\n').map(l => l.split(' '));
const kinds = { pupil: [], case: [], letter: [] };
for (const [kind, id] of rows) {
  if (kinds[kind].length < 40 && (await get(`/${kind}/${id}`)).status === 404) kinds[kind].push(id);
}

async function measure(name, path, refused, absentId) {
  const times = { refused: [], absent: [] }, bodies = new Set();
  for (let i = 0; i < requests; i++) {
    const order = Math.random() < 0.5 ? ['refused', 'absent'] : ['absent', 'refused'];
    for (const kind of order) {
      const id = kind === 'refused' ? refused[i % refused.length] : absentId(i);
      const answer = await get(`${path}/${id}`);
      if (answer.status !== 404) throw new Error(`${path}/${id} answers ${answer.status}`);
      bodies.add(answer.text.replace(/name="csrf_token" value="[^"]+"/g, ''));
      times[kind].push(answer.took);
    }
  }
  const { auc, error } = area(times.refused, times.absent), [r, a] = [median(times.refused), median(times.absent)];
  console.log(`${name}: ${requests} of each; median refused ${r.toFixed(0)} us, absent ${a.toFixed(0)} us, ratio ` +
    `${(r / a).toFixed(3)}; area under the curve ${auc.toFixed(3)} (0.5 +- ${(1.96 * error).toFixed(3)} is chance); ` +
    `${bodies.size} different answer${bodies.size > 1 ? 's' : ''}`);
}

const none = i => 900000 + i % 40;
for (let i = 0; i < 300; i++) await get(`/pupil/${none(i)}`);
for (const kind of Object.keys(kinds)) {
  if (kinds[kind].length === 0) console.log(`${kind}: nothing that is refused to this employee`);
  else await measure(kind, `/${kind}`, kinds[kind], none);
}
await measure('noise (absent and absent)', '/pupil', [900100, 900101, 900102], none);
process.exit(0);
