using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using static KotaCerdas.Revenue.Tests.Letters.LetterRoom;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>A letter interrupts the right to collect before its end; what has expired does not come back.</summary>
public sealed class ExpiredLetterTests
{
    private static readonly DateOnly January = new(2026, 1, 1);
    private static readonly DateOnly End = new(2031, 1, 31);

    [Theory, OnEachDatabase]
    public async Task After_its_end_only_a_write_off_follows(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        var (late, intime) = (await ChargeAsync(database, "Contoh Satu"), await ChargeAsync(database, "Contoh Dua"));
        Assert.Equal(End, (await LetterRoom.ChargeAsync(services, late)).ExpiresOn);

        // The last day of the five years is one of them.
        database.Clock.Set(Noon(2031, 1, 31));
        var proposed = await ProposeAsync(services, new("teguran", late, null, default, default));
        Assert.False(proposed.Failed);
        Assert.Equal(End.AddYears(5), (await FollowAsync(services, "teguran", intime)).ExpiresOn);

        // The day after, what was proposed in time is not granted, and nothing else that interrupts is proposed.
        database.Clock.Set(Noon(2031, 2, 1));
        Assert.Equal("Revenue.Letter.Expired", (await DecideAsync(services, proposed.Value)).Problem.Code);
        foreach (var letter in new[] { "teguran", "pengakuan", "stpd", "skpdkb", "angsuran", "penundaan" })
        {
            var refused = await ProposeAsync(services, new(letter, late, null, default, default), ("count", "3"));
            Assert.Equal((letter, "Revenue.Letter.Expired"), (letter, refused.Failed ? refused.Problem.Code : string.Empty));
        }

        var region = await RegionAsync(services);
        var file = await LetterRoom.ChargeAsync(services, late);
        var next = await services.AsAsync<LetterCases, IReadOnlyList<LetterRule>>(Head, c => c.NextAsync(region, file, default));
        Assert.DoesNotContain(next, l => l.Interrupts || l.Basis == LetterBasis.Late);
        Assert.Contains(next, l => l.Effect == LetterEffect.WriteOff);
        Assert.Equal(ChargeState.WrittenOff, (await FollowAsync(services, "penghapusan", late)).Standing.State);
        Assert.False((await ProposeAsync(services, new("stpd", intime, null, default, default))).Failed);
        await ReceivableAgreesAsync(services);
    }

    [Theory, OnEachDatabase]
    public async Task The_radar_leaves_letters_after_the_end_out(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        var (revived, chained, right) = (await ChargeAsync(database, "Contoh Satu"), await ChargeAsync(database, "Contoh Dua"),
            await ChargeAsync(database, "Contoh Tiga"));
        await NoteAsync(database, revived, 2, End.AddDays(1));
        await NoteAsync(database, revived, 3, End.AddDays(2));
        await NoteAsync(database, chained, 2, End);
        await NoteAsync(database, chained, 3, End.AddYears(5).AddDays(1));
        await NoteAsync(database, right, 2, new(2028, 2, 29));
        await NoteAsync(database, right, 3, new(2033, 2, 28));
        (ChargeId Id, DateOnly Ends)[] ends = [(revived, End), (chained, End.AddYears(5)), (right, new(2038, 2, 28))];
        var radar = await services.AsAsync<ExpiryRadar, IReadOnlyList<ExpiryRow>>(Head, r => r.ReadAsync(Home, End.AddDays(3), default));
        Assert.Equal(ends.Select(e => (e.Id.Value, e.Ends)), radar.Select(r => (r.Charge.Id, r.ExpiresOn)));
        foreach (var (id, day) in ends)
        {
            Assert.Equal(day, (await LetterRoom.ChargeAsync(services, id)).ExpiresOn);
        }
    }

    /// <summary>A return of January 2026 that nobody paid.</summary>
    private static async Task<ChargeId> ChargeAsync(TestDatabase database, string owner)
    {
        if (owner == "Contoh Satu")
        {
            await OpenAsync(database.Services);
            database.Clock.Set(Noon(2026, 2, 9));
        }

        var id = (await RegisterAsync(database.Services, "pbjt-makan", Input(await TaxpayerAsync(database.Services, owner)))).Value;
        return (await FileAsync(database.Services, id, January, [("turnover", "1000000")])).Value.ChargeId;
    }

    /// <summary>A reminder as the product recorded it before: whenever it came, it began the clock anew.</summary>
    private static Task NoteAsync(TestDatabase database, ChargeId id, int ordinal, DateOnly on) => database.WithAsync(async (KotaDb db) =>
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
        db.Add(new ChargeEvent
        {
            RegionCode = Home, ChargeId = id, Ordinal = ordinal, Kind = ChargeEventKind.Noted, HappenedOn = on, Change = 0,
            OpenAfter = 100_000, PaidAfter = 0, OverAfter = 0, State = ChargeState.Issued, DueOn = new(2026, 2, 13), ExpiresFrom = on,
            Letter = "teguran", Reason = "", RecordedAt = DateTime.UnixEpoch, RecordedBy = null, RecordedByName = "x",
        });
        await write.CommitAsync(default);
    });
}
