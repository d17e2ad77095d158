// node look.mjs FOLDER ADDRESS [--each N] SEAT…
// Takes a picture of every kind of page that a person comes to by following links from the first one:
// 1100 px, 375 px and dark, into FOLDER/SEAT, with its words beside it; and tells what a machine sees
// is wrong. A SEAT is words of a button on /login, "family:" and words of one on /login/family, or
// "visitor". Two pages are of one kind when their addresses differ in numbers only.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch, newPage } from './browser.mjs';

const args = process.argv.slice(2);
const at = args.indexOf('--each');
const each = at < 0 ? 1 : Number(args.splice(at, 2)[1]);
const [folder, address, ...seats] = args;
if (seats.length === 0) {
  console.error('node look.mjs FOLDER ADDRESS [--each N] SEAT…');
  process.exit(2);
}
const looks = [['1100', 1100, 'light'], ['375', 375, 'light'], ['dark', 1100, 'dark']];

// Numbers are ids; what a question is called is part of the kind.
const kindOf = url => {
  const words = [...url.searchParams].map(([k, v]) => /^[a-z_-]+$/.test(v) && /^(step|kind|tab|view|q)$/.test(k) ? `${k}=${v}` : k);
  return url.pathname.replace(/\/\d+(?=\/|$)/g, '/{id}').replace(/\/[0-9a-f]{12,}(?=\/|$)/g, '/{x}') +
    (words.length > 0 ? '?' + [...new Set(words)].sort().join('&') : '');
};

// What can be seen to be wrong without eyes.
const faults = page => page.evaluate(() => {
  const wrong = [];
  const words = e => e.textContent.trim().replace(/\s+/g, ' ').slice(0, 60);
  const shown = e => e.getClientRects().length > 0;
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) wrong.push('scrolls sideways');
  for (const e of document.querySelectorAll('main *')) {
    if (!shown(e)) continue;
    const s = getComputedStyle(e);
    if (e.children.length === 0 && e.clientWidth > 2 && s.overflowX === 'hidden' && e.scrollWidth > e.clientWidth + 1) wrong.push(`cut: ${words(e)}`);
  }
  for (const r of document.querySelectorAll('.scroll')) {
    if (shown(r) && r.scrollWidth > r.clientWidth + 1) wrong.push(`wide table: ${r.getAttribute('aria-label')} ${r.scrollWidth} of ${r.clientWidth}`);
  }
  const blocks = [...document.querySelectorAll('main h1, main h2, main h3')].filter(shown);
  for (const h of blocks) {
    let next = h.nextElementSibling;
    while (next && !shown(next)) next = next.nextElementSibling;
    if (next && /^H[1-6]$/.test(next.tagName) && next.tagName <= h.tagName) wrong.push(`nothing under: ${words(h)}`);
    if (!next && h.parentElement.tagName === 'MAIN') wrong.push(`nothing under: ${words(h)}`);
  }
  for (const t of document.querySelectorAll('main table')) {
    if (t.tBodies[0]?.rows.length === 0) wrong.push(`table without rows: ${words(t)}`);
  }
  const primary = [...document.querySelectorAll('main .ds-button')].filter(b => shown(b) && (b.dataset.variant ?? 'primary') === 'primary');
  if (primary.length > 3) wrong.push(`${primary.length} main buttons: ${primary.slice(0, 5).map(words).join(' | ')}`);
  for (const e of document.querySelectorAll('main p, main li, main td, main dd, main h1, main h2, main h3, main label')) {
    if (/\{[a-z_]+\}|\bundefined\b|\(null\)|\s,|\(\)|\.\.(?!\.)| {2,}\S*&|  \./.test(e.innerText ?? '')) wrong.push(`odd text: ${words(e)}`);
  }
  return [...new Set(wrong)];
});

async function signIn(page, seat) {
  if (seat === 'visitor') {
    await page.goto(address + '/login');
    return;
  }
  const family = seat.startsWith('family:');
  await page.goto(address + (family ? '/login/family' : '/login'));
  await page.getByRole('button', { name: family ? seat.slice(7) : seat }).first().click();
}

async function look(browser, seat) {
  const page = await newPage(browser);
  const name = seat.toLowerCase().replace(/[^a-zåäö0-9]+/g, '-').replace(/^-|-$/g, '');
  const out = join(folder, name);
  mkdirSync(out, { recursive: true });
  await signIn(page, seat);
  const met = new Map(), seen = new Set(), lines = [];
  const queue = [new URL(page.url()).pathname];
  let n = 0;
  while (queue.length > 0) {
    const path = queue.shift();
    const kind = kindOf(new URL(path, address));
    if (seen.has(path) || (met.get(kind) ?? 0) >= each) continue;
    seen.add(path);
    met.set(kind, (met.get(kind) ?? 0) + 1);
    await page.setViewportSize({ width: 1100, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
    let answer;
    try {
      answer = await page.goto(address + path);
    } catch (e) {
      lines.push(`${path}: ${e.message.split('\n')[0]}`); // a file, not a page
      continue;
    }
    if (!answer.headers()['content-type']?.startsWith('text/html')) continue;
    const file = `${String(++n).padStart(3, '0')}-${kind.replace(/[^a-z0-9{}=]+/g, '_').replace(/^_|_$/g, '') || 'start'}`;
    const found = [];
    for (const [look, width, scheme] of looks) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      for (const f of await faults(page)) found.push(look === '375' && f.startsWith('wide table') ? '' : `${look}: ${f}`);
      await page.screenshot({ path: join(out, `${file}.${look}.png`), fullPage: true });
    }
    writeFileSync(join(out, `${file}.txt`), `${path}\n${await page.title()}\n\n${await page.locator('body').innerText()}\n`);
    lines.push(`${file} ${answer.status()} ${path}`, ...[...new Set(found)].filter(Boolean).map(f => `    ${f}`));
    const links = await page.evaluate(() => [...document.querySelectorAll('a[href]')].map(a => a.href));
    for (const l of links) {
      const u = new URL(l);
      if (u.origin === new URL(address).origin && !u.pathname.startsWith('/log')) queue.push(u.pathname + u.search);
    }
  }
  writeFileSync(join(out, 'pages.txt'), lines.join('\n') + '\n');
  console.log(`${seat}: ${n} kinds of pages, ${lines.filter(l => l.startsWith('    ')).length} remarks, in ${out}`);
  await page.context().close();
}

const browser = await launch();
try {
  for (const seat of seats) await look(browser, seat);
} finally {
  await browser.close();
}
