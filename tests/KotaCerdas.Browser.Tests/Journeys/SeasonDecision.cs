using Microsoft.Playwright;

namespace KotaCerdas.Browser.Tests.Journeys;

/// <summary>Stations of the decision: simulated, drafted, approved twice, announced, read by anyone, objected to, answered.</summary>
internal static class SeasonDecision
{
    public static async Task SimulateAsync(Journey officer)
    {
        await officer.FollowAsync("Peringkat");
        await officer.SaysAsync("3 daerah dengan skor lengkap");
        await officer.FollowAsync("Simulasi");
        await officer.FillAsync(("bobot", "40"));
        await officer.PressAsync("Simulasikan");
        await officer.SaysAsync("sebesar 40,0 %");
        await officer.FollowAsync("Keputusan");
    }

    public static async Task DecideAsync(SeasonPeople people, Journey officer)
    {
        await officer.PressAsync("Susun rancangan");
        await officer.SaysAsync("Keputusan menunggu persetujuan direktur.");
        foreach (var (person, said) in new[]
        {
            (SeasonPeople.Director, "Disetujui direktur"), (SeasonPeople.General, "Disetujui direktur jenderal"),
        })
        {
            var approver = await people.AsAsync(person);
            await approver.Page.GotoAsync("/papan");
            await approver.FollowAsync("Baca dan setujui");
            await approver.PressAsync("Setujui", asks: true);
            await approver.SaysAsync(said);
        }

        await officer.Page.GotoAsync("/papan");
        await officer.FollowAsync("Umumkan");
        await officer.PressAsync("Umumkan", asks: true);
        await officer.SaysAsync("Diumumkan");
    }

    /// <summary>A visitor comes to the reasons of a region that was not selected although its total is the same.</summary>
    public static async Task ReadWhyAsync(Journey visitor)
    {
        await visitor.Page.GotoAsync("/panggilan");
        await visitor.FollowAsync("Panggilan 2026");
        await visitor.FollowAsync("Hasil seleksi");
        await visitor.FollowAsync("Kabupaten Sleman");
        await visitor.SaysAsync("Cadangan");
        await visitor.SaysAsync("Di antara daerah dengan skor yang sama, urutannya ditentukan oleh: Kode daerah.");
        await visitor.FollowAsync("Pertanyaan, tingkat, bobot, dan rumus penilaian");
        await visitor.SaysAsync("Kriteria dan bobot");
    }

    /// <summary>A region objects and reads the answer; the ministry finds the objection on its board.</summary>
    public static async Task ObjectAsync(SeasonPeople people, string region, bool script)
    {
        var (head, officer) = (await people.AsAsync(region, script), await people.AsAsync(SeasonPeople.Officer, script));
        await head.Page.GotoAsync("/daerah-saya");
        await head.FollowAsync("Ajukan keberatan");
        await head.FillAsync(("Grounds", "Mohon urutan kami diperiksa sekali lagi dengan bukti terlampir."));
        await head.PressAsync("Ajukan keberatan");
        await head.SaysAsync("Menunggu jawaban");

        await officer.Page.GotoAsync("/papan");
        await officer.FollowAsync("Jawab keberatan");
        await officer.FollowAsync("Jawab");
        await officer.Page.Locator("[name=Result][value=Upheld]").CheckAsync();
        await officer.FillAsync(("Reason", "Urutan diperiksa lagi dan tetap, karena mengikuti ketentuan panggilan."));
        await officer.PressAsync("Kirim jawaban");
        await officer.SaysAsync("Keputusan tetap");

        await head.Page.GotoAsync("/daerah-saya");
        await head.SaysAsync("Keberatan daerah Anda sudah dijawab: keputusan tetap.");
        await head.FollowAsync("Lihat keberatan");
        await head.SaysAsync("karena mengikuti ketentuan panggilan");
    }
}
