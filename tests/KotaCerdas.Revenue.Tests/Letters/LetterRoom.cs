using KotaCerdas.Ledger;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Returns;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>A region with approved sample rules, a mask of numbers, and the people of its revenue office. All names are made up.</summary>
internal static class LetterRoom
{
    public const string Root = "/pendapatan/16.72";

    public static readonly RegionCode Home = RegisterRoom.Home;
    public static readonly Actor Surveyor = RegisterRoom.Officer;
    public static readonly Actor Assessor = TestPeople.Office("revenue-assessor", "16.72");
    public static readonly Actor Colleague = TestPeople.Office("revenue-assessor", "16.72");
    public static readonly Actor Head = TestPeople.Office("revenue-head", "16.72");
    public static readonly Actor Stranger = TestPeople.Office("revenue-assessor", "16.71");

    /// <summary>Prepares the region; the rules are those that ship for it, approved by two.</summary>
    public static async Task OpenAsync(IServiceProvider services)
    {
        await RegisterRoom.OpenAsync(services);
        await BeginAsync(services);
    }

    /// <summary>The same over a register that is there already.</summary>
    public static async Task BeginAsync(IServiceProvider services)
    {
        await using (var scope = services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetServices<IPreparationStep>().OfType<ShippedRules>().Single().RunAsync(default);
            await scope.ServiceProvider.GetServices<IPreparationStep>().OfType<ShippedCalendars>().Single().RunAsync(default);
        }

        var content = await services.AsAsync<RuleStore, RuleVersion?>(Head, s => s.FindAsync(Home, 1, default));
        await services.AsAsync<TryRules, Outcome<IReadOnlyList<TrialResult>>>(Assessor, t => t.RunAsync(Assessor, Home, 1, default));
        foreach (var person in new[] { Head, TestPeople.Office("region-secretary", "16.72") })
        {
            var approved = await services.AsAsync<ApproveRules, Outcome<RuleVersion>>(
                person, a => a.RunAsync(person, Home, (1, content!.Content.Hash, "Perda contoh"), default));
            Assert.False(approved.Failed);
        }

        var set = await services.AsAsync<SaveKindObject, Outcome<Nothing>>(
            Surveyor, s => s.SetMaskAsync(Home, string.Empty, new DateOnly(2022, 1, 1), ("07.99.9999", "Perkada contoh"), default));
        Assert.False(set.Failed);
    }

    public static async Task<TaxpayerId> TaxpayerAsync(IServiceProvider services, string name = "Contoh Satu", string npwpd = "") =>
        (await RegisterRoom.RegisterAsync(services, RegisterRoom.Person(name, npwpd))).Value;

    public static KindObjectInput Input(TaxpayerId owner, DateOnly? from = null, params (string Name, string Value)[] facts) => new()
    {
        ValidFrom = from ?? new DateOnly(2025, 1, 1), Owner = owner.ToString(), Name = "Rumah Makan Contoh", Address = "Jalan Objek 7",
        Facts = facts.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal), Reason = "SPOPD contoh",
    };

    public static Task<Outcome<KindObjectId>> RegisterAsync(
        IServiceProvider services, string kind, KindObjectInput input, string? number = null) =>
        services.AsAsync<SaveKindObject, Outcome<KindObjectId>>(Surveyor, s => s.RegisterAsync(Home, kind, number, input, default));

    public static Task<KindObjectFile?> FileAsync(IServiceProvider services, KindObjectId id, DateOnly day) =>
        services.AsAsync<KindObjectReading, KindObjectFile?>(Surveyor, r => r.FindAsync(Home, id, day, default));

    public static IEnumerable<KeyValuePair<string, string>> Fields(params (string Name, string Value)[] fields) =>
        fields.Select(f => KeyValuePair.Create(f.Name, f.Value));

    /// <summary>The three fields of a date.</summary>
    public static IEnumerable<(string, string)> Day(string field, DateOnly day) =>
        [(field + ".Day", $"{day.Day}"), (field + ".Month", $"{day.Month}"), (field + ".Year", $"{day.Year}")];

    public static Dictionary<string, string> Values(params (string Name, string Value)[] values) =>
        values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);

    /// <summary>Midnight and more of a day in Jakarta.</summary>
    public static DateTimeOffset Noon(int year, int month, int day) => new(year, month, day, 5, 0, 0, TimeSpan.Zero);

    public static async Task<Region> RegionAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<KotaDb>().Shared<Region>().SingleAsync(r => r.Code == Home);
    }

    /// <summary>Files a return of an object and month.</summary>
    public static async Task<Outcome<Charge>> FileAsync(
        IServiceProvider services, KindObjectId id, DateOnly month, (string Name, string Value)[] facts, string reason = "",
        string channel = ReturnChannel.Counter)
    {
        var region = await RegionAsync(services);
        return await services.AsAsync<FileReturn, Outcome<Charge>>(Assessor, async file =>
        {
            var input = new ReturnInput { Object = id, Month = month, Facts = Values(facts), Reason = reason, Channel = channel };
            var preview = await file.PreviewAsync(region, input, default);
            return preview.Failed ? Outcome.Fail<Charge>(preview.Problems)
                : await file.SendAsync(region, input, preview.Value.Draft.Result.Parts.Total, default);
        });
    }

    public static Task<Outcome<Guid>> ProposeAsync(
        IServiceProvider services, LetterTarget target, params (string Name, string Value)[] values) =>
        services.AsAsync<ProposeLetter, Outcome<Guid>>(
            Assessor, p => p.RunAsync(Home, target, Values(values), "Alasan contoh", default));

    public static async Task<Outcome<Decision>> DecideAsync(
        IServiceProvider services, Guid proposal, bool grant = true, Actor? by = null, string reason = "")
    {
        var file = (await services.AsAsync<ProposalReading, ProposalFile?>(Head, r => r.FindAsync(Home, proposal, default)))!;
        return await services.AsAsync<DecideLetter, Outcome<Decision>>(
            by ?? Head, d => d.RunAsync(Home, proposal, new(grant, file.Proposal.Amount, reason), default));
    }

    /// <summary>Proposes a letter about a charge and has it granted; the charge as it stands then.</summary>
    public static async Task<ChargeFileOf> FollowAsync(
        IServiceProvider services, string letter, ChargeId charge, params (string Name, string Value)[] values)
    {
        var proposed = await ProposeAsync(services, new(letter, charge, null, default, default), values);
        Assert.False(proposed.Failed, proposed.Failed ? proposed.Problem.ToString() : null);
        var decided = await DecideAsync(services, proposed.Value);
        Assert.False(decided.Failed, decided.Failed ? decided.Problem.ToString() : null);
        return await ChargeAsync(services, decided.Value.ChargeId!.Value);
    }

    public static async Task<ChargeFileOf> ChargeAsync(IServiceProvider services, ChargeId id) =>
        (await services.AsAsync<ChargeReading, ChargeFileOf?>(Head, r => r.FindAsync(Home, id, default)))!;

    /// <summary>The code on the letter of a cycle.</summary>
    public static Task<string> CodeAsync(IServiceProvider services, Charge charge) => services.AsAsync<KotaDb, string>(
        Assessor, async db => (await db.In<IssuedDocument>(RegionScope.Of(Home)).SingleAsync(d => d.Id == charge.DocumentId)).CheckCode);

    /// <summary>What stands on the pages of a letter.</summary>
    public static async Task<string> WordsAsync(IServiceProvider services, DocumentId id)
    {
        var file = await services.AsAsync<KotaDb, StoredFile>(Head, async db =>
        {
            var letter = await db.In<IssuedDocument>(RegionScope.Of(Home)).AsNoTracking().SingleAsync(d => d.Id == id);
            return await db.In<StoredFile>(RegionScope.Of(Home)).AsNoTracking().SingleAsync(f => f.Id == letter.FileId);
        });
        using var bytes = new MemoryStream();
        await using var content = await services.AsAsync<FileStore, Stream>(Head, f => Task.FromResult(f.Open(file)));
        await content.CopyToAsync(bytes);
        return await PdfWords.ReadAsync(bytes.ToArray());
    }

    public static async Task PayAsync(IServiceProvider services, ChargeId id, long amount, DateOnly on, string reference)
    {
        var file = await ChargeAsync(services, id);
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Value = Head;
        await using var write = await scope.ServiceProvider.GetRequiredService<KotaDb>().BeginWriteAsync(RegionScope.Of(Home), default);
        Assert.Null(await scope.ServiceProvider.GetRequiredService<ChargeDesk>().PayAsync(write, file, (amount, on, reference), default));
        await write.CommitAsync(default);
    }

    /// <summary>What the check of the ledger says about returns and letters.</summary>
    public static async Task<List<Problem>> AuditAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var found = new LedgerFindings();
        await scope.ServiceProvider.GetServices<ILedgerAudit>().OfType<ChargeAudit>().Single().RunAsync(Home, found, default);
        return [.. found.Flaws];
    }

    /// <summary>I8: the receivable is the sum of its obligations, per subject and period; I11: amounts come out again.</summary>
    public static async Task ReceivableAgreesAsync(IServiceProvider services) => Assert.Empty(await AuditAsync(services));

    /// <summary>Sum of an account in the accrual book, debits less credits.</summary>
    public static async Task<long> BalanceAsync(IServiceProvider services, string account)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
        db.Declare(RegionScope.Of(Home));
        var number = AccountCode.Parse(account).Number;
        return await db.Database.SqlQuery<long>(
            $"""
            select coalesce(cast(sum(debit - credit) as bigint), 0) as "Value" from ledger_entry
            where region_code = {Home.Value} and account = {number} and book = 'LO'
            """).SingleAsync();
    }
}
