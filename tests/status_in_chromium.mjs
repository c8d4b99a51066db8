// The operator's page in Chromium, by keyboard alone: sign in, read, change the language, sign out.
//   node status_in_chromium.mjs PACKAGE_FOLDER URL KEY_FILE PICTURE_FOLDER CHROMIUM
// Prints one JSON document of what was seen.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, url, keyFile, pictures, executablePath] = process.argv.slice(2);
const { chromium } = createRequire(join(folder, "x.js"))("playwright-core");
const key = readFileSync(keyFile, "utf8").trim();
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const seen = { messages: [], requests: [], looks: {} };

const shape = (page) => page.evaluate(() => {
  const luminance = (text) => {
    const [r, g, b] = text.match(/[\d.]+/g).map(Number).map((c) => c / 255)
      .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/, 0\)$|transparent/.test(colour)) return colour;
    }
    return "rgb(255,255,255)";
  };
  const texts = [...document.querySelectorAll("h1,h2,p,li,dt,dd,th,td,a,button,label,caption,span")]
    .filter((node) => node.innerText && node.innerText.trim() && node.offsetParent);
  const least = Math.min(...texts.map((node) => {
    const [a, b] = [luminance(getComputedStyle(node).color), luminance(behind(node))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  }));
  return {
    lang: document.documentElement.lang,
    title: document.title,
    headings: [...document.querySelectorAll("h1,h2")].map((node) => node.innerText),
    scripts: document.scripts.length,
    sideways: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    contrast: least,
    unnamed: [...document.querySelectorAll("a,button,input,[tabindex]")]
      .filter((node) => !(node.innerText || node.getAttribute("aria-label") || node.labels?.length)).length,
  };
});

for (const [name, colorScheme, locale, zoom] of [
  ["light", "light", "sv-SE", 1], ["dark", "dark", "en-GB", 1], ["large", "light", "sv-SE", 2],
]) {
  const context = await browser.newContext({
    colorScheme, locale, viewport: { width: Math.round(1280 / zoom), height: Math.round(900 / zoom) },
    deviceScaleFactor: zoom,
  });
  const page = await context.newPage();
  page.on("console", (said) => ["error", "warning"].includes(said.type()) && seen.messages.push(said.text()));
  page.on("pageerror", (said) => seen.messages.push(String(said)));
  page.on("request", (asked) => seen.requests.push(new URL(asked.url()).pathname));
  const first = await page.goto(`${url}/status`);
  const door = { status: first.status(), ...(await shape(page)) };
  await page.screenshot({ path: join(pictures, `status-door-${name}.png`) });
  await page.keyboard.type("not a key");
  await page.keyboard.press("Enter");
  await page.waitForSelector("[role=alert]");
  await page.keyboard.type(key);
  await page.keyboard.press("Enter");
  await page.waitForSelector("dl");
  const inside = await shape(page);
  const stops = [];
  for (let n = 0; n < 12; n += 1) {
    await page.keyboard.press("Tab");
    stops.push(await page.evaluate(() => {
      const at = document.activeElement;
      return at === document.body ? "" : `${at.tagName} ${getComputedStyle(at).outlineStyle}`;
    }));
  }
  await page.screenshot({ path: join(pictures, `status-${name}.png`), fullPage: true });
  await page.click("header a");
  await page.waitForSelector("dl");
  const other = await page.evaluate(() => document.documentElement.lang);
  await page.focus("form.leave button");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#key");
  seen.looks[name] = { door, inside, stops, other, cookies: (await context.cookies()).length };
  await context.close();
}
await browser.close();
console.log(JSON.stringify(seen));
