// Scores the public pages: those that a visitor reaches from the home page by links, one address for each kind of page.
import lighthouse from 'lighthouse';
import { launch } from 'chrome-launcher';

const least = 95;
const most = 60;
const site = new URL(process.argv[2]);
const languages = ['id', 'en'];
const starts = [
  '/', '/panggilan', '/ukuran', '/kalender', '/instrumen', '/masuk', '/masuk/lupa', '/masuk/kunci', '/galeri', '/daerah/kota-pagar-alam',
];

// A page of one region stands for the pages of all regions: digits, identifiers and names are left out of an address to tell its kind.
const kindOf = path => path
  .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}')
  .replace(/^\/daerah\/[^/]+/, '/daerah/{nama}')
  .replace(/\/hasil\/[^/]+/, '/hasil/{nama}')
  .replace(/^\/instrumen\/[^/]+\/\d+/, '/instrumen/{kode}/{versi}')
  .replace(/^\/ukuran\/[^/]+\/[^/]+\/[^/]+/, '/ukuran/{kode}/{daerah}/{masa}')
  .replace(/^\/ukuran\/[^/]+$/, '/ukuran/{kode}');

async function publicPages() {
  const found = new Map();
  const waiting = [...starts];
  const seen = new Set(waiting);
  while (waiting.length > 0 && found.size < most) {
    const path = waiting.shift();
    const kind = kindOf(path);
    if (found.has(kind)) continue;
    const answer = await fetch(new URL(path, site), { redirect: 'manual' });
    if (answer.status !== 200 || !answer.headers.get('content-type')?.startsWith('text/html')) continue;
    found.set(kind, path);
    for (const [, href] of (await answer.text()).matchAll(/<a [^>]*href="(\/[^"?#]*)/g)) {
      if (!seen.has(href)) {
        seen.add(href);
        waiting.push(href);
      }
    }
  }
  return found;
}

const chrome = await launch({ chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu'] });
let low = 0;
try {
  for (const [kind, path] of await publicPages()) {
    for (const language of languages) {
      const address = new URL(path, site);
      const result = await lighthouse(address.href, {
        port: chrome.port, output: 'json', logLevel: 'error', onlyCategories: ['accessibility'], maxWaitForLoad: 90_000,
        extraHeaders: { Cookie: `bahasa=${language}`, 'Accept-Language': language },
      });
      const score = Math.round((result?.lhr.categories.accessibility.score ?? 0) * 100);
      const faults = Object.values(result?.lhr.audits ?? {}).filter(a => a.score === 0 && a.scoreDisplayMode === 'binary').map(a => a.id);
      low += score < least ? 1 : 0;
      console.log(`${String(score).padStart(4)}  ${language}  ${kind}  ${faults.join(' ')}`);
    }
  }
} finally {
  await chrome.kill();
}
console.log(low === 0 ? `every page scores ${least} or more` : `${low} pages score below ${least}`);
process.exit(low === 0 ? 0 : 1);
