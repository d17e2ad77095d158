// WCAG 1.4.11 and 1.4.12, computed: what axe does not look at.

// Text spacing (1.4.12): with the spacing of the criterion nothing is cut off, nothing lies on top
// of other text, and the page does not scroll sideways.
export async function spaced(page) {
  const style = await page.addStyleTag({ content: `
    *, *::before, *::after { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }` });
  const wrong = await page.evaluate(() => {
    const found = [];
    const shown = e => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const name = e => e.outerHTML.slice(0, 100);
    if (document.documentElement.scrollWidth > document.documentElement.clientWidth + 1) found.push('text spacing: the page scrolls sideways');
    // cut off: a box that hides what does not fit
    for (const e of document.querySelectorAll('body *')) {
      const s = getComputedStyle(e), r = e.getBoundingClientRect();
      const hides = [s.overflowX, s.overflowY].some(o => o === 'hidden' || o === 'clip');
      if (!hides || !shown(e) || r.width < 4 || r.height < 4 || e.closest('svg') || e.innerText?.trim() === '') continue;
      if (e.scrollWidth > e.clientWidth + 2 || e.scrollHeight > e.clientHeight + 2) found.push(`text spacing: cut off: ${name(e)}`);
    }
    // lines of text, and whether they stay in their button, tag or field
    const lines = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let n = walker.nextNode(); n; n = walker.nextNode()) {
      const e = n.parentElement;
      if (n.data.trim() === '' || !shown(e) || e.closest('script, style, textarea, select, .ds-skip-link, details:not([open]) > :not(summary)')) continue;
      const range = document.createRange();
      range.selectNodeContents(n);
      const box = e.closest('.ds-button, .ds-tag, .step');
      for (const r of range.getClientRects()) {
        if (r.width < 2 || r.height < 2) continue;
        // the letters, not the space between the lines
        const size = parseFloat(getComputedStyle(e).fontSize), middle = (r.top + r.bottom) / 2;
        lines.push({ e, n, l: r.left, r: r.right, t: middle - size * 0.36, b: middle + size * 0.36 });
        const o = box?.getBoundingClientRect();
        if (o && (r.left < o.left - 1 || r.right > o.right + 2 || middle - size * 0.4 < o.top - 1 || middle + size * 0.4 > o.bottom + 1)) {
          found.push(`text spacing: outside its box: ${name(box)}`);
        }
      }
    }
    lines.sort((x, y) => x.t - y.t);
    for (let i = 0; i < lines.length; i++) {
      for (let k = i + 1; k < lines.length && lines[k].t < lines[i].b - 1; k++) {
        const x = lines[i], y = lines[k];
        if (x.n !== y.n && x.l < y.r - 2 && y.l < x.r - 2) found.push(`text spacing: on top of each other: "${x.n.data.trim().slice(0, 40)}" and "${y.n.data.trim().slice(0, 40)}"`);
      }
    }
    return [...new Set(found)].slice(0, 4);
  });
  await style.evaluate(s => s.remove());
  return wrong;
}

// Contrast of what is not text (1.4.11): edges of fields, boxes to tick, what shows that something
// is chosen or current, focus, and the marks of charts – at least 3:1 to what lies beside them.
export async function contrast(page) {
  return page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
    const rgba = text => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = '#000';
      canvas.fillStyle = text;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      return { r, g, b, a: a / 255 };
    };
    const over = (x, y) => ({ r: x.r * x.a + y.r * (1 - x.a), g: x.g * x.a + y.g * (1 - x.a), b: x.b * x.a + y.b * (1 - x.a), a: 1 });
    const lightness = c => [c.r, c.g, c.b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
      .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const ratio = (x, y) => { const [a, b] = [lightness(x), lightness(y)].sort((p, q) => q - p); return (a + 0.05) / (b + 0.05); };
    const ground = e => {
      const layers = [];
      for (let at = e; at; at = at.parentElement) layers.push(rgba(getComputedStyle(at).backgroundColor));
      return layers.reverse().reduce((under, c) => over(c, under), { r: 255, g: 255, b: 255, a: 1 });
    };
    const shown = e => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.getBoundingClientRect().width > 2;
    const colours = s => [
      ...['Top', 'Bottom', 'Left', 'Right'].filter(x => s[`border${x}Style`] !== 'none' && parseFloat(s[`border${x}Width`]) >= 1).map(x => s[`border${x}Color`]),
      ...(s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1 ? [s.outlineColor] : []),
      ...(s.boxShadow.match(/(?:rgba?|hsla?|oklch|oklab|color)\([^)]*\)|#[0-9a-f]+/gi) ?? []),
    ].map(rgba).filter(c => c.a > 0.1);
    const found = [];
    const looked = { field: 0, focus: 0, current: 0, mark: 0 };
    const want = (what, e, list, on) => {
      looked[what]++;
      const best = Math.max(0, ...list.map(c => ratio(over(c, on), on)));
      if (best < 3) found.push(`contrast of ${what} ${best.toFixed(2)}:1: ${e.outerHTML.slice(0, 110)}`);
    };
    for (const e of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
      if (!shown(e) || e.disabled) continue;
      const on = ground(e.parentElement), s = getComputedStyle(e);
      // in the steps of a question the label is what is seen
      const label = e.closest('.step') ? getComputedStyle(e.parentElement.querySelector('label')) : null;
      want('field', e, [...colours(s), rgba(s.backgroundColor), ...(label ? [...colours(label), rgba(label.backgroundColor)] : [])], on);
    }
    for (const e of document.querySelectorAll('[aria-current]')) {
      if (!shown(e)) continue;
      want('current', e, colours(getComputedStyle(e)), ground(e));
    }
    const stops = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
      .filter(e => shown(e) && !e.disabled && !e.classList.contains('ds-skip-link')).slice(0, 60);
    const scroll = [scrollX, scrollY];
    for (const e of stops) {
      e.focus({ preventScroll: true, focusVisible: true });
      if (document.activeElement !== e) continue;
      const label = e.closest('.step') ? [getComputedStyle(e.parentElement.querySelector('label'))] : [];
      const seen = [getComputedStyle(e), ...label].flatMap(s => {
        const outline = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 ? [s.outlineColor] : [];
        return [...outline, ...(s.boxShadow.match(/(?:rgba?|hsla?|oklch|oklab|color)\([^)]*\)/gi) ?? [])].map(rgba).filter(c => c.a > 0.1);
      });
      want('focus', e, seen, ground(e.parentElement));
    }
    document.activeElement?.blur();
    scrollTo(...scroll);
    for (const e of document.querySelectorAll('svg.chart path, svg.chart circle, svg.chart rect, svg.chart line, svg.chart polyline, svg.chart polygon')) {
      const s = getComputedStyle(e), kind = e.getAttribute('class') ?? e.parentElement.getAttribute('class') ?? '';
      if (!shown(e) || /grid|axis|ground|back|between|band/.test(kind)) continue; // told in words too, or empty space
      if (s.fill.startsWith('url(')) continue; // stripes on a mark that is measured itself
      const list = [s.stroke, s.fill].filter(c => c && c !== 'none').map(rgba).filter(c => c.a > 0.1);
      if (list.length > 0) want('mark', e, list, ground(e.closest('svg')));
    }
    return { found: [...new Set(found)].slice(0, 5), looked };
  });
}

// Both, in the width and colours that the page has now.
export async function spacedAndSeen(page) {
  const { found } = await contrast(page);
  return [...await spaced(page), ...found];
}
