using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Tests.Agreements;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static KotaCerdas.Movement.Tests.Signing.SigningDay;

namespace KotaCerdas.Movement.Tests.Signing;

public sealed class SigningTests
{
    private static readonly RegionCode Region = BothSides.PagarAlam;

    [Theory, OnEachDatabase]
    public async Task A_final_text_becomes_a_numbered_document_with_a_place_for_each_party(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var id = await day.Sides.SigningAsync();

        var sheet = await SheetAsync(day, id);
        Assert.Equal("001/NK/16.72/III/2026", sheet.Document.Number);
        Assert.Equal("Implementasi Gerakan Menuju Kota Cerdas (Smart City)", sheet.Document.Title);
        Assert.Equal(
            [("pihak-kesatu", 1, "Direktur Jenderal Teknologi Pemerintah Digital"), ("pihak-kedua", 2, "Wali Kota Pagar Alam")],
            sheet.Lines.Select(l => (l.Place.Role, l.Party.Number, l.Place.Office)));
        Assert.Equal("001/NK/32.73/III/2026",
            (await SheetAsync(day, await day.Sides.SigningAsync(Regions[1]), Regions[1])).Document.Number);
        await day.AssertSoundAsync();
    }

    [Theory, OnEachDatabase]
    public async Task The_region_signs_then_the_ministry_and_the_clocks_run_from_that_day(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var id = await day.Sides.SigningAsync();

        Assert.Equal("Movement.Signing.OtherFirst", (await day.SignAsync(day.General, Region, id)).Problem.Code);
        Assert.False(Ok(await day.SignAsync(day.Sides.Head, Region, id)));
        database.Clock.Advance(TimeSpan.FromHours(5));
        Assert.True(Ok(await day.SignAsync(day.General, Region, id)));

        var file = await day.Sides.FileAsync(id);
        Assert.Equal((AgreementState.InForce, new DateOnly(2026, 3, 2)), (file.Agreement.State, file.Agreement.SignedOn));
        Assert.Equal(new DateOnly(2026, 5, 1), (await day.Sides.ObligationAsync(id, "sk-dewan")).DueOn);
        await day.AssertSoundAsync();
    }

    [Theory, OnEachDatabase]
    public async Task Nobody_signs_for_an_office_that_they_do_not_hold(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var id = await day.Sides.SigningAsync();
        foreach (var actor in new[]
            { day.Sides.Region, day.Sides.Stranger, day.Sides.Ministry, Head(Regions[1]), TestPeople.Office("region-secretary", "16.72") })
        {
            Assert.Equal("Movement.Signing.NotYours", (await day.SignAsync(actor, Region, id)).Problem.Code);
        }

        Assert.All((await SheetAsync(day, id)).Lines, l => Assert.Null(l.Signature));
    }

    [Theory, OnEachDatabase]
    public async Task Two_clicks_at_once_sign_once(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var id = await day.Sides.SigningAsync();
        foreach (var actor in new[] { day.Sides.Head, day.General })
        {
            var clicks = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => day.SignAsync(actor, Region, id))));
            Assert.All(clicks, c => Assert.Empty(c.Problems));
        }

        Assert.Equal(AgreementState.InForce, (await day.Sides.FileAsync(id)).Agreement.State);
        Assert.Equal(2, await CountAsync<DocumentSignature>(database));
        await day.AssertSoundAsync();
    }

    [Theory, OnEachDatabase]
    public async Task The_secretary_signs_on_behalf_once_the_head_has_signed_the_letter(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var id = await day.FrozenAsync(Region);
        var other = (await day.Sides.AsAsync(day.Sides.Region, (DelegateSigning o) =>
            o.PrepareAsync(Region, id, ("Kepala Dinas Kominfo", new DateOnly(2026, 4, 1)), default))).Problem;
        Assert.Equal(("Movement.Agreement.ChooseOffice", "ToOffice"), (other.Code, other.Field));
        Assert.Equal("Sekretaris Daerah Kota Pagar Alam", Assert.Single(other.Args));
        Ok(await day.Sides.AsAsync(day.Sides.Region, (DelegateSigning o) =>
            o.PrepareAsync(Region, id, ("Sekretaris Daerah Kota Pagar Alam", new DateOnly(2026, 4, 1)), default)));

        Assert.Equal("Movement.Signing.LetterUnsigned",
            (await day.Sides.MoveAsync(day.Sides.Ministry, id, AgreementState.Signing)).Problem.Code);
        var letter = (await day.Sides.FileAsync(id)).Powers.Single();
        Assert.Equal("001/KUASA/16.72/III/2026", letter.LetterNumber);
        Assert.Equal("Movement.Signing.NotYours", (await GrantAsync(day, day.Sides.Region, id, letter)).Problem.Code);
        Ok(await GrantAsync(day, day.Sides.Head, id, letter));
        Ok(await GrantAsync(day, day.Sides.Head, id, letter));

        Ok(await day.Sides.MoveAsync(day.Sides.Ministry, id, AgreementState.Signing));
        var sheet = await SheetAsync(day, id);
        Assert.Contains(sheet.Lines, l => l.Place.Office == "a.n. Wali Kota Pagar Alam, Sekretaris Daerah Kota Pagar Alam");
        Assert.Equal("Movement.Signing.NotYours", (await day.SignAsync(day.Sides.Head, Region, id)).Problem.Code);
        Ok(await day.SignAsync(TestPeople.Office("region-secretary", "16.72"), Region, id));
        Assert.True(Ok(await day.SignAsync(day.General, Region, id)));
        await day.AssertSoundAsync();
    }

    [Theory, OnEachDatabase]
    public async Task Where_a_clock_cannot_be_computed_nobody_signs_in_vain(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var id = await day.Sides.SigningAsync();
        database.Clock.Set(new(2099, 3, 2, 2, 0, 0, TimeSpan.Zero));
        Assert.True((await day.SignAsync(day.Sides.Head, Region, id)).Failed);
        Assert.Equal(0, await CountAsync<DocumentSignature>(database));
    }

    [Theory, OnEachDatabase]
    public async Task A_crash_after_the_last_signature_is_settled_by_the_daily_watch(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var id = await day.Sides.SigningAsync();
        var sheet = await SheetAsync(day, id);
        foreach (var place in sheet.Lines.Select(l => l.Place))
        {
            Ok(await day.Sides.AsAsync(day.General, (DocumentSignatures s) => s.SignAsync(
                day.General, Region, sheet.Document.Id, new(place.Role, place.Office), SigningSecret.None, default)));
        }

        Assert.Equal(AgreementState.Signing, (await day.Sides.FileAsync(id)).Agreement.State);

        // What keeps it from coming into force breaks nothing, and is counted all the same.
        await PlantAsync(database, "Lapsed", "Waiting");
        var left = OperationError.FromJson((await WatchAsync(database)).Error!);
        Assert.Equal(("Movement.Obligation.WatchBroke", "1"), (left.Code, $"{left.Args[3]}"));
        Assert.Equal(AgreementState.Signing, (await day.Sides.FileAsync(id)).Agreement.State);
        await PlantAsync(database, "Waiting", "Lapsed");
        Assert.Equal(OperationState.Done, (await WatchAsync(database)).State);
        Assert.Equal(AgreementState.InForce, (await day.Sides.FileAsync(id)).Agreement.State);
    }

    private static async Task PlantAsync(TestDatabase database, string state, string where)
    {
        await using var owner = await database.OpenOwnerAsync();
        await using var plant = owner.CreateCommand();
        plant.CommandText = $"update movement_obligation set state = '{state}' where state = '{where}'";
        Assert.True(await plant.ExecuteNonQueryAsync() > 0);
    }

    [Theory, OnEachDatabase]
    public async Task A_letter_that_was_signed_before_a_crash_counts_after_the_daily_watch(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var id = await day.FrozenAsync(Region);
        Ok(await day.Sides.AsAsync(day.Sides.Region, (DelegateSigning o) =>
            o.PrepareAsync(Region, id, ("Sekretaris Daerah Kota Pagar Alam", new DateOnly(2026, 4, 1)), default)));
        var letter = (await day.Sides.FileAsync(id)).Powers.Single();
        await WatchAsync(database);
        Assert.True((await day.Sides.FileAsync(id)).Powers.Single().WaitsForHolder);
        Ok(await day.Sides.AsAsync(day.Sides.Head, (DocumentSignatures s) => s.SignAsync(
            day.Sides.Head, Region, new(letter.DocumentId!.Value), new(SigningRoles.Grantor, letter.FromOffice), SigningSecret.None,
            default)));

        await WatchAsync(database);
        Assert.False((await day.Sides.FileAsync(id)).Powers.Single().WaitsForHolder);
        Ok(await day.Sides.MoveAsync(day.Sides.Ministry, id, AgreementState.Signing));
    }

    private static Task<OperationRow> WatchAsync(TestDatabase database) =>
        database.Services.GetRequiredService<OperationRunner>().RunNowAsync(
            Actor.Platform("test"), WatchObligations.Kind, RegionCode.National, new WatchObligationsInput(), null, default);

    private static Task<Outcome<Nothing>> GrantAsync(SigningDay day, Actor actor, AgreementId id, SigningPower letter) =>
        day.Sides.AsAsync(actor, (DelegateSigning o) => o.SignAsync(Region, id, letter.Id, SigningHand.None, default));

    private static async Task<SigningSheet> SheetAsync(SigningDay day, AgreementId id, RegionCode? region = null)
    {
        var file = await day.Sides.FileAsync(id, region);
        return (await day.Sides.AsAsync(day.Sides.Ministry, (SigningDesk d) => d.SheetAsync(file, default)))!;
    }

    private static Task<int> CountAsync<T>(TestDatabase database)
        where T : class, ITenantRow =>
        database.WithAsync((KotaDb db) => db.In<T>(RegionScope.National("test")).CountAsync());
}
