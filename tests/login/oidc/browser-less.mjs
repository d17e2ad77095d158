// A browser without a screen: cookies and redirects, nothing else.

export class Browser {
  jars = new Map();

  async ask(url, options = {}) {
    const { origin } = new URL(url);
    if (!this.jars.has(origin)) this.jars.set(origin, new Map());
    const jar = this.jars.get(origin);
    const response = await fetch(url, {
      ...options, redirect: 'manual',
      headers: { ...options.headers, cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; ') },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    response.text_ = await response.text();
    const to = response.headers.get('location');
    response.to = to && new URL(to, url).href;
    return response;
  }

  async send(page, form) {
    const { text_ } = await this.ask(page);
    return this.post(page, text_, form);
  }

  post(page, html, form, action = '/login/start') {
    const token = /name="csrf_token" value="([0-9a-f]+)"/.exec(html)[1];
    return this.ask(new URL(action, page).href, {
      method: 'POST', body: new URLSearchParams({ csrf_token: token, ...form }),
      headers: { 'sec-fetch-site': 'same-origin' },
    });
  }

  // Follows redirects until an address fits, which is not asked for; else the last answer.
  async follow(response, until = /^$/) {
    for (let i = 0; i < 10 && response.to && !until.test(response.to); i++) response = await this.ask(response.to);
    return response;
  }
}
