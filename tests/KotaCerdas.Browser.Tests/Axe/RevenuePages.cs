using KotaCerdas.Platform;
using KotaCerdas.Revenue.Tests.Assessment;
using KotaCerdas.Revenue.Tests.Bills;
using KotaCerdas.Revenue.Tests.Letters;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;

namespace KotaCerdas.Browser.Tests.Axe;

/// <summary>Pages of taxes and levies with the register of Pagar Alam.</summary>
internal static class RevenuePages
{
    private const string Region = "pendapatan/{region}";
    private const string Home = "/pendapatan/16.72";

    public static IEnumerable<OpenedPage> Of(SeededApp seeded) =>
        [
            .. Public(), .. Rules(seeded), .. Registers(seeded), .. Assessments(seeded), .. Levies(seeded), .. Bills(seeded),
            .. Letters(seeded), .. Mine(seeded),
        ];

    private static IEnumerable<OpenedPage> Public()
    {
        const string tariff = "tarif/{slug}/{kind?}";
        const string calculator = "hitung/{slug}/{kind?}";
        yield return new(tariff, "/tarif/kabupaten-sidoarjo", Actor.Visitor);
        yield return new(tariff, "/tarif/kabupaten-sidoarjo/pbb", Actor.Visitor);
        yield return new(tariff, "/tarif/kota-bekasi/reklame", Actor.Visitor);
        yield return new(calculator, "/hitung/kota-pagar-alam", Actor.Visitor);
        yield return new(calculator, "/hitung/kota-pagar-alam/pbb", Actor.Visitor);
        yield return new(
            calculator, "/hitung/kabupaten-sidoarjo/pbb?hitung=1&land_area=120&land_value=2.650.000&use=umum&building_area=90"
            + "&building_value=700.000&njoptkp=yes", Actor.Visitor);
    }

    private static IEnumerable<OpenedPage> Rules(SeededApp seeded)
    {
        yield return new(Region + "/aturan", Home + "/aturan", seeded.Head);
        yield return new(Region + "/aturan/muat", Home + "/aturan/muat", TestPeople.Office("revenue-assessor", SeededApp.Begun));
        yield return new(Region + "/aturan/{version:int}", Home + "/aturan/1", seeded.Head);
        yield return new(Region + "/aturan/{version:int}/banding/{other:int}", Home + "/aturan/1/banding/1", seeded.Head);
    }

    private static IEnumerable<OpenedPage> Bills(SeededApp seeded)
    {
        const string check = "tagihan/{slug}";
        const string bill = check + "/{nop}/{tahun:int}";
        var (page, nop) = ("/tagihan/" + BillRoom.Slug, seeded.Object.Value);
        yield return new("tagihan", "/tagihan", Actor.Visitor);
        yield return new(check, page, Actor.Visitor);
        yield return new(check, $"{page}?nop={nop}", Actor.Visitor);
        yield return new(bill, $"{page}/{nop}/2026", Actor.Visitor);
        yield return new(
            bill, $"{page}/{nop}/2026?kode={BillRoom.CodeOf(seeded.App.Services, seeded.Object, 2026)}", Actor.Visitor);
        yield return new(check + "/surat", page + "/surat", Actor.Visitor);
        yield return new(check + "/surat", $"{page}/surat?kode={seeded.LetterCode}", Actor.Visitor);
        yield return new(Region + "/tagihan/{nop}/{tahun:int}", $"{Home}/tagihan/{nop}/2026", BillRoom.Assessor);
        yield return new(
            bill + "/perbaikan", $"{page}/{nop}/2026/perbaikan?kode={BillRoom.CodeOf(seeded.App.Services, seeded.Object, 2026)}",
            Actor.Visitor);
        yield return new("pendapatan/realisasi", "/pendapatan/realisasi", TestPeople.Office("auditor"));
        yield return new("pendapatan/tagihan", "/pendapatan/tagihan", TestPeople.Office("auditor"));
        yield return new("pendapatan/penyampaian", "/pendapatan/penyampaian", new Actor(
            BillRoom.Assessor.User, "Petugas", [.. BillRoom.Assessor.Grants, .. BillRoom.Elsewhere.Grants]));
        foreach (var path in new[] { "/tagihan", "/tunggakan", "/target", "/cetak", "/cetak/kertas", "/penyampaian", "/perbaikan" })
        {
            yield return new(Region + path, Home + path, BillRoom.Assessor);
        }

        yield return new(Region + "/tunggakan/surat", Home + "/tunggakan/surat?hitung=ya", BillRoom.Assessor);
        yield return new(Region + "/cetak/{id:guid}", $"{Home}/cetak/{seeded.PrintRun}", BillRoom.Assessor);
        yield return new(
            Region + "/penyampaian/{tahun:int}/{kelurahan:long}", $"{Home}/penyampaian/2026/{seeded.Object.Village}", BillRoom.Assessor);
        yield return new(Region + "/perbaikan/{id:guid}", $"{Home}/perbaikan/{seeded.Correction}", BillRoom.Assessor);
    }

    private static IEnumerable<OpenedPage> Mine(SeededApp seeded)
    {
        const string mine = "saya/pajak";
        var nobody = new Actor(new UserId(Guid.CreateVersion7()), "Warga", []);
        yield return new(mine, "/saya/pajak", nobody);
        yield return new(mine, "/saya/pajak", seeded.Citizen);
        yield return new(mine + "/tambah", $"/saya/pajak/tambah?nop={seeded.Object.Value}", seeded.Citizen);
        yield return new(mine + "/{region}/{nop}", $"/saya/pajak/16.72/{seeded.Object.Value}", seeded.Citizen);
        var bill = Revenue.Model.Letters.ChargeId.Of(seeded.Object, 2026);
        yield return new(mine + "/{region}/permohonan/{id:guid}", $"/saya/pajak/16.72/permohonan/{bill}", seeded.Citizen);
        yield return new(mine + "/{region}/permohonan/{id:guid}", $"/saya/pajak/16.72/permohonan/{bill}?surat=keberatan", seeded.Citizen);
        yield return new(mine + "/{region}/bphtb", "/saya/pajak/16.72/bphtb", seeded.Citizen);
        yield return new(mine + "/{region}/lain/{id:guid}", $"/saya/pajak/16.72/lain/{seeded.Restaurant}", seeded.Citizen);
        yield return new(mine + "/{region}/lain/{id:guid}/spt", $"/saya/pajak/16.72/lain/{seeded.Restaurant}/spt", seeded.Citizen);
        yield return new(
            Region + "/wajib-pajak/{id:guid}/akun", $"{Home}/wajib-pajak/{seeded.Taxpayer}/akun", RegisterRoom.Officer);
    }

    private static IEnumerable<OpenedPage> Registers(SeededApp seeded)
    {
        var officer = RegisterRoom.Officer;
        var person = $"{Home}/wajib-pajak/{seeded.Taxpayer}";
        var thing = $"{Home}/objek/{seeded.Object.Value}";
        yield return new("pendapatan/objek", "/pendapatan/objek", TestPeople.Office("auditor"));
        yield return new(Region + "/kelurahan", Home + "/kelurahan", officer);
        yield return new(Region + "/nir", Home + "/nir", officer);
        yield return new(Region + "/impor", Home + "/impor", officer);
        yield return new(Region + "/impor/{id:guid}", $"{Home}/impor/{seeded.Import}", officer);
        yield return new(Region + "/objek", Home + "/objek", officer);
        yield return new(Region + "/objek/baru", Home + "/objek/baru", officer);
        yield return new(Region + "/objek/njoptkp", Home + "/objek/njoptkp", officer);
        yield return new(Region + "/wajib-pajak", Home + "/wajib-pajak", officer);
        yield return new(Region + "/wajib-pajak/baru", Home + "/wajib-pajak/baru", officer);
        yield return new(Region + "/wajib-pajak/{id:guid}", person, officer);
        foreach (var page in new[] { "/gabung", "/ubah" })
        {
            yield return new(Region + "/wajib-pajak/{id:guid}" + page, person + page, officer);
        }

        yield return new(Region + "/objek/{nop}", thing, officer);
        yield return new(Region + "/perubahan", Home + "/perubahan", RegisterRoom.Second);
        yield return new(Region + "/perubahan/{id:guid}", $"{Home}/perubahan/{seeded.Links.Change}", RegisterRoom.Second);
        yield return new(Region + "/objek/{nop}/bangunan/{number:int}", thing + "/bangunan/1", officer);
        yield return new(Region + "/bidang", Home + "/bidang", officer);
        const string field = Region + "/lapangan";
        yield return new("pendapatan/lapangan/{bagian:regex(^laporan$)?}", "/pendapatan/lapangan", TestPeople.Office("auditor"));
        yield return new(field, Home + "/lapangan", seeded.Surveyor);
        yield return new(field + "/{task:guid}", $"{Home}/lapangan/{seeded.FieldTask}", seeded.Surveyor);
        yield return new(field + "/baru", Home + "/lapangan/baru", seeded.Surveyor);
        yield return new(field + "/temuan", Home + "/lapangan/temuan", seeded.Decider);
        foreach (var page in new[] { "", "/daftarkan", "/kaitkan" })
        {
            var query = page == "/kaitkan" ? "?nop=167201000100101010" : string.Empty;
            yield return new(
                field + "/temuan/{id:guid}" + page, $"{Home}/lapangan/temuan/{seeded.Links.Find}{page}{query}", seeded.Decider);
        }

        yield return new(Region + "/penilaian-ulang", Home + "/penilaian-ulang", seeded.Decider);
        yield return new(
            Region + "/penilaian-ulang/{id:guid}", $"{Home}/penilaian-ulang/{seeded.Links.Revaluation}", seeded.Decider);
        yield return new(field + "/bagi", Home + "/lapangan/bagi", seeded.Decider);
        yield return new(field + "/laporan", Home + "/lapangan/laporan", seeded.Decider);
        yield return new(field + "/laporan/{id:guid}", $"{Home}/lapangan/laporan/{seeded.Links.Report}", seeded.Decider);
        foreach (var page in new[] { "/akhiri", "/pecah-gabung", "/ubah" })
        {
            yield return new(Region + "/objek/{nop}" + page, thing + page, officer);
        }
    }

    private static IEnumerable<OpenedPage> Levies(SeededApp seeded)
    {
        var officer = RegisterRoom.Officer;
        const string objects = Region + "/objek-lain";
        var thing = $"{Home}/objek-lain/{seeded.KindObject}";
        yield return new(objects, Home + "/objek-lain", officer);
        yield return new(objects + "/baru", Home + "/objek-lain/baru", officer);
        yield return new(objects + "/baru", Home + "/objek-lain/baru?jenis=reklame", officer);
        yield return new(objects + "/nomor", Home + "/objek-lain/nomor", officer);
        yield return new(objects + "/{id:guid}", thing, officer);
        yield return new(objects + "/{id:guid}/ubah", thing + "/ubah", officer);
        yield return new(objects + "/{id:guid}/tutup", thing + "/tutup", officer);
    }

    private static IEnumerable<OpenedPage> Assessments(SeededApp seeded)
    {
        const string batch = Region + "/penetapan/{id:guid}";
        const string books = Region + "/buku-besar";
        var (drafter, head) = (AssessmentRoom.Drafter, AssessmentRoom.Head);
        var posted = seeded.Assessed.Posted;
        yield return new("pendapatan/penetapan", "/pendapatan/penetapan", TestPeople.Office("auditor"));
        yield return new(Region + "/penetapan", Home + "/penetapan", drafter);
        yield return new(Region + "/penetapan/baru", Home + "/penetapan/baru", drafter);
        yield return new(batch, $"{Home}/penetapan/{posted.Batch.Id}", drafter);
        yield return new(batch, $"{Home}/penetapan/{seeded.Assessed.Waiting.Batch.Id}", head);
        yield return new(Region + "/simulasi", Home + "/simulasi", head);
        yield return new(Region + "/simulasi", Home + "/simulasi?hitung=1&rate1=0,2&persen=0", head);
        yield return new("pendapatan/buku-besar", "/pendapatan/buku-besar", TestPeople.Office("auditor"));
        yield return new(books, Home + "/buku-besar", head);
        yield return new(books + "/akun/{akun}", Home + "/buku-besar/akun/1.1.03.15?buku=LO", head);
        yield return new(books + "/masa", Home + "/buku-besar/masa", head);
        yield return new(books + "/masa/{buku}/{bulan}", Home + "/buku-besar/masa/LO/2026-01", head);
        yield return new(
            books + "/jurnal/{id:guid}",
            $"{Home}/buku-besar/jurnal/{Revenue.Features.Assessment.PostedFacts.Of(posted.Posted!).Journals[0]}", head);
    }

    private static IEnumerable<OpenedPage> Letters(SeededApp seeded)
    {
        var (officer, head) = (LetterRoom.Assessor, LetterRoom.Head);
        var charge = $"{Home}/ketetapan/{seeded.Charge}";
        const string charges = Region + "/ketetapan";
        yield return new("pendapatan/meja", "/pendapatan/meja", TestPeople.Office("auditor"));
        yield return new(Region + "/meja", Home + "/meja", head);
        yield return new(Region + "/surat", Home + "/surat?keadaan=semua", officer);
        yield return new(Region + "/kedaluwarsa", Home + "/kedaluwarsa", head);
        yield return new(Region + "/kedaluwarsa/pbb", Home + "/kedaluwarsa/pbb", head);
        yield return new(Region + "/spt", Home + "/spt", officer);
        yield return new(Region + "/spt/baru", $"{Home}/spt/baru?objek={seeded.Restaurant}&masa=2025-06", officer);
        yield return new(Region + "/spt/bphtb", Home + "/spt/bphtb", officer);
        yield return new("lapor/{region}/{token}", seeded.ReturnLink, Actor.Visitor);
        yield return new(charges, Home + "/ketetapan", officer);
        yield return new(charges + "/{id:guid}", charge, officer);
        yield return new(charges + "/{id:guid}/jelaskan", charge + "/jelaskan", officer);
        yield return new(charges + "/{id:guid}/permohonan", charge + "/permohonan?surat=pengurangan", officer);
        yield return new(Region + "/usulan/baru", $"{Home}/usulan/baru?surat=skpd&objek={seeded.KindObject}", officer);
        yield return new(
            Region + "/usulan/baru", $"{Home}/usulan/baru?surat=skpd&objek={seeded.KindObject}&dari=1/1/2026&sampai=31/1/2026", officer);
        yield return new(Region + "/usulan/massal", Home + "/usulan/massal", officer);
        yield return new(Region + "/usulan/massal", Home + "/usulan/massal?jenis=pasar", officer);
        yield return new(Region + "/usulan/massal/{id:guid}", $"{Home}/usulan/massal/{seeded.Batch}", head);
        yield return new(Region + "/usulan/{id:guid}", $"{Home}/usulan/{seeded.Proposal}", head);
    }
}
