using System.Text;
using Microsoft.Playwright;

namespace KotaCerdas.Browser.Tests.Journeys;

/// <summary>
/// One season walked by the people whose work it is, page by page as the links lead them, from the first draft of the call to the answered
/// objection. The first and the last station are walked once more without JavaScript.
/// </summary>
public sealed class SeasonJourney(Chromium chromium)
{
    private const string PagarAlam = "16.72";
    private const string Sleman = "34.04";
    private const string Makassar = "73.71";

    [Fact]
    public async Task A_season_is_walked_from_the_draft_of_its_call_to_the_answered_objections()
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await using var people = await SeasonPeople.StartAsync(chromium);
        var officer = await people.AsAsync(SeasonPeople.Officer);
        await PublishInstrumentsAsync(officer);
        await SeasonCall.OpenAsync(officer, "Panggilan 2026", "City");
        await SeasonCall.OpenAsync(await people.AsAsync(SeasonPeople.Officer, script: false), "Panggilan provinsi 2026", "Province");
        await SeasonCall.InviteAsync(officer);
        foreach (var region in SeasonPeople.Regions)
        {
            await ApplyAsync(await people.AsAsync(region));
        }

        await VerifyAsync(people, officer);
        people.On(new DateOnly(2026, 4, 1));
        await CloseAsync(officer);
        await SeasonPanel.GatherAsync(people, officer);
        people.On(new DateOnly(2026, 4, 13));
        await SeasonPanel.ScoreAsync(people);
        people.On(new DateOnly(2026, 4, 16));
        await SeasonPanel.ModerateAsync(officer);
        await SeasonDecision.SimulateAsync(officer);
        await SeasonDecision.DecideAsync(people, officer);
        await SeasonDecision.ReadWhyAsync(await people.AsAsync("warga"));
        await SeasonDecision.ObjectAsync(people, Sleman, script: true);
        await SeasonDecision.ObjectAsync(people, Makassar, script: false);
    }

    /// <summary>An answer to each question of a try-out: the last level, the first option, a day, a one.</summary>
    private const string AnswerAll =
        """
        () => {
          const form = document.getElementById("uji");
          form.querySelectorAll("input[type=radio]").forEach((e) => { e.checked = true; });
          const boxes = [...form.querySelectorAll("input[type=checkbox]")].reverse();
          new Map(boxes.map((e) => [e.name, e])).forEach((e) => { e.checked = true; });
          form.querySelectorAll("select").forEach((e) => { e.selectedIndex = 1; });
          form.querySelectorAll("textarea, input:not([type=radio],[type=checkbox],[type=hidden])").forEach((e) => {
            e.value = e.name.endsWith(".Year") ? "2026" : "1";
          });
        }
        """;

    /// <summary>The form of a call says what it lacks and where that is; both instruments are tried out and published.</summary>
    private static async Task PublishInstrumentsAsync(Journey officer)
    {
        await officer.Page.GotoAsync("/");
        await officer.Page.Locator("header a", new() { HasText = "Ruang kerja" }).ClickAsync();
        await officer.FollowAsync("Susun panggilan");
        await officer.FollowAsync("Buka daftar instrumen");
        foreach (var title in new[] { "Kuesioner Gerakan", "Lembar penilaian seleksi" })
        {
            await officer.FollowAsync(title);
            await officer.FollowAsync("Uji coba");
            await officer.PressAsync("Hitung");
            await officer.SaysAsync("Isian belum dapat diterima");
            await SeasonForms.WholeAsync(officer.Page);
            await officer.Page.EvaluateAsync(AnswerAll);
            await officer.PressAsync("Hitung");
            await officer.FollowAsync("Kembali ke instrumen");
            await officer.PressAsync("Terbitkan", asks: true);
            await Assertions.Expect(officer.Page.Locator("main header, main").First).ToContainTextAsync("Terbit");
            await Assertions.Expect(officer.Page.Locator("main button", new() { HasText = "Terbitkan" })).ToHaveCountAsync(0);
            await officer.Page.GotoAsync("/instrumen");
        }
    }

    /// <summary>A head of region finds the invitation, answers every part, adds what is missing, and submits.</summary>
    private static async Task ApplyAsync(Journey head)
    {
        var page = head.Page;
        await page.GotoAsync("/");
        await page.Locator("header a", new() { HasText = "Ruang kerja" }).ClickAsync();
        await head.FollowAsync("Mulai mengisi");
        await head.FollowAsync("Profil daerah");
        while (page.Url.Contains("/bagian/", StringComparison.Ordinal))
        {
            await SeasonForms.AnswerAsync(page);
            var here = page.Url;
            await page.Locator("button[name=langkah][value=lanjut]").Last.ClickAsync();
            await Assertions.Expect(page).Not.ToHaveURLAsync(here);
        }

        var missing = page.Locator("main .k-notice a[href*='/bukti/']");
        await head.SaysAsync("3 hal belum lengkap");
        for (var left = 3; left > 0; left--)
        {
            await missing.First.ClickAsync();
            await SeasonForms.AddEvidenceAsync(head, $"Dokumen {left}");
            await head.FollowAsync("Periksa dan ajukan");
            await Assertions.Expect(missing).ToHaveCountAsync(left - 1);
        }

        await head.PressAsync("Ajukan", asks: true);
        await head.SaysAsync("Pendaftaran terkirim");
    }

    /// <summary>The officer goes from one application to the next; one is returned, improved and handed in again.</summary>
    private static async Task VerifyAsync(SeasonPeople people, Journey officer)
    {
        people.Later();
        await officer.Page.GotoAsync("/papan");
        await officer.Page.Locator("main a", new() { HasText = "Kota Makassar" }).First.ClickAsync();
        var question = officer.Page.Locator("#p-k_uraian");
        await question.Locator("summary").ClickAsync();
        await question.Locator("textarea").FillAsync("Sebutkan nomor peraturannya.");
        await officer.PressAsync("Kembalikan");
        await officer.SaysAsync("Pendaftaran ini dikembalikan");
        people.Later();
        await ImproveAsync(await people.AsAsync(Makassar));

        await officer.FollowAsync("Periksa berikutnya");
        for (var left = 3; left > 0; left--)
        {
            await officer.PressAsync("Verifikasi");
            await officer.SaysAsync("Pendaftaran ini sudah diverifikasi");
            await officer.FollowAsync(left > 1 ? "Periksa berikutnya" : "Kembali ke Papan musim");
        }

        await officer.SaysAsync("Perlu tindakan");
        await Assertions.Expect(officer.Page.Locator("main tr", new() { HasText = "menunggu verifikasi" })).ToHaveCountAsync(0);
    }

    private static async Task ImproveAsync(Journey head)
    {
        await head.Page.GotoAsync("/daerah-saya");
        await head.FollowAsync("Perbaiki");
        await head.SaysAsync("Perlu diperbaiki");
        await head.FollowAsync("Kebijakan kota cerdas");
        await head.SaysAsync("Sebutkan nomor peraturannya.");
        await head.FillAsync(("j.k_uraian", "Peraturan Wali Kota Nomor 5 Tahun 2025."));
        await head.PressAsync("Simpan, lanjutkan nanti");
        await head.SaysAsync("Sudah diubah");
        await head.FollowAsync("Periksa dan ajukan");
        await head.PressAsync("Ajukan", asks: true);
        await head.SaysAsync("Pendaftaran terkirim");
    }

    private static async Task CloseAsync(Journey officer)
    {
        await officer.Page.ReloadAsync();
        await officer.Page.Locator("main tr", new() { HasText = "Panggilan 2026" }).Locator("a").ClickAsync();
        await officer.PressAsync("Tutup panggilan", asks: true);
        await officer.SaysAsync("Panel asesor belum disusun");
    }
}

/// <summary>The ministry's first stations: indices, the call, the invitations.</summary>
internal static class SeasonCall
{
    /// <summary>Drafts a call of 2026 and opens it.</summary>
    public static async Task OpenAsync(Journey officer, string title, string track)
    {
        var page = officer.Page;
        await page.GotoAsync("/panggilan/baru");
        await page.Locator($"[name='Call.Track'][value={track}]").CheckAsync();
        await officer.FillAsync(
            ("Call.Year", "2026"), ("Call.TitleId", title), ("Call.TitleEn", "Call 2026"), ("Call.LegalBasis", "PP 59/2022"),
            ("Call.LetterNumber", "B-1/2026"), ("Call.ReturnDays", "5"), ("Call.ObjectionDays", "5"), ("Call.Quota", "1"),
            ("Call.ReserveSize", "1"), ("Call.LoadCap", "8"), ("Call.ModerationGap", "15"));
        await officer.FillDateAsync("Call.LetterDate", new(2026, 2, 27));
        await officer.FillDateAsync("Call.OpensOn", new(2026, 3, 2));
        await officer.FillDateAsync("Call.SubmitBy", new(2026, 3, 31));
        await officer.FillDateAsync("Call.AssessFrom", new(2026, 4, 13));
        await officer.FillDateAsync("Call.AssessTo", new(2026, 4, 15));
        foreach (var list in new[] { "Call.Application", "Call.Assessment" })
        {
            await page.Locator($"[name='{list}']").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        }

        await officer.PressAsync("Simpan rancangan");
        await page.WaitForURLAsync("**/panggilan/0*");
        await officer.PressAsync("Buka panggilan", asks: true);
        await officer.SaysAsync("Belum ada daerah yang diundang");
    }

    /// <summary>Loads an index and invites the three regions that reach it.</summary>
    public static async Task InviteAsync(Journey officer)
    {
        var page = officer.Page;
        await page.GotoAsync("/panggilan");
        await officer.FollowAsync("Panggilan 2026");
        await officer.FollowAsync("Undang daerah");
        await officer.FollowAsync("Impor nilai indeks");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload
        {
            Name = "spbe.csv", MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes(
                """
                region_code,index,year,value,source
                16.72,spbe,2025,3.61,contoh
                34.04,spbe,2025,3.90,contoh
                73.71,spbe,2025,3.55,contoh
                32.73,spbe,2025,2.90,contoh

                """),
        });
        await officer.PressAsync("Impor");
        await officer.SaysAsync("4 nilai indeks masuk.");

        await page.GotoAsync("/panggilan");
        await officer.FollowAsync("Panggilan 2026");
        await officer.FollowAsync("Undang daerah");
        await officer.SaysAsync("Indeks SPBE tahun 2025 (4 daerah)");
        await page.Locator("[name=i1]").SelectOptionAsync("spbe");
        await page.Locator("[name=t1]").FillAsync("2025");
        await page.Locator("[name=n1]").FillAsync("3,5");
        await officer.PressAsync("Lihat daerah");
        await officer.PressAsync("Undang 3 daerah", asks: true);
        await officer.SaysAsync("3 daerah diundang.");
        await officer.FollowAsync("Buka hasilnya");
    }
}
