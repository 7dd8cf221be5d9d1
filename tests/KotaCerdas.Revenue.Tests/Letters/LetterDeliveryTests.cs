using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Tests.Assessment;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using static KotaCerdas.Revenue.Tests.Letters.LetterRoom;

namespace KotaCerdas.Revenue.Tests.Letters;

public sealed class LetterDeliveryTests
{
    [Theory, OnEachDatabase]
    public async Task Who_took_a_letter_is_recorded_and_the_time_to_object_runs_from_that_day(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var services = app.Services;
        await OpenAsync(services);
        var well = (await RegisterAsync(services, "air-tanah", Input(await TaxpayerAsync(services)))).Value;
        var proposed = (await ProposeAsync(
            services, new("skpd", null, well, new(2026, 1, 1), new(2026, 1, 31)), ("volume", "1200"), ("weight", "1"))).Value;
        var charge = await ChargeAsync(services, (await DecideAsync(services, proposed)).Value.ChargeId!.Value);
        var (letter, page) = (charge.Current.DocumentId!.Value.ToString(), $"{Root}/ketetapan/{charge.Id}");
        using var officer = app.Client(Assessor);
        Assert.Contains(
            "2 Juni 2026, dihitung dari tanggal surat 2 Maret 2026", (await officer.PageAsync(page)).Body!.TextContent,
            StringComparison.Ordinal);
        var list = await officer.PageAsync(Root + "/surat");
        Assert.Contains(charge.Current.Number, list.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Contoh Satu", list.Body.TextContent, StringComparison.Ordinal);

        // A name is missing, then the letter would have come before it was written.
        app.Database.Clock.Set(Noon(2026, 3, 20));
        Task<HttpResponseMessage> RecordAsync(DateOnly on, string outcome, string receiver) => officer.SubmitAsync(
            $"{Root}/surat?ketetapan={charge.Id}",
            Fields([
                .. Day("On", on), ($"Results[{letter}]", outcome), ($"Receiver[{letter}]", receiver), ($"Relation[{letter}]", "Family"),
            ]), "#penyampaian");
        foreach (var (on, receiver, says) in new[]
        {
            (new DateOnly(2026, 3, 16), "", "Isi nama penerima"), (new DateOnly(2026, 3, 1), "Contoh Istri", "bertanggal 2 Maret 2026"),
            (new DateOnly(2026, 3, 21), "Contoh Istri", "tidak boleh setelah"),
        })
        {
            using var wrong = await RecordAsync(on, "Received", receiver);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
            Assert.Contains(says, (await wrong.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
        }

        using var missed = await RecordAsync(new(2026, 3, 10), "Unknown", "");
        Assert.Equal(HttpStatusCode.SeeOther, missed.StatusCode);
        Assert.Null((await ChargeAsync(services, charge.Id)).ArrivedOn);
        Assert.DoesNotContain(
            "dihitung dari tanggal surat", (await officer.PageAsync(page)).Body!.TextContent, StringComparison.Ordinal);
        using var taken = await RecordAsync(new(2026, 3, 16), "Received", "Contoh Istri");
        Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
        var shown = (await officer.PageAsync(page)).Body!.TextContent;
        Assert.Contains("diterima 16 Maret 2026 oleh Contoh Istri", shown, StringComparison.Ordinal);
        Assert.Contains("16 Juni 2026, dihitung sejak surat diterima 16 Maret 2026", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(
            charge.Current.Number, (await officer.PageAsync(Root + "/surat")).Body!.TextContent, StringComparison.Ordinal);

        app.Database.Clock.Set(Noon(2026, 6, 17));
        var late = await AskAsync(services, charge, new(2026, 6, 17));
        Assert.Equal("Revenue.Letter.AskedLateTaken", late.Problem.Code);
        Assert.Contains(new DateOnly(2026, 6, 16), late.Problem.Args.OfType<DateOnly>());
        Assert.False((await AskAsync(services, charge, new(2026, 6, 16))).Failed);

        using var reader = app.Client(Surveyor);
        using var refused = await reader.GetAsync(Root + "/surat");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task The_time_to_object_to_a_bill_runs_from_the_day_on_which_the_village_handed_it_over(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var bill = (await BillChangeRoom.OpenAsync(database, 2))[0];
        database.Clock.Set(Noon(2026, 6, 20));
        var id = BillChangeRoom.IdOf(bill);
        Assert.Equal("Revenue.Letter.AskedLate", (await AskAsync(database.Services, id, new(2026, 6, 3))).Problem.Code);
        var note = new DeliveryNote(BillPaths.Digits(bill.Nop), bill.Nop.ToString(), DeliveryOutcome.Received, "Contoh", "Self");
        Task<Outcome<int>> RecordAsync(DateOnly on) => database.Services.AsAsync<DeliveryDesk, Outcome<int>>(
            AssessmentRoom.Drafter, d => d.RecordAsync(Home, (bill.TaxYear, bill.Nop.Village), on, [note], default));
        Assert.Equal("Revenue.Delivery.BeforeSent", (await RecordAsync(new(2025, 3, 20))).Problem.Code); // a mistyped year
        Assert.False((await RecordAsync(new(2026, 3, 20))).Failed);
        Assert.False((await AskAsync(database.Services, id, new(2026, 6, 20))).Failed);
        Assert.Equal("Revenue.Letter.AskedTwice", (await AskAsync(database.Services, id, new(2026, 6, 20))).Problem.Code);
    }

    private static Task<Outcome<Guid>> AskAsync(IServiceProvider services, ChargeFileOf charge, DateOnly on) =>
        AskAsync(services, charge.Id, on);

    private static Task<Outcome<Guid>> AskAsync(IServiceProvider services, ChargeId charge, DateOnly on) =>
        services.AsAsync<AskLetter, Outcome<Guid>>(
            Assessor, a => a.RunAsync(Home, new("keberatan", charge, on, "Meter keliru"), default));
}
