// web.mjs ADDRESS PUPILS RATE SECONDS: asks a served bank for pages at a steady rate and prints how
// long each kind took, counted from the moment when it should have been asked for, so that a queue is
// not hidden. Signs in by the demo's choice of a person (the first employee of the list).
import http from 'node:http';

const [address, pupils, rate, seconds] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

const ask = (path, { method = 'GET', headers = {}, body } = {}) => new Promise((resolve, reject) => {
  const q = http.request(address + path, { agent, method, headers }, r => {
    const parts = [];
    r.on('data', p => parts.push(p));
    r.on('end', () => resolve({ status: r.statusCode, headers: r.headers, text: Buffer.concat(parts).toString() }));
  });
  q.on('error', reject);
  q.end(body);
});

async function signIn() {
  const page = await ask('/login');
  const token = page.text.match(/name="csrf_token" value="([^"]+)"/)[1];
  const staff = page.text.match(/name="staff" value="(\d+)"/)[1];
  const answer = await ask('/login', {
    method: 'POST', body: `csrf_token=${token}&staff=${staff}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
  });
  if (answer.status !== 303) throw new Error(`sign-in answers ${answer.status}`);
  return answer.headers['set-cookie'][0].split(';')[0];
}

const share = (sorted, p) => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))].toFixed(1);

async function run(name, path, cookie, perSecond) {
  const times = [], wrong = new Map(), under = [];
  const begin = performance.now() + 50, count = perSecond * seconds;
  for (let i = 0; i < count; i++) {
    const due = begin + i * 1000 / perSecond;
    while (performance.now() < due) await new Promise(r => setTimeout(r, Math.max(0, due - performance.now() - 1)));
    under.push(ask(path(i), { headers: { cookie } }).then(a => {
      if (a.status === 200) times.push(performance.now() - due);
      else wrong.set(a.status, (wrong.get(a.status) ?? 0) + 1);
    }));
  }
  await Promise.all(under);
  times.sort((a, b) => a - b);
  console.log(`${name}: ${times.length} pages at ${perSecond}/s, ms: median ${share(times, 0.5)}, ` +
    `p99 ${share(times, 0.99)}, most ${times.at(-1).toFixed(1)}` +
    [...wrong].map(([status, n]) => `; ${n} answered ${status}`).join(''));
  return times;
}

const cookie = await signIn();
const pupil = i => `/pupil/${1 + i * 7919 % pupils}/follow-up`;
await run('warm-up', pupil, cookie, 20);
const page = await run('pupil follow-up', pupil, cookie, rate);
const empty = await run('empty page', () => '/health', cookie, rate);
console.log(`ratio of the medians: ${(page[page.length >> 1] / empty[empty.length >> 1]).toFixed(1)}`);
process.exit(0);
