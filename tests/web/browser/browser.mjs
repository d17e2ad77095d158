// Chromium and axe, with what every page is looked at for.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

// The page's own policy forbids scripts; the tests' tools run beside it.
export async function newPage(browser, { width = 1100, dark = false, javaScript = true } = {}) {
  const context = await browser.newContext({
    viewport: { width, height: 900 }, colorScheme: dark ? 'dark' : 'light', locale: 'sv-SE',
    bypassCSP: true, javaScriptEnabled: javaScript,
  });
  const page = await context.newPage();
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
