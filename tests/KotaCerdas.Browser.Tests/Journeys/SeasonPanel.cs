using Microsoft.Playwright;

namespace KotaCerdas.Browser.Tests.Journeys;

/// <summary>Stations of the panel: invited, declared, assigned, scored, moderated.</summary>
internal static class SeasonPanel
{
    private static readonly string[] Sectors = ["Government", "University", "Practitioner"];

    public static async Task GatherAsync(SeasonPeople people, Journey officer)
    {
        var page = officer.Page;
        await officer.FollowAsync("Undang asesor");
        foreach (var (index, assessor) in SeasonPeople.Assessors.Index())
        {
            await page.Locator("[name=Person]").SelectOptionAsync(people.AccountOf(assessor));
            await page.Locator($"[name=Sector][value={Sectors[index]}]").CheckAsync();
            await officer.FillAsync(("Institution", $"Lembaga {index + 1}"));
            await officer.PressAsync("Undang asesor");
            await officer.SaysAsync($"Lembaga {index + 1}");
        }

        await officer.FollowAsync("Lanjut ke penugasan");
        await officer.SaysAsync("3 asesor belum menjawab undangan");
        await officer.PressAsync("Buat usulan");
        await officer.SaysAsync("Kota Pagar Alam hanya memiliki 0 asesor tanpa benturan kepentingan");
        foreach (var assessor in SeasonPeople.Assessors)
        {
            await DeclareAsync(await people.AsAsync(assessor));
        }

        await officer.PressAsync("Buat usulan");
        await officer.PressAsync("Tetapkan penugasan ini");
        await officer.SaysAsync("Sedang dinilai");
    }

    /// <summary>Every sheet. About Pagar Alam the two differ and their mean is what both give Sleman.</summary>
    public static async Task ScoreAsync(SeasonPeople people)
    {
        var high = true;
        foreach (var assessor in SeasonPeople.Assessors)
        {
            var journey = await people.AsAsync(assessor);
            await journey.Page.GotoAsync("/penilaian");
            for (var left = 2; left > 0; left--)
            {
                await journey.FollowAsync("Mulai menilai");
                var region = journey.Page.Url.Split('/')[^1];
                var level = region == "16.72" ? (high ? 4 : 2) : region == "34.04" ? 3 : 1;
                high &= region != "16.72";
                await SeasonForms.ScoreAsync(journey.Page, level);
                await journey.PressAsync("Serahkan lembar", asks: true);
                await journey.SaysAsync("Diserahkan");
                await journey.Page.Locator("main .k-crumbs a").First.ClickAsync();
            }

            await journey.SaysAsync("Semua lembar Anda sudah diserahkan.");
        }
    }

    /// <summary>The board leads to the decision, which warns of the region that nobody has moderated.</summary>
    public static async Task ModerateAsync(Journey officer)
    {
        var page = officer.Page;
        await page.GotoAsync("/papan");
        await officer.FollowAsync("Susun keputusan");
        await officer.SaysAsync("1 daerah perlu moderasi");
        await officer.FollowAsync("Lihat keselarasan");
        await officer.FollowAsync("Kota Pagar Alam");
        await page.Locator("main a", new() { HasText = "Putuskan" }).First.ClickAsync();
        await page.Locator("[name=Kind][value=Agreed]").CheckAsync();
        await page.Locator("[name=Level]").SelectOptionAsync("3");
        await officer.FillAsync(("Reason", "Panel membaca peraturannya bersama-sama."));
        await officer.PressAsync("Catat keputusan");
        await officer.SaysAsync("Panel membaca peraturannya bersama-sama.");
        await officer.FollowAsync("Keselarasan asesor");
        await officer.SaysAsync("Dimoderasi 1 dari 8 pertanyaan");
    }

    private static async Task DeclareAsync(Journey assessor)
    {
        await assessor.Page.GotoAsync("/pemberitahuan");
        await assessor.Page.Locator("main a, main button", new() { HasText = "Anda diundang menjadi asesor" }).First.ClickAsync();
        foreach (var list in await assessor.Page.Locator("main table select").AllAsync())
        {
            await list.SelectOptionAsync("None");
        }

        await assessor.PressAsync("Nyatakan dan terima undangan");
        await assessor.SaysAsync("Daerah muncul di sini setelah penugasan ditetapkan.");
    }
}
