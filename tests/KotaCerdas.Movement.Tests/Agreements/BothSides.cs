using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Tests.Agreements;

/// <summary>The two sides of an agreement of Pagar Alam, and the ordinary operations by which they act.</summary>
internal sealed class BothSides(TestDatabase database, IServiceProvider services)
{
    public const string Memorandum = "nota-kesepakatan-kota-cerdas";

    public static readonly RegionCode PagarAlam = RegionCode.Parse("16.72");

    public Actor Ministry { get; } = TestPeople.Office("ministry-officer");

    public Actor Region { get; } = TestPeople.Office("diskominfo", "16.72");

    public Actor Head { get; } = TestPeople.Office("region-head", "16.72");

    public Actor Stranger { get; } = TestPeople.Office("diskominfo", "16.71");

    public TestDatabase Database { get; } = database;

    /// <summary>The call that the agreements follow from, or null.</summary>
    public CallId? Call { get; init; }

    /// <summary>True for agreements of the demo.</summary>
    public bool Generated { get; init; }

    public static BothSides Over(TestDatabase database, CallId? call = null) => new(database, database.Services) { Call = call };

    /// <summary>Runs an operation as someone, in a scope of its own.</summary>
    public async Task<TResult> AsAsync<TService, TResult>(Actor actor, Func<TService, Task<TResult>> run)
        where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Value = actor;
        return await run(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async Task<AgreementId> DraftAsync(RegionCode? region = null, CounterpartyInput? with = null, string template = Memorandum)
    {
        var made = await AsAsync(Ministry, (CreateAgreement create) => create.RunAsync(
            new(region ?? PagarAlam, template, with ?? new("ministry", "", "")) { Call = Call, Generated = Generated }, default));
        Assert.Empty(made.Problems);
        return made.Value;
    }

    public Task<Outcome<Nothing>> MoveAsync(Actor actor, AgreementId id, AgreementState next, string reason = "",
        RegionCode? region = null) =>
        AsAsync(actor, async (IServiceProvider scope) =>
        {
            var file = (await scope.GetRequiredService<AgreementDesk>().ReadAsync(region ?? PagarAlam, id, default)).Value;
            return await scope.GetRequiredService<MoveAgreement>()
                .RunAsync(region ?? PagarAlam, id, (next, reason, file.Agreement.Version), default);
        });

    public async Task<AgreementId> NegotiatingAsync(RegionCode? region = null)
    {
        var id = await DraftAsync(region);
        Assert.Empty((await MoveAsync(Ministry, id, AgreementState.Negotiation, region: region)).Problems);
        return id;
    }

    public Task<string> HashAsync(AgreementId id, RegionCode? region = null) => AsAsync(Ministry, async (IServiceProvider scope) =>
    {
        var desk = scope.GetRequiredService<AgreementDesk>();
        var code = region ?? PagarAlam;
        var file = (await desk.ReadAsync(code, id, default)).Value;
        return AgreementText.Hash(scope.GetRequiredService<AgreementText>().Compose(
            file, ClauseView.Of(await desk.ClausesAsync(code, id, default)), await desk.ObligationsAsync(code, id, default)));
    });

    public Task<Outcome<bool>> ConfirmAsync(Actor actor, AgreementId id, string hash, RegionCode? region = null) =>
        AsAsync(actor, (ConfirmText confirm) => confirm.RunAsync(region ?? PagarAlam, id, hash, default));

    /// <summary>Negotiated and confirmed by both, out for signature.</summary>
    public async Task<AgreementId> SigningAsync(RegionCode? region = null)
    {
        var id = await NegotiatingAsync(region);
        var hash = await HashAsync(id, region);
        var officer = region is { } other ? TestPeople.Office("diskominfo", other.Value) : Region;
        Assert.False((await ConfirmAsync(Ministry, id, hash, region)).Value);
        Assert.True((await ConfirmAsync(officer, id, hash, region)).Value);
        Assert.Empty((await MoveAsync(Ministry, id, AgreementState.Signing, region: region)).Problems);
        return id;
    }

    public async Task<AgreementId> InForceAsync(DateOnly signedOn)
    {
        var id = await SigningAsync();
        Assert.Empty((await ForceAsync(id, signedOn)).Problems);
        return id;
    }

    /// <summary>A renewal of an agreement in force, confirmed by both and out for signature.</summary>
    public async Task<AgreementId> RenewingAsync(AgreementId old)
    {
        var made = await AsAsync(Ministry, (CreateAgreement create) => create.RunAsync(
            new(PagarAlam, Memorandum, new("ministry", "", "")) { Parent = (old, AgreementLink.Renewal) }, default));
        Assert.Empty(made.Problems);
        Assert.Empty((await MoveAsync(Ministry, made.Value, AgreementState.Negotiation)).Problems);
        var hash = await HashAsync(made.Value);
        Assert.Empty((await ConfirmAsync(Ministry, made.Value, hash)).Problems);
        Assert.Empty((await ConfirmAsync(Region, made.Value, hash)).Problems);
        Assert.Empty((await MoveAsync(Ministry, made.Value, AgreementState.Signing)).Problems);
        return made.Value;
    }

    public Task<Outcome<Nothing>> ForceAsync(AgreementId id, DateOnly signedOn, RegionCode? region = null) =>
        AsAsync(Actor.Platform("test"), (BringIntoForce force) => force.OnAsync(region ?? PagarAlam, id, signedOn, default));

    public Task<AgreementFile> FileAsync(AgreementId id, RegionCode? region = null) =>
        AsAsync(Ministry, async (AgreementDesk desk) => (await desk.ReadAsync(region ?? PagarAlam, id, default)).Value);

    public Task<List<Obligation>> ObligationsAsync(AgreementId id, RegionCode? region = null) =>
        AsAsync(Ministry, (AgreementDesk desk) => desk.ObligationsAsync(region ?? PagarAlam, id, default));

    public async Task<Obligation> ObligationAsync(AgreementId id, string code) => (await ObligationsAsync(id)).Single(o => o.Code == code);

    public async Task<Outcome<Nothing>> ReportAsync(Actor actor, AgreementId id, string code)
    {
        var key = new ObligationKey(PagarAlam, id, (await ObligationAsync(id, code)).Id);
        using var file = new MemoryStream("%PDF-1.4\n%%EOF\n"u8.ToArray());
        return await AsAsync(actor, (ObligationWork work) => work.ReportAsync(key, "Terlampir", (file, "sk.pdf"), default));
    }

    public async Task<Outcome<Nothing>> AnswerAsync(Actor actor, AgreementId id, string code, bool accept, string reason = "")
    {
        var key = new ObligationKey(PagarAlam, id, (await ObligationAsync(id, code)).Id);
        return await AsAsync(actor, (ObligationWork work) => work.AnswerAsync(key, accept, reason, default));
    }

    public Task<int> WatchAsync(AgreementId id) => AsAsync(
        Actor.Platform("test"), (WatchAgreement watch) => watch.RunAsync(Actor.Platform("test"), PagarAlam, id, default));
}
