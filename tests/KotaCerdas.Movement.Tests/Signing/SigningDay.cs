using KotaCerdas.Documents.Signatures;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Ceremonies;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Tests.Agreements;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Tests.Signing;

/// <summary>The day on which regions and the ministry sign, by the ordinary operations.</summary>
internal sealed class SigningDay(BothSides sides, IServiceProvider services)
{
    public static readonly IReadOnlyList<RegionCode> Regions =
        [.. new[] { "16.72", "32.73", "34.04", "35.78", "73.71" }.Select(RegionCode.Parse)];

    public BothSides Sides { get; } = sides;

    public Actor General { get; } = TestPeople.Office("ministry-director-general");

    public static SigningDay Over(TestDatabase database) => new(BothSides.Over(database), database.Services);

    public static Actor Head(RegionCode region) => TestPeople.Office("region-head", region.Value);

    /// <summary>A memorandum whose text both have confirmed, not yet a document.</summary>
    public async Task<AgreementId> FrozenAsync(RegionCode region)
    {
        var id = await Sides.NegotiatingAsync(region);
        var hash = await Sides.HashAsync(id, region);
        await Sides.ConfirmAsync(Sides.Ministry, id, hash, region);
        Assert.True((await Sides.ConfirmAsync(TestPeople.Office("diskominfo", region.Value), id, hash, region)).Value);
        return id;
    }

    public Task<Outcome<bool>> SignAsync(Actor actor, RegionCode region, AgreementId id) =>
        Sides.AsAsync(actor, (SignAgreement o) => o.RunAsync(region, id, SigningHand.None, default));

    /// <summary>A ceremony of regions with their agreements, planned; its documents are asked for.</summary>
    public async Task<CeremonyId> PlanAsync(params IEnumerable<RegionCode> regions)
    {
        var seats = new List<SeatInput>();
        foreach (var region in regions)
        {
            seats.Add(new(region, (await FrozenAsync(region)).Value));
        }

        var today = RegionZone.WIB.DateAt(services.GetRequiredService<TimeProvider>().GetUtcNow());
        var input = new CeremonyInput("Upacara uji", today, string.Empty, HeldOnline: true, seats);
        return Ok(await Sides.AsAsync(Sides.Ministry, (PlanCeremony o) => o.RunAsync(input, default)));
    }

    /// <summary>Planned, documents made, the room open.</summary>
    public async Task<CeremonyId> OpenedAsync(params IEnumerable<RegionCode> regions)
    {
        var id = await PreparedAsync(regions);
        await OpenAsync(id);
        return id;
    }

    /// <summary>Planned, documents made, the room not yet open.</summary>
    public async Task<CeremonyId> PreparedAsync(params IEnumerable<RegionCode> regions)
    {
        var id = await PlanAsync(regions);
        await WorkedAsync(id, room => room.Seats.Count == regions.Count() && room.Seats.All(s => s.Document is not null));
        return id;
    }

    public async Task OpenAsync(CeremonyId id) => Ok(await Sides.AsAsync(Sides.Ministry, (RunCeremony o) => o.OpenAsync(id, default)));

    /// <summary>Every region of a room signs through its head.</summary>
    public async Task AllSignAsync(CeremonyId id)
    {
        foreach (var seat in (await RoomAsync(id)).Seats)
        {
            Assert.False(Ok(await SignAsync(Head(seat.Region.Code), seat.Region.Code, seat.Seat.AgreementId)));
        }
    }

    public Task<Outcome<OperationId>> StartAsync(CeremonyId id, int version = 0) =>
        Sides.AsAsync(General, (StartCountersign o) => o.RunAsync(id, version, SigningHand.None, default));

    /// <summary>The batch is countersigned here and now.</summary>
    public async Task CountersignAsync(CeremonyId id)
    {
        Ok(await StartAsync(id, (await RoomAsync(id)).Ceremony.Version));
        await WorkedAsync(id, room => room.Countersigning is { Ended: true });
    }

    /// <summary>Works here, beside a worker of the product where there is one, until the room is as it should be.</summary>
    private async Task WorkedAsync(CeremonyId id, Func<CeremonyRoom, bool> done)
    {
        for (var i = 0; i < 600 && !done(await RoomAsync(id)); i++)
        {
            if (!await services.GetRequiredService<OperationRunner>().RunNextAsync(default))
            {
                await Task.Delay(50);
            }
        }

        Assert.True(done(await RoomAsync(id)));
    }

    public async Task<CeremonyRoom> RoomAsync(CeremonyId id) =>
        (await Sides.AsAsync(Sides.Ministry, (CeremonyDesk d) => d.RoomAsync(id, default)))!;

    /// <summary>
    /// Whatever happened, every document has as many valid signatures as the register says, is complete only where all have signed, and
    /// the numbers of each series run from one without a gap.
    /// </summary>
    public async Task AssertSoundAsync() => await Sides.AsAsync(Sides.Ministry, async (IServiceProvider scope) =>
    {
        var everywhere = RegionScope.National("test of what is left");
        var db = scope.GetRequiredService<KotaDb>();
        var documents = await db.In<IssuedDocument>(everywhere).AsNoTracking().ToListAsync();
        var signatures = (await db.In<DocumentSignature>(everywhere).AsNoTracking().ToListAsync()).ToLookup(s => s.DocumentId);
        foreach (var document in documents)
        {
            var bytes = await scope.GetRequiredService<DocumentRegister>().ReadAsync(document, default);
            var given = signatures[document.Id].Count();
            var answer = await scope.GetRequiredService<DocumentCheck>().CheckFileAsync(bytes, default);
            Assert.Equal(given, answer.Signatures.Count);
            Assert.Equal(given == 0 ? null : Verdict.Valid, answer.Verdict);
            Assert.Equal(document.State == DocumentState.Issued, given == document.SignaturePlaces.Count);
        }

        Assert.All(
            documents.GroupBy(d => (d.RegionCode, d.Kind, d.Year)),
            series => Assert.Equal(Enumerable.Range(1, series.Count()), series.Select(d => d.Sequence).Order()));
        var agreements = await db.In<AgreementRecord>(everywhere).AsNoTracking().Where(a => a.DocumentId != null).ToListAsync();
        var byId = documents.ToDictionary(d => d.Id.Value);
        Assert.All(
            agreements.Where(a => a.State == AgreementState.InForce),
            a => Assert.Equal(DocumentState.Issued, byId[a.DocumentId!.Value].State));
        Assert.All(agreements, a => Assert.NotEqual(AgreementState.Frozen, a.State));
        return true;
    });

    public static T Ok<T>(Outcome<T> outcome)
    {
        Assert.Empty(outcome.Problems);
        return outcome.Value;
    }
}
