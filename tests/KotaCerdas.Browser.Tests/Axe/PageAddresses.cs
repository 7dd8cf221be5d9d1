using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Browser.Tests.Axe;

/// <summary>Addresses and people for the routes that need seeded data.</summary>
internal static class PageAddresses
{
    public static IEnumerable<OpenedPage> Of(SeededApp seeded) =>
        [
            .. Common(seeded), .. Calls(seeded), .. Applications(seeded), .. Assessment(seeded), .. Agreements(seeded),
            .. Mentoring(seeded), .. Ceremonies(seeded), .. Linked(seeded), .. RevenuePages.Of(seeded),
        ];

    private static IEnumerable<OpenedPage> Common(SeededApp seeded)
    {
        var person = $"/orang/{seeded.Officer.User}";
        yield return new("galat/{status:int}", "/galat/404", Actor.Visitor);
        yield return new("galat/{status:int}", "/galat/403", seeded.Head);
        yield return new("galat/{status:int}", "/galat/500", Actor.Visitor);
        yield return new("orang/{id:guid}", person, seeded.Administrator);
        yield return new("orang/{id:guid}/peran", person + "/peran", seeded.Administrator);
        yield return new("orang/{id:guid}/sandi", person + "/sandi", seeded.Administrator);
        yield return new("daerah/{slug}", "/daerah/kota-pagar-alam", Actor.Visitor);
        yield return new("daerah-saya", "/daerah-saya", seeded.Head);
        yield return new("daerah-saya", "/daerah-saya", TestPeople.Office("region-head", seeded.Done.Regions[3].Value));
        yield return new("dokumen", "/dokumen", seeded.Head);
        yield return new(
            "dokumen/{region}/{id:guid}", $"/dokumen/{seeded.Document.RegionCode}/{seeded.Document.Id}", seeded.Head);
        yield return new("ukuran/{code}", "/ukuran/movement.invited", Actor.Visitor);
        yield return new("periksa/{code?}", "/periksa", Actor.Visitor);
        yield return new("instrumen/{code}/{version:int}", "/instrumen/pendaftaran/1", Actor.Visitor);
        yield return new("instrumen/{code}/{version:int}/uji", "/instrumen/pendaftaran/1/uji", seeded.Officer);
    }

    /// <summary>What one reaches by a letter, a mail, a step before, or work in the background.</summary>
    private static IEnumerable<OpenedPage> Linked(SeededApp seeded)
    {
        var links = seeded.Links;
        yield return new("undangan/{token}", links.Invitation, Actor.Visitor);
        yield return new("daftar/{token}", links.Registration, Actor.Visitor);
        yield return new("masuk/sandi-baru/{token}", links.Reset, Actor.Visitor);
        yield return new("masuk/kode", "/masuk/kode", Actor.Visitor) { Cookies = links.BeforeCode };
        yield return new("akun/keamanan/pemulihan", "/akun/keamanan/pemulihan", links.BeforeRecovery.Actor)
        {
            Cookies = links.BeforeRecovery.Cookies,
        };
        yield return new("log/{region}", $"/log/{SeededApp.Begun}", Actor.Visitor);
        yield return new("log/{region}/entri/{index:long}", $"/log/{SeededApp.Begun}/entri/0", Actor.Visitor);
        yield return new("ukuran/{code}/{region}/{period}", "/ukuran/" + links.Figure, Actor.Visitor);
        yield return new("operasi/{id:guid}", $"/operasi/{links.Work}", seeded.Administrator);
        yield return new("periksa/{code?}", "/periksa/" + links.Issued, Actor.Visitor);
    }

    private static IEnumerable<OpenedPage> Calls(SeededApp seeded)
    {
        var call = $"/panggilan/{seeded.Open.Call}";
        yield return new("panggilan", "/panggilan", Actor.Visitor);
        yield return new("panggilan", "/panggilan", seeded.Officer);
        yield return new("panggilan/{id:guid}", call, Actor.Visitor);
        yield return new("panggilan/{id:guid}", $"/panggilan/{seeded.Done.Call}", seeded.Officer);
        yield return new("panggilan/{id:guid}/ubah", $"/panggilan/{seeded.Draft}/ubah", seeded.Officer);
        yield return new("panggilan/{id:guid}/hapus", $"/panggilan/{seeded.Draft}/hapus", seeded.Officer);
        yield return new("panggilan/{id:guid}/perpanjang", call + "/perpanjang", seeded.Officer);
        yield return new("panggilan/{id:guid}/cabut", call + "/cabut", seeded.Officer);
        yield return new("panggilan/{id:guid}/undangan", call + "/undangan", seeded.Officer);
        yield return new("panggilan/{id:guid}/pendaftaran", call + "/pendaftaran", seeded.Officer);
        yield return new("panggilan/{id:guid}/ikut/{region}", call + "/ikut/36.71", TestPeople.Office("region-head", "36.71"));
    }

    private static IEnumerable<OpenedPage> Applications(SeededApp seeded)
    {
        const string route = "pendaftaran/{call:guid}/{region}";
        var begun = $"/pendaftaran/{seeded.Open.Call}/{SeededApp.Begun}";
        var handedIn = $"/pendaftaran/{seeded.Open.Call}/{SeededApp.HandedIn}";
        var bandung = TestPeople.Office("region-head", SeededApp.HandedIn);
        yield return new(route, begun, seeded.Head);
        yield return new(route, handedIn, bandung);
        yield return new(route + "/bagian/{section}", begun + "/bagian/umum", seeded.Head);
        yield return new(route + "/bagian/{section}", begun + "/bagian/hukum", seeded.Head);
        yield return new(route + "/bukti/{item}", begun + "/bukti/nomor_perwali", seeded.Head);
        yield return new(route + "/periksa", begun + "/periksa", seeded.Head);
        yield return new(route + "/lihat", begun + "/lihat", seeded.Head);
        yield return new(route + "/lihat", handedIn + "/lihat", seeded.Officer);
        yield return new(route + "/terkirim", handedIn + "/terkirim", bandung);
        yield return new(route + "/tarik", handedIn + "/tarik", bandung);
    }

    private static IEnumerable<OpenedPage> Mentoring(SeededApp seeded)
    {
        const string route = "pendampingan/{call:guid}";
        const string bodies = "kelembagaan/{region}";
        var season = $"/pendampingan/{seeded.Done.Call}";
        var region = $"{season}/{SeededApp.Begun}";
        var institutions = $"/kelembagaan/{SeededApp.Begun}";
        yield return new("pendampingan", "/pendampingan", seeded.Officer);
        yield return new("bimbingan", "/bimbingan", seeded.Mentor);
        yield return new("daerah-saya/pendampingan", "/daerah-saya/pendampingan", seeded.Head);
        yield return new(route, season, seeded.Officer);
        yield return new(route + "/peserta", season + "/peserta", seeded.Officer);
        yield return new(route + "/{region}", region, seeded.Head);
        yield return new(route + "/{region}/luaran/{deliverable}", region + "/luaran/vision-draft", seeded.Mentor);
        yield return new(route + "/{region}/luaran/{deliverable}", region + "/luaran/readiness", seeded.Head);
        yield return new(route + "/{region}/luaran/{deliverable}", region + "/luaran/readiness?dari=1&ke=1", seeded.Mentor);
        yield return new(route + "/{region}/laporan/{stage}", region + "/laporan/stage-1", seeded.Mentor);
        yield return new(bodies, institutions, seeded.Head);
        yield return new(bodies + "/keputusan/{id:guid}", $"{institutions}/keputusan/{seeded.Decree}", seeded.Head);
        yield return new(
            bodies + "/keputusan/{id:guid}/naskah", $"{institutions}/keputusan/{seeded.Decree}/naskah", seeded.Head);
        yield return new(bodies + "/pertemuan/baru", institutions + "/pertemuan/baru?jenis=forum", seeded.Head);
        yield return new(bodies + "/pertemuan/{id:guid}", $"{institutions}/pertemuan/{seeded.Meeting}", seeded.Head);
    }

    private static IEnumerable<OpenedPage> Agreements(SeededApp seeded)
    {
        const string route = "kesepakatan/{region}/{id:guid}";
        var agreed = $"/kesepakatan/{SeededApp.Begun}/{seeded.Agreed}";
        yield return new("kesepakatan", "/kesepakatan", seeded.Officer);
        yield return new("kesepakatan/baru", "/kesepakatan/baru", seeded.Officer);
        yield return new("kewajiban", "/kewajiban", seeded.Head);
        yield return new(route, agreed, seeded.Officer);
        yield return new(route, $"/kesepakatan/{SeededApp.Begun}/{seeded.Negotiated}", seeded.Officer);
        var open = $"/kesepakatan/{SeededApp.Begun}/{seeded.Negotiated}";
        yield return new(route + "/naskah", agreed + "/naskah", seeded.Officer);
        yield return new(route + "/naskah", open + "/naskah", seeded.Officer);
        yield return new(route + "/naskah/{clause}", open + "/naskah/biaya", seeded.Head);
        yield return new(route + "/pihak", open + "/pihak", seeded.Officer);
        yield return new(route + "/kewajiban", agreed + "/kewajiban", seeded.Head);
        yield return new(route + "/kewajiban", open + "/kewajiban", seeded.Officer);
        yield return new(route + "/kewajiban/{obligation:guid}", $"{agreed}/kewajiban/{seeded.Promised}", seeded.Officer);
    }

    private static IEnumerable<OpenedPage> Ceremonies(SeededApp seeded)
    {
        const string signing = "kesepakatan/{region}/{id:guid}/tanda-tangan";
        const string route = "upacara/{id:guid}";
        var general = TestPeople.Office("ministry-director-general");
        yield return new(signing, $"/kesepakatan/{SeededApp.Begun}/{seeded.ToSign}/tanda-tangan", seeded.Head);
        yield return new(signing, $"/kesepakatan/{SeededApp.Begun}/{seeded.Negotiated}/tanda-tangan", TestPeople.Office("diskominfo",
            SeededApp.Begun));
        yield return new("upacara", "/upacara", Actor.Visitor);
        yield return new("upacara", "/upacara", seeded.Officer);
        yield return new("upacara/baru", "/upacara/baru", seeded.Officer);
        yield return new(route, $"/upacara/{seeded.Held}", Actor.Visitor);
        yield return new(route + "/ruang", $"/upacara/{seeded.Ceremony}/ruang", seeded.Officer);
        yield return new(route + "/ruang", $"/upacara/{seeded.Ceremony}/ruang", general);
        yield return new(route + "/ruang", $"/upacara/{seeded.Held}/ruang", general);
        yield return new(route + "/daerah/{region}", $"/upacara/{seeded.Ceremony}/daerah/{SeededApp.Begun}", seeded.Head);
    }

    private static IEnumerable<OpenedPage> Assessment(SeededApp seeded)
    {
        const string route = "panggilan/{id:guid}/";
        var done = $"/panggilan/{seeded.Done.Call}/";
        var assessor = seeded.Done.Assessors[0];
        yield return new("penilaian", "/penilaian", assessor);
        yield return new("panel/pernyataan/{callId:guid}", $"/panel/pernyataan/{seeded.Done.Call}", assessor);
        yield return new("penilaian/{callId:guid}/{regionCode}", $"/penilaian/{seeded.Done.Call}/{seeded.AssessedByFirst}", assessor);
        string[] pages =
            ["panel", "penugasan", "jadwal", "keselarasan", "peringkat", "simulasi", "keputusan", "surat", "nota", "keberatan"];
        foreach (var page in pages)
        {
            yield return new(route + page, done + page, seeded.Officer);
        }

        yield return new(route + "keberatan", done + "keberatan", seeded.Head);
        yield return new(route + "moderasi/{regionCode}", $"{done}moderasi/{SeededApp.Begun}", seeded.Officer);
        yield return new(route + "peringkat/{regionCode}", $"{done}peringkat/{SeededApp.Begun}", seeded.Officer);
        yield return new(route + "hasil", done + "hasil", Actor.Visitor);
        yield return new(route + "hasil/{regionSlug}", done + "hasil/kota-pagar-alam", Actor.Visitor);
    }
}
