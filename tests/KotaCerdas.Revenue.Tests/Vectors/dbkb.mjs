// Writes dbkb.csv: an independent reference in BigInt fractions that shares no code with the product.
// It was run once; the tests read its results as data. Run again after the sample changes:
// node dbkb.mjs ../../../data/tariffs/kota-pagar-alam/1
import { readFileSync, writeFileSync } from 'node:fs';

const folder = process.argv[2];
const rows = name => {
  const [head, ...lines] = readFileSync(`${folder}/${name}.csv`, 'utf8').trim().split('\n');
  const keys = head.split(',');
  return lines.map(line => {
    const cells = [...line.matchAll(/("([^"]|"")*"|[^,]*)(,|$)/g)].map(m => m[1].replace(/^"|"$/g, '').replaceAll('""', '"'));
    return Object.fromEntries(keys.map((k, i) => [k, cells[i]]));
  });
};
const table = rows('dbkb');
const year = 2026;
const special = { area: 1000, floors: 4, few: 10, cap: 30, wood: [70n, 100n] };
const half = (above, below) => (2n * above + below) / (2n * below);
const covers = (r, amount, floors) => (r.above === '' || amount > Number(r.above)) && (r.upto === '' || amount <= Number(r.upto))
  && (r.floors_above === '' || floors > Number(r.floors_above)) && (r.floors_upto === '' || floors <= Number(r.floors_upto));
const find = (name, row, more = () => true) => table.find(r => r.table === name && r.row === row && more(r));
const percent = text => { const [a, b = ''] = text.split('.'); return [BigInt(a + b.padEnd(4, '0')), 1000000n]; };

function value(f) {
  if (f.appraised) return f.appraised;
  const [area, floors] = [Number(f.area), Number(f.floors)];
  const way = find('use', f.use).basis;
  if (way === 'none') return '-';
  const own = way === 'special' || (way === 'by_size' && (area > special.area || floors > special.floors));
  const band = name => r => r.basis === f.use && covers(r, area, floors);
  let metre;
  if (own) {
    metre = BigInt(find('special', f.grade, band()).value);
  } else {
    const main = BigInt(find('main', f.type, band()).value);
    metre = f.wooden === 'yes' ? half(main * special.wood[0], special.wood[1]) : main;
    const parts = ['wall', 'floor', 'ceiling'].filter(t => f[t]).reduce((sum, t) => sum + BigInt(find(t, f[t]).value), 0n);
    const roof = f.roof ? BigInt(find('roof', f.roof).value) : 0n;
    metre += half(parts * BigInt(floors) + roof, BigInt(floors));
  }
  const facilities = Object.entries(f).filter(([k, v]) => k.startsWith('f.') && Number(v) > 0)
    .map(([k, v]) => [find('facility', k.slice(2)), BigInt(v)]);
  const sum = (basis, each) => facilities.filter(([r]) => r.basis === basis).reduce((s, [r, n]) => s + each(BigInt(r.value), n), 0n);
  metre += sum('per_area', v => v);
  const fresh = metre * BigInt(area) + sum('worn', (v, n) => v * n);
  const [age, since] = [year - Number(f.built), f.renovated ? year - Number(f.renovated) : null];
  let years;
  if (!own) years = BigInt(since ?? age);
  else if (since === null && age < special.few) years = BigInt(age);
  else if (since !== null && since < special.few) years = half(BigInt(age + 2 * since), 3n);
  else years = half(BigInt(age + 2 * special.few), 3n);
  if (years > special.cap) years = BigInt(special.cap);
  const perMetre = Number(half(fresh, BigInt(area)));
  const worn = table.filter(r => r.table === 'depreciation' && r.row === f.condition && Number(r.age) >= years && covers(r, perMetre, 1))
    .sort((a, b) => a.age - b.age)[0];
  const [above, below] = percent(worn.value);
  const left = half(fresh * (below - above), below);
  return (left + sum('lasting', (v, n) => v * n) + half(sum('kva', (v, n) => v * n), 1000n)).toString();
}

const cases = [];
const add = f => cases.push([Object.entries(f).map(([k, v]) => `${k}=${v}`).join(';'), value(f)]);
const house = { use: '01', type: 'sedang', area: 90, floors: 1, built: 2010, condition: 'baik', wall: 'bata', floor: 'keramik',
  roof: 'genteng', ceiling: 'gipsum' };
add(house);
add({ ...house, wooden: 'yes', wall: 'kayu' });
for (const area of [70, 71, 150, 151, 999, 1000, 1001]) {
  for (const floors of [1, 2, 3, 4, 5]) add({ ...house, use: '04', grade: 'kelas-2', area, floors });
}
for (const built of [2026, 2021, 2020, 2017, 2016, 1996, 1970, 1900]) {
  add({ ...house, built });
  add({ ...house, use: '07', grade: 'kelas-1', area: 2400, floors: 6, built });
}
for (const renovated of [1971, 2015, 2016, 2017, 2025, 2026]) {
  add({ ...house, built: 1970, renovated });
  add({ ...house, use: '03', grade: 'kelas-3', area: 640, built: 1970, renovated });
}
for (const condition of ['sangat-baik', 'baik', 'sedang', 'jelek']) add({ ...house, condition, type: 'baik' });
add({ ...house, 'f.listrik': 2200, 'f.pagar': 24, 'f.sumur': 1 });
add({ ...house, 'f.listrik': 1301, 'f.ac-split': 3, 'f.perkerasan': 17, floors: 3, roof: 'beton' });
add({ ...house, use: '02', grade: 'kelas-2', area: 5000, floors: 12, 'f.ac-sentral': 1, 'f.lift': 4, 'f.listrik': 345000 });
add({ use: '01', type: 'sederhana', area: 37, floors: 1, built: 1999, condition: 'jelek' });
add({ ...house, appraised: 123456789 });
add({ ...house, use: '11' });
writeFileSync(new URL('dbkb.csv', import.meta.url), 'inputs,total\n' + cases.map(c => c.join(',')).join('\n') + '\n');
console.log(cases.length);
