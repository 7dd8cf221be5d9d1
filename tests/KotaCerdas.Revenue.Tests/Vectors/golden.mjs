// Writes data/tariffs/*/1/golden.csv: an independent reference in BigInt that shares no code with the product.
// It was run once; the tests read its results as data. Run again after a set changes: node golden.mjs ../../../data/tariffs
import { readFileSync, writeFileSync } from 'node:fs';

const root = process.argv[2];
const rows = (slug, name) => {
  const [head, ...lines] = readFileSync(`${root}/${slug}/1/${name}.csv`, 'utf8').trim().split('\n');
  const keys = head.split(',');
  return lines.map(line => {
    const cells = [...line.matchAll(/("([^"]|"")*"|[^,]*)(,|$)/g)].map(m => m[1].replace(/^"|"$/g, '').replaceAll('""', '"'));
    return Object.fromEntries(keys.map((k, i) => [k, cells[i]]));
  });
};
const millionths = percent => {
  const [a, b = ''] = percent.split('.');
  return BigInt(a + b.padEnd(4, '0'));
};
const round = (above, below, mode) => mode === 'down' ? above / below : (above * 2n + below) / (below * 2n);
const write = (slug, golden) => writeFileSync(`${root}/${slug}/1/golden.csv`,
  'kind,case,inputs,amount\n' + golden.map(g => g.join(',')).join('\n') + '\n');

function pbbOf(slug, p) {
  const classes = rows(slug, 'classes');
  const tiers = rows(slug, 'tiers');
  const unit = (table, value) => {
    const row = classes.find(c => c.table === table && value <= BigInt(c.upto) && (value > BigInt(c.above) || c.above === '0'));
    return row ? BigInt(row.value) : null;
  };
  return f => {
    const land = f.land_area ? unit('land', BigInt(f.land_value)) : 0n;
    const building = f.building_area ? unit('building', BigInt(f.building_value)) : 0n;
    if (land === null || building === null) return '-';
    const njop = BigInt(f.land_area ?? 0) * land + BigInt(f.building_area ?? 0) * building + BigInt(f.common ?? 0);
    let taxable = njop - (f.njoptkp === 'yes' ? p.njoptkp : 0n);
    if (taxable < 0n) taxable = 0n;
    const tier = tiers.find(t => t.use === (f.use ?? 'umum')
      && (njop > BigInt(t.above) || t.above === '0') && (t.upto === '' || njop <= BigInt(t.upto)));
    const njkp = round(taxable * millionths(tier.njkp || p.njkp), 1000000n, p.mode);
    let tax = round(njkp * millionths(tier.rate), 1000000n, p.mode);
    if (p.growth !== undefined && f.last_year > 0) {
      const most = round(BigInt(f.last_year) * (1000000n + p.growth), 1000000n, 'down');
      if (tax > most) tax = most;
    }
    const open = tax - round(tax * millionths(f.reduction ?? '0'), 1000000n, p.mode);
    return (open < p.minimum ? p.minimum : open).toString();
  };
}

function pbbRows(slug, p) {
  const assess = pbbOf(slug, p);
  const golden = [];
  const add = (name, f) => golden.push(['pbb', name, Object.entries(f).map(([k, v]) => `${k}=${v}`).join(';'), assess(f)]);
  for (const c of rows(slug, 'classes')) {
    for (const d of [-1, 0, 1]) {
      const value = Number(c.upto) + d;
      const facts = c.table === 'land' ? { land_area: 12345, land_value: value } : { building_area: 2345, building_value: value };
      add(`class ${c.table} ${c.class} ${d}`, facts);
    }
  }
  for (const t of rows(slug, 'tiers')) {
    for (const edge of [t.above, t.upto].filter(e => e !== '')) {
      for (const d of [-1, 0, 1].filter(d => Number(edge) + d >= 0)) {
        for (const njoptkp of ['no', 'yes']) {
          add(`tier ${t.use} ${edge} ${d} ${njoptkp}`, { use: t.use, common: Number(edge) + d, njoptkp });
        }
      }
    }
  }
  for (const d of [-1, 0, 1]) add(`NJOPTKP ${d}`, { common: Number(p.njoptkp) + d, njoptkp: 'yes' });
  for (const reduction of ['0', '0.0001', '33.3333', '50', '99.9999', '100']) {
    add(`reduction ${reduction}`, { land_area: 1201, land_value: 2650000, njoptkp: 'yes', reduction });
  }
  for (const last_year of [0, 1, 99999, 400000, 800000]) {
    add(`last year ${last_year}`, { land_area: 240, land_value: 2650000, njoptkp: 'yes', last_year });
  }
  return golden;
}

// Sidoarjo and the sample of Pagar Alam: PBB-P2 at every class and tier edge.
write('kabupaten-sidoarjo', [
  ...pbbRows('kabupaten-sidoarjo', { njoptkp: 10000000n, njkp: '100', mode: 'down', minimum: 0n }),
  ['bphtb', 'NPOPTKP not known', 'price=350000000;njop=300000000;case=pertama;relief=0', '-'],
  ['air-tanah', 'base price not known', 'volume=1200;weight=1', '-'],
]);
const alam = pbbRows('kota-pagar-alam', { njoptkp: 10000000n, mode: 'half-up', minimum: 10000n, growth: 500000n });
for (const price of [0, 79999999, 80000000, 80000001, 350000000]) {
  const taxable = price > 80000000 ? BigInt(price - 80000000) : 0n;
  alam.push(['bphtb', `first ${price}`, `price=${price};njop=0;case=pertama;relief=0`, (taxable * 50000n / 1000000n).toString()]);
}
write('kota-pagar-alam', alam);

// Bekasi: rental value times factors, 25 per cent.
const bekasi = [];
const flags = [['no', 'no'], ['no', 'yes'], ['yes', 'no'], ['yes', 'yes']];
for (const [width, height] of [[4, 6], [0.5, 0.75], [10, 5]]) {
  for (const days of [1, 30, 365]) {
    for (const elevation of [0, 15, 15.5]) {
      for (const [tobacco, indoor] of flags) {
        const area = BigInt(Math.round(width * 100)) * BigInt(Math.round(height * 100));
        const factors = (elevation > 15 ? 12n : 10n) * (tobacco === 'yes' ? 15n : 10n) * (indoor === 'yes' ? 5n : 10n);
        const above = area * 2n * BigInt(days) * 13225n * factors * 25n;
        bekasi.push(['reklame', `${width}x${height} ${days} ${elevation} ${tobacco} ${indoor}`,
          `width=${width};height=${height};faces=2;days=${days};road=1;elevation=${elevation};tobacco=${tobacco};indoor=${indoor}`,
          (above / 1000000000n).toString()]);
      }
    }
  }
}
for (const road of [2, 3]) {
  bekasi.push(['reklame', `class ${road} not known`,
    `width=4;height=6;faces=1;days=30;road=${road};elevation=5;tobacco=no;indoor=no`, '-']);
}
write('kota-bekasi', bekasi);

// Baubau: several kinds; what was not read is refused.
const baubau = [
  ['pbb', 'tiers not known', 'land_area=450;land_value=12000;njoptkp=yes', '-'],
  ['reklame', 'NJOPR not known', 'width=4;height=6;faces=1;type=papan', '-'],
  ['bphtb', 'NPOPTKP not known', 'price=350000000;njop=300000000;case=pertama;relief=0', '-'],
];
for (const turnover of [0, 1, 9, 10, 70000, 185000000]) {
  for (const kind of ['pbjt-makan', 'pbjt-hotel', 'pbjt-parkir']) {
    baubau.push([kind, `turnover ${turnover}`, `turnover=${turnover}`, String(BigInt(turnover) / 10n)]);
  }
  baubau.push(['pbjt-hiburan', `special ${turnover}`, `turnover=${turnover};type=khusus`, String(BigInt(turnover) * 4n / 10n)]);
  baubau.push(['opsen-pkb', `base ${turnover}`, `base=${turnover}`, String(BigInt(turnover) * 66n / 100n)]);
}
for (const volume of [0, 1, 7, 1200]) {
  baubau.push(['air-tanah', `volume ${volume}`, `volume=${volume};weight=1`, String(volume * 500)]);
  baubau.push(['mblb', `volume ${volume}`, `volume=${volume};price=90000`, String(volume * 13500)]);
  baubau.push(['walet', `weight ${volume}`, `volume=${volume};price=7500001`, String(BigInt(volume) * 7500001n / 10n)]);
}
const parking = { mobil: [3000, 2000, 1500, 1000], motor: [2000, 1500, 1000, 1000] };
for (const [vehicle, tariffs] of Object.entries(parking)) {
  tariffs.forEach((t, i) => baubau.push(
    ['parkir-tepi-jalan', `${vehicle} ${i + 1}`, `vehicle=${vehicle}-${i + 1};times=3`, String(t * 3)]));
}
for (const [place, t] of [['pujasera', 60000], ['kotamara', 120000]]) {
  for (const months of [1, 12]) {
    baubau.push(['tempat-usaha', `${place} ${months}`, `place=${place};months=${months}`, String(t * months)]);
  }
}
baubau.push(['pelabuhan', 'one month', 'months=1', '200000'], ['aset-daerah', 'two years', 'years=2', '12000000']);
write('kota-bau-bau', baubau);
