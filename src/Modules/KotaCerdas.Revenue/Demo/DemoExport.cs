using System.Globalization;
using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Demo;

/// <summary>
/// Writes a generated register as an export of SISMIOP would look, with the columns that the import reads. Names say that they are
/// examples. A few rows are wrong on purpose, so that the report of the import has something to show.
/// </summary>
internal sealed class DemoExport(string folder, DemoBills bills, int seed) : IDisposable
{
    private const string Nop = "kd_propinsi,kd_dati2,kd_kecamatan,kd_kelurahan,kd_blok,no_urut,kd_jns_op";
    private const string Village = "kd_propinsi,kd_dati2,kd_kecamatan,kd_kelurahan";
    private const int SomethingWrong = 4_000;

    // One owner of so many has the untaxed part on two objects, where there are as many.
    private const int DeductedTwice = 40;

    private readonly StreamWriter _subjects = Open(
        folder, "dat_subjek_pajak",
        "subjek_pajak_id,nm_wp,jalan_wp,blok_kav_no_wp,rw_wp,rt_wp,kelurahan_wp,kota_wp,kd_pos_wp,telp_wp,npwp");

    private readonly StreamWriter _objects = Open(
        folder, "dat_objek_pajak",
        Nop + ",subjek_pajak_id,jalan_op,blok_kav_no_op,rw_op,rt_op,total_luas_bumi,total_luas_bng,njop_bumi,njop_bng");

    private readonly StreamWriter _lands = Open(folder, "dat_op_bumi", Nop + ",no_bumi,kd_znt,luas_bumi,jns_bumi");

    private readonly StreamWriter _buildings = Open(
        folder, "dat_op_bangunan",
        Nop + ",no_bng,kd_jpb,thn_dibangun_bng,luas_bng,jml_lantai_bng,nilai_sistem_bng,thn_renovasi_bng,kondisi_bng,jns_konstruksi_bng,"
        + "jns_atap_bng,kd_dinding,kd_lantai,kd_langit_langit");

    private readonly StreamWriter _facilities = Open(folder, "dat_fasilitas_bangunan", Nop + ",no_bng,kd_fasilitas,jml_satuan");
    private readonly StreamWriter _zones = Open(folder, "dat_znt", Village + ",kd_znt");
    private readonly StreamWriter _zoneValues = Open(folder, "dat_nir", Village + ",kd_znt,thn_nir_znt,nir");

    private readonly StreamWriter _bills = Open(
        folder, "sppt",
        Nop + ",thn_pajak_sppt,siklus_sppt,nm_wp_sppt,kd_kls_tanah,kd_kls_bng,luas_bumi_sppt,luas_bng_sppt,njop_bumi_sppt,njop_bng_sppt,"
        + "njop_sppt,njoptkp_sppt,pbb_terhutang_sppt,faktor_pengurang_sppt,pbb_yg_harus_dibayar_sppt,status_pembayaran_sppt,"
        + "tgl_jatuh_tempo_sppt,tgl_terbit_sppt");

    private readonly StreamWriter _payments = Open(
        folder, "pembayaran_sppt", Nop + ",thn_pajak_sppt,pembayaran_sppt_ke,denda_sppt,jml_sppt_yg_dibayar,tgl_pembayaran_sppt");

    private int _owners;
    private int _rows;

    /// <summary>Writes a village after the other.</summary>
    public void Write(DemoVillage village)
    {
        var place = Parts(village.TaxCode * 100_000_000, 4);
        foreach (var zone in village.Zones)
        {
            _zones.WriteLine($"{place},{zone.Code}");
            foreach (var (year, value) in new[] { (2024, zone.PerMetre), (2026, zone.Raised) })
            {
                _zoneValues.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{place},{zone.Code},{year},{value / 1000m:0.###}"));
            }
        }

        var parcels = DemoParcel.Of(village, _owners + 1, seed);
        // The old system gave some owners the untaxed part twice.
        var deducted = parcels.Where(p => p.LandKind != 4).GroupBy(p => p.Owner)
            .SelectMany(g => g.OrderByDescending(p => (p.LandArea * p.Zone.PerMetre) + (p.BuildingThousands * 1_000)).ThenBy(p => p.Nop)
                .Take(g.Key % DeductedTwice == 20 ? 2 : 1)).Select(p => p.Nop).ToHashSet();
        foreach (var owner in parcels.Select(p => p.Owner).Distinct().Order())
        {
            _owners = Math.Max(_owners, owner);
            _subjects.WriteLine($"{KeyOf(owner)},{NameOf(owner)},Jalan Contoh,{owner % 250},01,002,{village.Village.Name},Contoh,,,");
        }

        foreach (var parcel in parcels)
        {
            Write(parcel, deducted.Contains(parcel.Nop));
        }
    }

    public void Dispose()
    {
        foreach (var file in new[] { _subjects, _objects, _lands, _buildings, _facilities, _zones, _zoneValues, _bills, _payments })
        {
            file.Dispose();
        }
    }

    private static string KeyOf(int owner) => string.Create(CultureInfo.InvariantCulture, $"CONTOH-{owner:0000000}");

    /// <summary>Three of a hundred are bodies.</summary>
    private static string NameOf(int owner)
    {
        var word = (owner % 100) switch { 17 => "PT Contoh", 51 => "CV Contoh", 83 => "Yayasan Contoh", _ => "Wajib Pajak Contoh" };
        return string.Create(CultureInfo.InvariantCulture, $"{word} {owner:00000}");
    }

    private void Write(DemoParcel parcel, bool takesDeduction)
    {
        var nop = Parts(parcel.Nop, 7);
        // One object of some thousands has less land in the register than in its zones.
        var land = ++_rows % SomethingWrong == 7 ? parcel.LandArea - 10 : parcel.LandArea;
        _objects.WriteLine(
            $"{nop},{KeyOf(parcel.Owner)},Jalan Contoh,{parcel.House},{parcel.Rw:00},{parcel.Rt:000},{land},{parcel.BuildingArea},0,0");
        _lands.WriteLine($"{nop},1,{parcel.Zone.Code},{parcel.LandArea},{parcel.LandKind}");
        foreach (var (index, building) in parcel.Buildings.Index())
        {
            _buildings.WriteLine(
                $"{nop},{index + 1},{building.Use},{building.BuiltYear},{building.Area},{building.Floors},{building.Thousands},"
                + building.Codes);
            if (building.Power > 0)
            {
                _facilities.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{nop},{index + 1},44,{building.Power}"));
            }

        }

        foreach (var bill in bills.Of(parcel, takesDeduction))
        {
            Write(nop, parcel, bill);
        }
    }

    private void Write(string nop, DemoParcel parcel, DemoBill bill)
    {
        var (amount, year) = (bill.Amount, bill.Year);
        var row = $"{nop},{year},1,{NameOf(parcel.Owner)},{bill.LandClass},{bill.BuildingClass},{parcel.LandArea},{parcel.BuildingArea},"
            + $"{amount.LandNjop},{amount.BuildingNjop},{amount.Njop},{amount.Deduction},{amount.Payable},0,{amount.Payable},"
            + $"{(bill.Payment is null ? 0 : 1)},{bill.Due:yyyy-MM-dd},{year}-03-02";
        _bills.WriteLine(row);
        if (_rows % SomethingWrong == 11)
        {
            // The old system printed this one twice.
            _bills.WriteLine(row);
        }

        if (bill.Payment is { } paid)
        {
            _payments.WriteLine($"{nop},{year},1,{paid.Penalty},{paid.Amount},{paid.On:yyyy-MM-dd}");
        }

        if (_rows % SomethingWrong == 13)
        {
            // A payment of a year that was never billed.
            _payments.WriteLine($"{nop},{year - 5},1,0,{amount.Payable},{year - 5}-08-01");
        }
    }

    /// <summary>The first parts of a number as an export has them: 2, 2, 3, 3, 3, 4 and 1 digit.</summary>
    private static string Parts(long number, int count)
    {
        var digits = number.ToString("000000000000000000", CultureInfo.InvariantCulture);
        string[] parts = [digits[..2], digits[2..4], digits[4..7], digits[7..10], digits[10..13], digits[13..17], digits[17..]];
        return string.Join(',', parts.Take(count));
    }

    private static StreamWriter Open(string folder, string table, string header)
    {
        var file = new StreamWriter(Path.Combine(folder, table + ".csv"));
        file.WriteLine(header);
        return file;
    }
}
