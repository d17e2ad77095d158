// What every play has in common: a world of its own, a browser, steps with names and times, and
// an exit code that tells whether all went well.
import { launch } from './browser.mjs';
import { makeWorld } from './world.mjs';

// Runs `work`, given the world, the browser and `step(name, work)`. The first step that fails ends
// the play; a server that does not end as it should fails it too.
export async function play(brygga, work) {
  let failed = false;
  const step = async (name, act) => {
    const began = Date.now();
    try {
      await act();
      console.log(`ok   ${name} (${Date.now() - began} ms)`);
    } catch (e) {
      console.log(`FAIL ${name}: ${e.message}`);
      failed = true;
      throw e;
    }
  };
  const world = await makeWorld(brygga);
  const browser = await launch();
  try {
    await work({ world, browser, step });
  } catch (e) {
    if (!failed) console.log(e.stack);
    failed = true;
  } finally {
    await browser.close();
    await world.stop().catch(e => {
      console.log(String(e));
      failed = true;
    });
  }
  process.exitCode = failed ? 1 : 0;
}

export const heading = page => page.locator('h1').innerText();

export async function signIn(page, world, bank, person) {
  await page.goto(world.at(bank, '/login'));
  await page.getByRole('button', { name: person }).click();
  await page.waitForURL(world.at(bank, '/'));
}
