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
// One after another, since a form is sent once: what somebody who searches waits for.
async function search(what, cookie, count) {
  const times = [];
  let found = 0;
  for (let i = 0; i < count; i++) {
    const form = await ask('/search', { headers: { cookie } });
    const token = [...form.text.matchAll(/name="csrf_token" value="([^"]+)"/g)].at(-1)[1];
    const at = form.text.match(/<form[^>]*action="\/search"[\s\S]*?name="csrf_token" value="([^"]+)"/)?.[1] ?? token;
    const begin = performance.now();
    const answer = await ask('/search', {
      method: 'POST', body: `csrf_token=${at}&what=${encodeURIComponent(what(i))}`,
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    });
    times.push(performance.now() - begin);
    if (answer.status !== 200) throw new Error(`a search answers ${answer.status}`);
    found += /href="\/pupil\/\d+"/.test(answer.text) ? 1 : 0;
  }
  const first = times[0];
  times.sort((a, b) => a - b);
  return { first, found, median: times[times.length >> 1], p99: times[Math.floor(times.length * 0.99)] };
}

async function searches(cookie) {
  const alone = [];
  for (let i = 0; i < 300; i++) {
    const begin = performance.now();
    await ask('/health', { headers: { cookie } });
    alone.push(performance.now() - begin);
  }
  alone.sort((a, b) => a - b);
  const kinds = [['nothing: a form with a fault', () => 'x'], ['a name that nobody has', () => 'Alva Finnsinte'], ['a whole name', i => ['Alva Lindgren', 'Omar Sjöberg', 'Stina Ekström', 'Hugo Norrman'][i % 4]],
    ['a name that many have', () => 'Anna']];
  for (const [kind, what] of kinds) {
    const s = await search(what, cookie, 100);
    console.log(`search, ${kind}: ms: first ${s.first.toFixed(1)}, median ${s.median.toFixed(2)}, p99 ${s.p99.toFixed(1)}; ` +
      `${s.found} of 100 found somebody; ratio of the median to the empty page ${(s.median / alone[150]).toFixed(1)}`);
  }
}

console.log(`ratio of the medians: ${(page[page.length >> 1] / empty[empty.length >> 1]).toFixed(1)}`);
await searches(cookie);
process.exit(0);
