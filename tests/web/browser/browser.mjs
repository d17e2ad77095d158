// Chromium and axe, with what every page is looked at for.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

// A click that leads to another page is over when that page is there: every step then looks at the
// page it means, also on a busy machine.
let patched = false;
function waitAfterClicks(page) {
  if (patched) return;
  patched = true;
  const locator = Object.getPrototypeOf(page.locator('html'));
  const click = locator.click;
  locator.click = async function (...options) {
    const on = this.page();
    let asked = false, there;
    const arrived = new Promise(done => { there = done; });
    const request = r => { asked ||= r.isNavigationRequest() && r.frame() === on.mainFrame(); };
    const frame = f => { if (f === on.mainFrame()) there(); };
    on.on('request', request);
    on.on('framenavigated', frame);
    try {
      await click.apply(this, options);
      await new Promise(done => setTimeout(done, 40));
      if (asked) {
        await Promise.race([arrived, new Promise(done => setTimeout(done, 5000))]);
        await on.waitForLoadState();
      }
    } finally {
      on.off('request', request);
      on.off('framenavigated', frame);
    }
  };
}

// The page's own policy forbids scripts; the tests' tools run beside it.
export async function newPage(browser, { width = 1100, dark = false, javaScript = true } = {}) {
  const context = await browser.newContext({
    viewport: { width, height: 900 }, colorScheme: dark ? 'dark' : 'light', locale: 'sv-SE',
    bypassCSP: true, javaScriptEnabled: javaScript,
  });
  const page = await context.newPage();
  waitAfterClicks(page);
  page.problems = [];
  page.on('console', m => { if (m.type() === 'error' && !/status of 40[0349]/.test(m.text())) page.problems.push(m.text()); });
  page.on('pageerror', e => page.problems.push(String(e)));
  return page;
}

export const useAxe = page => page.evaluate(axeSource);

// Dark differs from light in colours alone, so there only they are looked at.
export async function violations(page, coloursOnly = false) {
  const runOnly = coloursOnly ? { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }
    : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
  const { violations } = await page.evaluate(
    only => globalThis.axe.run(document, { resultTypes: ['violations'], runOnly: only }), runOnly);
  return violations.map(v => `${v.id} (${v.impact}): ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')}`);
}

// The page itself must never scroll sideways; tables scroll inside their regions.
export const overflows = page => page.evaluate(() =>
  document.documentElement.scrollWidth > document.documentElement.clientWidth
    ? [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 &&
      !e.closest('.scroll')).slice(0, 3).map(e => e.outerHTML.slice(0, 120)) : []);

// Windows high contrast: what can be pressed has a border, an underline or a mark of its own, since
// backgrounds are gone; and nothing has turned its own colours back on.
export async function highContrast(page) {
  await page.emulateMedia({ forcedColors: 'active' });
  const wrong = await page.evaluate(() => [...document.querySelectorAll('main a, main button, main input:not([type=hidden]), main select, main textarea')]
    .filter(e => e.offsetParent !== null)
    .filter(e => {
      const s = getComputedStyle(e);
      const bordered = ['Top', 'Bottom'].some(side => s[`border${side}Style`] !== 'none' && parseFloat(s[`border${side}Width`]) > 0);
      // Boxes and buttons of choice are drawn by the design system with system colours of its own.
      const drawn = /checkbox|radio/.test(e.type);
      return (!drawn && s.forcedColorAdjust === 'none') ||
        !(drawn || bordered || s.textDecorationLine.includes('underline') || s.outlineStyle !== 'none');
    }).slice(0, 3).map(e => `high contrast: ${e.outerHTML.slice(0, 100)}`));
  await page.emulateMedia({ forcedColors: 'none' });
  return wrong;
}

// The keyboard alone: Tab reaches everything that can be pressed, in the order of the page, and
// where the focus is can be seen.
export async function keyboard(page) {
  const wrong = [];
  const stops = await page.evaluate(() => {
    document.activeElement?.blur?.();
    const can = e => !e.disabled && e.tabIndex >= 0 && e.offsetParent !== null &&
      !(e.type === 'radio' && e.name && document.querySelector(`input[type=radio][name="${e.name}"]:checked`) && !e.checked);
    const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')].filter(can);
    const radios = new Set();
    window.stops = all.filter(e => e.type !== 'radio' || (!radios.has(e.name) && radios.add(e.name)));
    return window.stops.length;
  });
  const most = Math.min(stops, 40);
  let at = -1;
  // a date has a stop for year, month, day and calendar
  const parts = await page.locator('input[type=date]').count() * 3;
  for (let i = 0; i < most + parts + 3 && at < most - 1; i++) {
    await page.keyboard.press('Tab');
    const now = await page.evaluate(() => {
      const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
      const label = e.closest('.ds-field, label, a, button, .scroll') ?? e, t = getComputedStyle(label);
      return { at: window.stops.findIndex(x => x === e || (x.type === 'radio' && x.name === e.name)),
        html: e.outerHTML.slice(0, 90), onScreen: r.bottom > 0 && r.top < innerHeight,
        // the skip link is seen by being there at all
        seen: (e.classList.contains('ds-skip-link') && r.width > 20 && r.height > 20) || [s, t].some(x => (x.outlineStyle !== 'none' && parseFloat(x.outlineWidth) > 0) || x.boxShadow !== 'none') };
    });
    if (now.at < 0) continue;
    if (now.at < at) wrong.push(`keyboard: goes back at ${now.html}`);
    if (!now.seen) wrong.push(`keyboard: the focus is not seen at ${now.html}`);
    if (!now.onScreen) wrong.push(`keyboard: the focus is off the screen at ${now.html}`);
    at = Math.max(at, now.at);
  }
  if (at < most - 1) wrong.push(`keyboard: reaches ${at + 1} of ${most}`);
  return wrong.slice(0, 4);
}

// 400 % zoom of a window of 1280 × 1024 (WCAG 1.4.10).
export async function zoomed(page) {
  await page.setViewportSize({ width: 320, height: 256 });
  return (await overflows(page)).map(o => `400 %: ${o}`);
}

// The page as it is now, also a form with faults, looked at in both widths and both schemes.
export async function look(page, name, shots) {
  const wrong = [];
  await useAxe(page);
  for (const width of [1100, 320]) {
    await page.setViewportSize({ width, height: 900 });
    for (const dark of [false, true]) {
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
      const is = `${name}-${width}-${dark ? 'dark' : 'light'}`;
      for (const v of await violations(page, dark)) wrong.push(`${is}: ${v}`);
      for (const o of await overflows(page)) wrong.push(`${is} overflows: ${o}`);
      if (shots) await page.screenshot({ path: join(shots, `${is}.png`), fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1100, height: 900 });
  assert.deepEqual(wrong, []);
}
