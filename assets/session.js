// Warns five minutes before the session ends, and lets it go on when asked to. Without this script
// the foot of the page says when it ends. Nothing is written into the page but text that is there.
const box = document.getElementById('session-warning');

if (box) {
  const warnSeconds = 300;
  const [soon, ended, form] = ['session-soon', 'session-ended', 'session-stay'].map(id => document.getElementById(id));
  let ends = Date.now() + Number(box.dataset.secondsLeft) * 1000;
  let written = false;
  document.getElementById('main').addEventListener('input', () => { written = true; });

  // A screen that nobody sits at shall not go on showing a child's page; what is being written stays.
  const leave = () => {
    if (!written) location.replace(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
  };
  const look = () => {
    const left = (ends - Date.now()) / 1000;
    box.hidden = left > warnSeconds;
    soon.hidden = form.hidden = left <= 0;
    ended.hidden = left > 0;
    if (left <= 0) leave();
  };
  form.addEventListener('submit', async event => {
    event.preventDefault();
    try {
      const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
      if (!answer.ok || answer.redirected) throw new Error('the session has ended');
      ends = Date.now() + (await answer.json()).seconds_left * 1000;
    } catch {
      ends = Date.now();
    }
    look();
  });
  setInterval(look, 1000);
  look();
}
