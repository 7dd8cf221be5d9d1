using KotaCerdas.Documents.Signatures;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Movement.Tests.Agreements;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static KotaCerdas.Movement.Tests.Mentoring.MentoredRegions;

namespace KotaCerdas.Movement.Tests.Mentoring;

/// <summary>Decrees that are written, numbered and signed on the platform.</summary>
public sealed class DecreeSigningTests
{
    private const string Secretary = "Sekretaris Daerah Kota Pagar Alam";

    [Theory, OnEachDatabase]
    public async Task A_decree_is_numbered_signed_by_the_head_and_meets_the_promise_on_that_day(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        var sides = BothSides.Over(database);
        var agreement = await sides.InForceAsync(Start);
        var id = Ok(await regions.AsAsync(regions.Officer, (WriteDecree o) => o.StartAsync(PagarAlam, "dewan", default)));
        Assert.Equal("Movement.Decree.NoMembersYet", (await DraftAsync(regions, id)).Problem.Code);
        Assert.Equal(
            ["Movement.Decree.RoleMissing", "Movement.Decree.RoleMissing", "Movement.Decree.NoHead"],
            Codes(await PrepareAsync(regions, id)));
        await SeatAsync(regions, id);
        Assert.Equal(["Movement.Decree.NoHead"], Codes(await PrepareAsync(regions, id)));
        var head = await HeadAsync(regions);
        var draft = await PdfWords.ReadAsync(Ok(await DraftAsync(regions, id)), "-layout");
        Assert.Contains("(belum bernomor)", draft, StringComparison.Ordinal);
        Assert.Contains("KONSEP: belum bernomor dan belum ditandatangani", draft, StringComparison.Ordinal);

        Assert.Equal("Platform.Access.NotAllowed", (await PrepareAsync(regions, id, regions.Neighbour)).Problem.Code);
        Ok(await PrepareAsync(regions, id));
        Assert.Equal(["DecreeToSign"], await regions.Notices.ToldAsync(head.User!.Value));
        await ClosedWhileOutAsync(regions, id);
        database.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal("Movement.Decree.NotYours", (await SignAsync(regions, id, regions.Officer)).Problem.Code);
        Ok(await SignAsync(regions, id, head));
        Ok(await SignAsync(regions, id, head));

        var decree = await DecreeAsync(database, id);
        Assert.Equal(
            ("001/KPTS-SC/16.72/2026", Start, WorkStep.Submitted, Start.AddDays(2)),
            (decree.Number, decree.DatedOn, decree.Step, decree.SubmittedOn));
        var words = await PdfWords.ReadAsync(await BytesAsync(regions, decree), "-layout");
        AssertDecree(words);
        Ok(await regions.AsAsync(regions.Mentor, (JudgeDecree o) => o.RunAsync(PagarAlam, id, null, default)));
        await regions.Notices.DeliverTwiceAsync();
        var promise = await sides.ObligationAsync(agreement, "sk-dewan");
        Assert.Equal((ObligationState.Met, Start.AddDays(2)), (promise.State, promise.MetOn));
        await CheckedAsync(regions, decree);
    }

    [Theory, OnEachDatabase]
    public async Task What_is_taken_back_is_void_keeps_its_number_and_of_a_race_with_the_signature_one_wins(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        var head = await HeadAsync(regions);
        var id = await WrittenAsync(regions);
        Ok(await PrepareAsync(regions, id));
        var first = (await DecreeAsync(database, id)).DocumentId!.Value;
        Ok(await TakeBackAsync(regions, id));
        var back = await DecreeAsync(database, id);
        Assert.Equal((true, true, string.Empty), (back.DocumentId is null, back.DatedOn is null, back.Number));
        Assert.Equal("Movement.Decree.OtherDocument", (await SignAsync(regions, id, head, first)).Problem.Code);
        var late = await regions.AsAsync(head, (DocumentSignatures s) => s.SignAsync(
            head, PagarAlam, new(first), new(DecreeDocument.Signer, "Wali Kota Pagar Alam"), SigningSecret.None, default));
        Assert.Equal("Platform.Signing.Withdrawn", late.Problem.Code);
        Assert.Equal("Platform.Check.WithdrawnUnsigned", CheckWords.Of(await AnswerAsync(regions, first)).Code);

        var ended = false;
        for (var round = 0; round < 6 && !ended; round++)
        {
            Ok(await PrepareAsync(regions, id));
            var shown = (await DecreeAsync(database, id)).DocumentId!.Value;
            var race = await Task.WhenAll(
                Task.Run(() => SignAsync(regions, id, head, shown)), Task.Run(() => TakeBackAsync(regions, id)));
            var decree = await DecreeAsync(database, id);
            var document = await DocumentAsync(database, shown);
            ended = !race[0].Failed;
            Assert.Equal(ended ? (WorkStep.Submitted, DocumentState.Issued) : (WorkStep.Draft, DocumentState.Withdrawn),
                (decree.Step, document.State));
        }

        if (!ended)
        {
            Ok(await PrepareAsync(regions, id));
            Ok(await SignAsync(regions, id, head));
        }

        Assert.Equal("Movement.Decree.Closed", (await TakeBackAsync(regions, id)).Problem.Code);
        var numbers = await database.WithAsync<KotaDb, List<int>>(db => db.In<IssuedDocument>(RegionScope.Of(PagarAlam))
            .Where(d => d.Kind == DecreeDocument.Kind).OrderBy(d => d.Sequence).Select(d => d.Sequence).ToListAsync());
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
        Assert.Equal(1, await database.WithAsync<KotaDb, int>(db => db.In<DocumentSignature>(RegionScope.Of(PagarAlam)).CountAsync()));
    }

    [Theory, OnEachDatabase]
    public async Task The_secretary_signs_by_a_letter_while_it_lasts_and_a_later_decree_takes_the_place_of_an_earlier_one(
        DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        var head = await HeadAsync(regions);
        var id = await WrittenAsync(regions);
        Assert.Equal(["Movement.Agreement.ChooseOffice", "Movement.Signing.LetterPast"],
            Codes(await DelegateAsync(regions, id, string.Empty, Start.AddDays(-1))));
        Assert.Equal(["Movement.Agreement.ChooseOffice"], Codes(await DelegateAsync(regions, id, "Kepala Dinas Kominfo", Start)));
        Ok(await DelegateAsync(regions, id, Secretary, Start.AddDays(3)));
        Assert.Equal(["Movement.Signing.LetterUnsigned"], Codes(await PrepareAsync(regions, id)));
        Assert.Equal("Movement.Decree.NotYours", (await GrantAsync(regions, id, regions.Officer)).Problem.Code);
        Ok(await GrantAsync(regions, id, head));
        Assert.Equal(["Movement.Decree.NobodyOnBehalf"], Codes(await PrepareAsync(regions, id)));
        var secretary = TestPeople.Office("region-secretary", "16.72") with
        {
            User = await regions.Notices.AccountAsync("region-secretary", "16.72"),
        };
        Ok(await PrepareAsync(regions, id));
        Assert.Equal("Movement.Decree.NotYours", (await SignAsync(regions, id, head)).Problem.Code);
        database.Clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal("Movement.Decree.LetterPast", (await SignAsync(regions, id, secretary)).Problem.Code);
        Ok(await TakeBackAsync(regions, id));
        Ok(await DelegateAsync(regions, id, Secretary, Start.AddDays(9)));
        Ok(await GrantAsync(regions, id, head));
        Ok(await PrepareAsync(regions, id));
        Ok(await SignAsync(regions, id, secretary));
        var first = await DecreeAsync(database, id);
        Assert.Equal($"a.n. Wali Kota Pagar Alam, {Secretary}",
            (await DocumentAsync(database, first.DocumentId!.Value)).SignaturePlaces.Single().Office);

        Ok(await regions.AsAsync(regions.Mentor, (JudgeDecree o) => o.RunAsync(PagarAlam, id, "Unsur media belum ada", default)));
        Ok(await regions.SeatAsync(id, "secretary"));
        Assert.Null((await DecreeAsync(database, id)).DocumentId);
        var letter = (await DecreeAsync(database, id)).LetterId!.Value;
        Assert.Equal(Verdict.Valid, (await AnswerAsync(regions, letter)).Verdict);
        Ok(await regions.AsAsync(regions.Officer, (DelegateDecree o) => o.WithdrawAsync(PagarAlam, id, default)));
        Assert.Equal(Verdict.Withdrawn, (await AnswerAsync(regions, letter)).Verdict);
        Ok(await PrepareAsync(regions, id));
        Ok(await SignAsync(regions, id, head));
        Assert.Equal(Verdict.Superseded, (await AnswerAsync(regions, first.DocumentId!.Value)).Verdict);
        Ok(await regions.AsAsync(regions.Mentor, (JudgeDecree o) => o.RunAsync(PagarAlam, id, null, default)));

        var second = await DecreeAsync(database, id);
        var next = await WrittenAsync(regions);
        Assert.NotEqual(id, next);
        Ok(await PrepareAsync(regions, next));
        Ok(await SignAsync(regions, next, head));
        Assert.Contains($"Nomor {second.Number} tanggal {Formats.Date(second.DatedOn!.Value)} dicabut",
            await PdfWords.ReadAsync(await BytesAsync(regions, await DecreeAsync(database, next)), "-layout"), StringComparison.Ordinal);
        Assert.Equal("Platform.Check.SupersededBy", CheckWords.Of(await AnswerAsync(regions, second.DocumentId!.Value)).Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_crash_after_the_signature_is_settled_by_the_daily_watch(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        var head = await HeadAsync(regions);
        var id = await WrittenAsync(regions);
        Ok(await PrepareAsync(regions, id));
        var document = (await DecreeAsync(database, id)).DocumentId!.Value;
        Ok(await regions.AsAsync(head, (DocumentSignatures s) => s.SignAsync(
            head, PagarAlam, new(document), new(DecreeDocument.Signer, "Wali Kota Pagar Alam"), SigningSecret.None, default)));
        Assert.Equal("Movement.Decree.SignedAlready", (await TakeBackAsync(regions, id)).Problem.Code);
        database.Clock.Advance(TimeSpan.FromDays(3));

        await WatchAsync(database);
        var decree = await DecreeAsync(database, id);
        Assert.Equal((WorkStep.Submitted, Start), (decree.Step, decree.SubmittedOn));
        var ruling = await database.WithAsync<KotaDb, DecreeRuling>(db => db.In<DecreeRuling>(RegionScope.Of(PagarAlam)).SingleAsync());
        Assert.Equal((head.User, "Wali Kota Pagar Alam"), (ruling.ByUser, ruling.ByName));
    }

    [Theory, OnEachDatabase]
    public async Task What_is_handed_in_on_paper_takes_the_place_of_what_was_signed_here(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (regions, id, signed) = await SignedAsync(database);
        Ok(await regions.AsAsync(regions.Mentor, (JudgeDecree o) => o.RunAsync(PagarAlam, id, "Unsur media belum ada", default)));
        using (var scan = new MemoryStream("%PDF-1.4\n%%EOF\n"u8.ToArray()))
        {
            Ok(await regions.AsAsync(regions.Officer, (WriteDecree o) =>
                o.SaveAsync(PagarAlam, id, new("800/7/2026", Start), (scan, "sk.pdf"), default)));
        }

        Assert.Equal(Verdict.Valid, (await AnswerAsync(regions, signed)).Verdict);
        Ok(await regions.AsAsync(regions.Officer, (JudgeDecree o) => o.SubmitAsync(PagarAlam, id, default)));
        var answer = await AnswerAsync(regions, signed);
        Assert.Equal(
            (Verdict.Superseded, DocumentState.Superseded, "Platform.Check.Superseded"),
            (answer.Verdict, answer.Document!.State, CheckWords.Of(answer).Code));
    }

    [Theory, OnEachDatabase]
    public async Task An_accepted_decree_stands_until_the_paper_that_takes_its_place_is_accepted(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (regions, id, signed) = await SignedAsync(database);
        Ok(await regions.AsAsync(regions.Mentor, (JudgeDecree o) => o.RunAsync(PagarAlam, id, null, default)));

        var paper = await regions.WriteDecreeAsync("dewan");
        Ok(await regions.AsAsync(regions.Officer, (JudgeDecree o) => o.SubmitAsync(PagarAlam, paper, default)));
        Assert.Equal(Verdict.Valid, (await AnswerAsync(regions, signed)).Verdict);
        Ok(await regions.AsAsync(regions.Mentor, (JudgeDecree o) => o.RunAsync(PagarAlam, paper, null, default)));
        Assert.Equal(Verdict.Superseded, (await AnswerAsync(regions, signed)).Verdict);
    }

    [Theory, OnEachDatabase]
    public async Task A_letter_that_was_signed_before_a_crash_counts_after_the_watch_and_a_broken_decree_does_not_stop_it(
        DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        var head = await HeadAsync(regions);
        var id = await WrittenAsync(regions);
        Ok(await DelegateAsync(regions, id, Secretary, Start.AddDays(3)));
        var letter = (await DecreeAsync(database, id)).LetterId!.Value;
        Assert.Equal(OperationState.Done, (await WatchAsync(database)).State);
        Assert.Null((await DecreeAsync(database, id)).LetterGrantedAt);
        var place = (await DocumentAsync(database, letter)).SignaturePlaces.Single();
        Ok(await regions.AsAsync(head, (DocumentSignatures s) => s.SignAsync(
            head, PagarAlam, new(letter), new(place.Role, place.Office), SigningSecret.None, default)));

        // Another decree, of whose document the register says that it is signed although nobody signed it.
        var broken = await regions.WriteDecreeAsync("tim-pelaksana");
        Ok(await PrepareAsync(regions, broken));
        await using (var owner = await database.OpenOwnerAsync())
        {
            await using var poison = owner.CreateCommand();
            poison.CommandText = $"update platform_document set state = 'Issued' where subject_id = '{broken}'";
            Assert.Equal(1, await poison.ExecuteNonQueryAsync());
        }

        var row = await WatchAsync(database);
        Assert.Equal(database.Clock.GetUtcNow().UtcDateTime, (await DecreeAsync(database, id)).LetterGrantedAt);
        Assert.Equal("Movement.Obligation.WatchBroke", OperationError.FromJson(row.Error!).Code);
    }

    private static Task<OperationRow> WatchAsync(TestDatabase database) =>
        database.Services.GetRequiredService<OperationRunner>().RunNowAsync(
            Actor.Platform("test"), WatchObligations.Kind, RegionCode.National, new WatchObligationsInput(), null, default);

    private static void AssertDecree(string words)
    {
        foreach (var part in new[]
            {
                "KEPUTUSAN WALI KOTA PAGAR ALAM NOMOR 001/KPTS-SC/16.72/2026 TENTANG PEMBENTUKAN DEWAN SMART CITY KOTA PAGAR ALAM",
                "Menimbang : a. bahwa untuk melaksanakan Nota Kesepakatan Nomor", "Mengingat : 1. Undang-Undang Nomor 23 Tahun 2014",
                "MEMUTUSKAN", "KESATU : Membentuk Dewan Smart City Kota Pagar Alam", "KELIMA : Keputusan ini mulai berlaku",
                "Ditetapkan di Pagar Alam pada tanggal 2 Maret 2026", "LAMPIRAN", "Kepala Dinas chair",
            })
        {
            Assert.Contains(part, words, StringComparison.Ordinal);
        }
    }

    /// <summary>Anybody can check it, and the log of the region takes it up: its number and its signature.</summary>
    private static async Task CheckedAsync(MentoredRegions regions, Decree decree)
    {
        var answer = await AnswerAsync(regions, decree.DocumentId!.Value);
        Assert.Equal((Verdict.Valid, DocumentState.Issued), (answer.Verdict, answer.Document!.State));
        Assert.True(Assert.Single(answer.Signatures).IsRegistered);
        await using var connection = await regions.Database.OpenOwnerAsync();
        await using var logged = connection.CreateCommand();
        logged.CommandText = $"select kind from platform_log_opening where subject_id like '{decree.DocumentId}%' order by kind";
        await using var reader = await logged.ExecuteReaderAsync();
        List<string> kinds = [];
        while (await reader.ReadAsync())
        {
            kinds.Add(reader.GetString(0));
        }

        Assert.Equal(["platform.document-number", "platform.signature"], kinds);
    }

    private static async Task ClosedWhileOutAsync(MentoredRegions regions, Guid id)
    {
        Assert.Equal("Movement.Decree.OutForSignature", (await regions.SeatAsync(id, "member")).Problem.Code);
        var paper = await regions.AsAsync(regions.Officer, (WriteDecree o) =>
            o.SaveAsync(PagarAlam, id, new("1/2026", Start), null, default));
        Assert.Equal("Movement.Decree.OutForSignature", paper.Problem.Code);
        var handed = await regions.AsAsync(regions.Officer, (JudgeDecree o) => o.SubmitAsync(PagarAlam, id, default));
        Assert.Equal("Movement.Decree.OutForSignature", handed.Problem.Code);
        Assert.Equal(["Movement.Decree.OutForSignature"], Codes(await PrepareAsync(regions, id)));
    }

    private static async Task<Actor> HeadAsync(MentoredRegions regions) =>
        regions.Head with { User = await regions.Notices.AccountAsync("region-head", "16.72") };

    private static async Task<Guid> WrittenAsync(MentoredRegions regions)
    {
        var id = Ok(await regions.AsAsync(regions.Officer, (WriteDecree o) => o.StartAsync(PagarAlam, "dewan", default)));
        await SeatAsync(regions, id);
        return id;
    }

    /// <summary>A decree that the head signed.</summary>
    private static async Task<(MentoredRegions Regions, Guid Decree, Guid Document)> SignedAsync(TestDatabase database)
    {
        var regions = await OpenAsync(database);
        var head = await HeadAsync(regions);
        var id = await WrittenAsync(regions);
        Ok(await PrepareAsync(regions, id));
        Ok(await SignAsync(regions, id, head));
        return (regions, id, (await DecreeAsync(database, id)).DocumentId!.Value);
    }

    private static async Task SeatAsync(MentoredRegions regions, Guid id)
    {
        foreach (var role in new[] { "chair", "member" })
        {
            Ok(await regions.SeatAsync(id, role));
        }
    }

    private static string[] Codes<T>(Outcome<T> outcome) => [.. outcome.Problems.Select(p => p.Code)];

    private static Task<Outcome<byte[]>> DraftAsync(MentoredRegions regions, Guid id) =>
        regions.AsAsync(regions.Officer, async (IServiceProvider scope) => await scope.GetRequiredService<PrepareDecree>().DraftAsync(
            (await scope.GetRequiredService<DecreeDesk>().ReadAsync(PagarAlam, id, default)).Value, default));

    private static Task<Outcome<Nothing>> PrepareAsync(MentoredRegions regions, Guid id, Actor? by = null) =>
        regions.AsAsync(by ?? regions.Officer, (PrepareDecree o) => o.RunAsync(PagarAlam, id, default));

    private static Task<Outcome<Nothing>> TakeBackAsync(MentoredRegions regions, Guid id) =>
        regions.AsAsync(regions.Officer, (PrepareDecree o) => o.TakeBackAsync(PagarAlam, id, default));

    private static async Task<Outcome<Nothing>> SignAsync(MentoredRegions regions, Guid id, Actor by, Guid? document = null)
    {
        var shown = document ?? (await DecreeAsync(regions.Database, id)).DocumentId!.Value;
        return await regions.AsAsync(by, (SignDecree o) => o.RunAsync(PagarAlam, (id, shown), SigningHand.None, default));
    }

    private static Task<Outcome<Nothing>> DelegateAsync(MentoredRegions regions, Guid id, string office, DateOnly until) =>
        regions.AsAsync(regions.Officer, (DelegateDecree o) => o.PrepareAsync(PagarAlam, id, (office, until), default));

    private static async Task<Outcome<Nothing>> GrantAsync(MentoredRegions regions, Guid id, Actor by)
    {
        var letter = (await DecreeAsync(regions.Database, id)).LetterId!.Value;
        return await regions.AsAsync(by, (DelegateDecree o) => o.GrantAsync(PagarAlam, (id, letter), SigningHand.None, default));
    }

    private static Task<Decree> DecreeAsync(TestDatabase database, Guid id) => database.WithAsync<KotaDb, Decree>(db =>
        db.In<Decree>(RegionScope.Of(PagarAlam)).AsNoTracking().SingleAsync(d => d.Id == id));

    private static Task<IssuedDocument> DocumentAsync(TestDatabase database, Guid id)
    {
        var key = new DocumentId(id);
        return database.WithAsync<KotaDb, IssuedDocument>(db =>
            db.In<IssuedDocument>(RegionScope.Of(PagarAlam)).AsNoTracking().SingleAsync(d => d.Id == key));
    }

    private static Task<byte[]> BytesAsync(MentoredRegions regions, Decree decree) =>
        regions.AsAsync(regions.Officer, async (SigningDesk desk) =>
            await desk.BytesAsync((await desk.DocumentAsync(PagarAlam, decree.DocumentId!.Value, default))!, default));

    private static Task<DocumentAnswer> AnswerAsync(MentoredRegions regions, Guid document) =>
        regions.AsAsync(Actor.Visitor, async (IServiceProvider scope) =>
        {
            var code = (await scope.GetRequiredService<DocumentRegister>().FindAsync(PagarAlam, new(document), default))!.CheckCode;
            return (await scope.GetRequiredService<DocumentCheck>().CheckCodeAsync(code, default))!;
        });
}
