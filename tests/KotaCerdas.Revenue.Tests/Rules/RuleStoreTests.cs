using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Tests.Rules;

public sealed class RuleStoreTests
{
    private static readonly RegionCode Region = RegionCode.Parse("16.72");
    private static readonly DateOnly Day = new(2026, 6, 1);

    [Theory, OnEachDatabase]
    public async Task Two_people_who_did_not_load_it_bring_a_version_into_force(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (drafter, first, second) = (
            TestPeople.Office("revenue-assessor", "16.72"), TestPeople.Office("revenue-head", "16.72"),
            TestPeople.Office("region-secretary", "16.72"));
        var loaded = await LoadAsync(database, drafter, Tables());
        Assert.False(loaded.Failed);
        Assert.Equal("Revenue.RuleStore.NotTried", (await ApproveAsync(database, first, loaded.Value)).Problem.Code);
        Assert.DoesNotContain(await TryAsync(database, drafter), r => !r.Passed);

        Assert.Equal("Platform.Access.NotAllowed", (await ApproveAsync(database, drafter, loaded.Value)).Problem.Code);
        Assert.Equal("Revenue.RuleStore.NoPerson", (await ApproveAsync(database, Actor.Platform("x"), loaded.Value)).Problem.Code);
        var both = drafter with { Grants = first.Grants };
        Assert.Equal("Revenue.RuleStore.OwnDraft", (await ApproveAsync(database, both, loaded.Value)).Problem.Code);
        Assert.Equal("Revenue.RuleStore.NoDecree", (await ApproveAsync(database, first, loaded.Value, decree: " ")).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed",
            (await ApproveAsync(database, TestPeople.Office("revenue-head", "16.71"), loaded.Value)).Problem.Code);

        Assert.Equal(RuleState.HalfApproved, (await ApproveAsync(database, first, loaded.Value)).Value.State);
        Assert.Equal("Revenue.RuleStore.ApprovedAlready", (await ApproveAsync(database, first, loaded.Value)).Problem.Code);
        Assert.Equal("Revenue.RuleStore.NoneInForce", (await InForceAsync(database, Day)).Problem.Code);
        Assert.Equal(RuleState.Approved, (await ApproveAsync(database, second, loaded.Value)).Value.State);

        Assert.Equal(loaded.Value.Hash, (await InForceAsync(database, Day)).Value.Hash);
        Assert.Equal("Revenue.RuleStore.NoneInForce", (await InForceAsync(database, new DateOnly(2021, 12, 31))).Problem.Code);
        Assert.Equal("Revenue.RuleStore.Approved", (await LoadAsync(database, drafter, Changed("growth_cap", "60"))).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_changed_draft_loses_its_approval_and_its_run(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (drafter, first) = (TestPeople.Office("revenue-assessor", "16.72"), TestPeople.Office("revenue-head", "16.72"));
        var loaded = (await LoadAsync(database, drafter, Tables())).Value;
        await TryAsync(database, drafter);
        Assert.Equal(RuleState.HalfApproved, (await ApproveAsync(database, first, loaded)).Value.State);

        // The same content again is no new revision.
        Assert.Equal(1, (await LoadAsync(database, drafter, Tables())).Value.Revision);
        var changed = (await LoadAsync(database, drafter, Changed("growth_cap", "60"))).Value;
        Assert.Equal(2, changed.Revision);
        Assert.Equal("Revenue.RuleStore.Changed", (await ApproveAsync(database, first, loaded)).Problem.Code);
        Assert.Equal("Revenue.RuleStore.NotTried", (await ApproveAsync(database, first, changed)).Problem.Code);
        var version = await database.WithAsync((RuleStore s) => s.FindAsync(Region, changed.Version, default));
        Assert.Equal(RuleState.Draft, version!.State);
    }

    [Theory, OnEachDatabase]
    public async Task A_set_whose_examples_do_not_come_out_is_not_approved(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (drafter, first) = (TestPeople.Office("revenue-assessor", "16.72"), TestPeople.Office("revenue-head", "16.72"));
        var loaded = (await LoadAsync(database, drafter, Changed("njoptkp", "12000000"))).Value;
        Assert.Contains(await TryAsync(database, drafter), r => !r.Passed);
        Assert.Equal("Revenue.RuleStore.NotTried", (await ApproveAsync(database, first, loaded)).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task Rules_of_another_region_and_strangers_are_refused(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var drafter = TestPeople.Office("revenue-assessor", "16.72");
        var bekasi = TableBook.Folder(Sets.PathOf("kota-bekasi")).Value;
        Assert.Equal("Revenue.RuleStore.OtherRegion", (await LoadAsync(database, drafter, bekasi)).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed", (await LoadAsync(database, Actor.Visitor, Tables())).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed",
            (await LoadAsync(database, TestPeople.Office("revenue-surveyor", "16.72"), Tables())).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task The_shipped_sets_are_there_once_as_drafts_that_nobody_approved(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        for (var i = 0; i < 2; i++)
        {
            await database.WithAsync(async (IServiceProvider services) =>
            {
                await services.GetServices<IPreparationStep>().OfType<ShippedRules>().Single().RunAsync(default);
                return true;
            });
        }

        var all = await database.WithAsync((RuleStore s) => s.ListAsync(RegionScope.National("test"), default));
        Assert.Equal(["16.72", "32.75", "35.15", "74.72"], all.Select(v => v.Content.RegionCode.Value));
        Assert.All(all, v => Assert.Equal((RuleState.Draft, 1), (v.State, v.Content.Revision)));
    }

    [Fact]
    public void Of_two_versions_in_force_the_later_counts()
    {
        var older = Version(1, new(2022, 1, 1), null);
        var newer = Version(2, new(2025, 1, 1), new(2025, 12, 31));
        Assert.Equal(1, RuleStore.InForce([older, newer], new DateOnly(2024, 12, 31))!.Content.Version);
        Assert.Equal(2, RuleStore.InForce([older, newer], new DateOnly(2025, 1, 1))!.Content.Version);
        Assert.Equal(2, RuleStore.InForce([older, newer], new DateOnly(2025, 12, 31))!.Content.Version);
        Assert.Equal(1, RuleStore.InForce([older, newer], new DateOnly(2026, 1, 1))!.Content.Version);
        Assert.Null(RuleStore.InForce([older with { Approvals = [] }], new DateOnly(2024, 1, 1)));
    }

    [Fact]
    public void What_changed_between_two_versions_is_named_cell_by_cell()
    {
        Assert.Empty(RuleChanges.Between(Tables(), Tables()));
        var change = Assert.Single(RuleChanges.Between(Tables(), Changed("growth_cap", "60")));
        Assert.Equal(new("parameters", "pbb / growth_cap", "value", "50", "60"), change);
        var gone = RuleChanges.Between(Tables(), [.. Tables().Select(t => t.Name == "interest" ? t with { Rows = [t.Rows[0]] } : t)]);
        Assert.All(gone, c => Assert.Null(c.After));
        Assert.Contains(gone, c => c.Before == "1");
    }

    // Version 1 ships and is in every database; people load the next one.
    private static IReadOnlyList<TableSheet> Tables() => Sets.Planted("kota-pagar-alam", "set", 3, "value", "2");

    private static IReadOnlyList<TableSheet> Changed(string parameter, string value)
    {
        var row = Tables().Single(t => t.Name == "parameters").Rows.Single(r => r["kind"] == "pbb" && r["name"] == parameter);
        return Sets.Planted(Tables(), "parameters", row.Number, "value", value);
    }

    private static Task<Outcome<RuleContent>> LoadAsync(TestDatabase database, Actor actor, IReadOnlyList<TableSheet> tables) =>
        database.WithAsync((LoadRules load) => load.RunAsync(actor, Region, tables, "uji.xlsx", default));

    private static async Task<IReadOnlyList<TrialResult>> TryAsync(TestDatabase database, Actor actor) =>
        (await database.WithAsync((TryRules tryRules) => tryRules.RunAsync(actor, Region, 2, default))).Value;

    private static Task<Outcome<RuleVersion>> ApproveAsync(
        TestDatabase database, Actor actor, RuleContent content, string decree = "Perda 1/2026") =>
        database.WithAsync((ApproveRules approve) => approve.RunAsync(actor, Region, (content.Version, content.Hash, decree), default));

    private static Task<Outcome<RuleSet>> InForceAsync(TestDatabase database, DateOnly day) =>
        database.WithAsync((RuleStore s) => s.InForceAsync(Region, day, default));

    private static RuleVersion Version(int version, DateOnly from, DateOnly? to) => new(
        new()
        {
            RegionCode = Region, Version = version, Revision = 1, TitleId = "a", TitleEn = "a", Instrument = "a",
            ValidFrom = from, ValidTo = to,
            Placeholder = true, Hash = "a", Definition = [], Origin = "a", LoadedAt = default, LoadedBy = null, LoadedByName = "a",
        },
        null, [Approval(), Approval()]);

    private static RuleApproval Approval() => new()
    {
        RegionCode = Region, Version = 1, Revision = 1, Approver = new(Guid.CreateVersion7()), ApproverName = "a", Hash = "a", Decree = "a",
        ApprovedAt = default,
    };
}
