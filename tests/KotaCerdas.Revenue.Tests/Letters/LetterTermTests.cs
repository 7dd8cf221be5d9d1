using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.Revenue.Tests.Rules;
using KotaCerdas.TestKit;
using static KotaCerdas.Revenue.Tests.Letters.LetterRoom;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>Terms of letters as dated, cited rows of a region's rules.</summary>
public sealed class LetterTermTests
{
    private static readonly string[] Columns =
        ["letter", "term", "value", "from", "to", "article", "confidence", "source"];

    [Fact]
    public void A_term_holds_in_its_time_and_the_table_that_ships_before_and_after()
    {
        var set = RuleReader.Read(With("teguran,wait,7:days,2026-04-01,2026-06-30,Perda 1/2026 Pasal 9,general,demo")).Value;
        var teguran = LetterRules.Of("teguran");
        Assert.Equal(new LetterTerm(21, "days"), teguran.Under(set, new(2026, 3, 31)).Wait);
        Assert.Equal(new LetterTerm(7, "days"), teguran.Under(set, new(2026, 4, 1)).Wait);
        Assert.Equal(new LetterTerm(7, "days"), teguran.Under(set, new(2026, 6, 30)).Wait);
        Assert.Equal(new LetterTerm(21, "days"), teguran.Under(set, new(2026, 7, 1)).Wait);
        var under = teguran.Under(set, new(2026, 5, 1));
        Assert.Equal(("PP 35/2023; Perda 1/2026 Pasal 9", Confidence.General), (under.Article, under.WaitConfidence));
        Assert.Same(teguran, teguran.Under(null, new(2026, 5, 1)));

        // A set without the sheet is what it was: the same bytes, the same hash.
        var old = RuleReader.Read(Tables()).Value;
        Assert.Empty(old.Letters);
        Assert.Equal(Sets.Of("kota-pagar-alam").Hash, old.Hash);
        Assert.NotEqual(old.Hash, set.Hash);
        Assert.Equal(set.Letters, RuleReader.Stored(RuleSheets.Write(
            With("teguran,wait,7:days,2026-04-01,2026-06-30,Perda 1/2026 Pasal 9,general,demo"))).Letters);
    }

    [Theory]
    [InlineData("tiada,wait,7:days,,,A,general,demo", "UnknownLetter", "letter")]
    [InlineData("sptpd,pay,7:days,,,A,general,demo", "UnknownLetter", "letter")]
    [InlineData("teguran,ask_within,7:days,,,A,general,demo", "UnknownTerm", "term")]
    [InlineData("teguran,wait,seminggu,,,A,general,demo", "BadTerm", "value")]
    [InlineData("teguran,wait,-7:days,,,A,general,demo", "BadTerm", "value")]
    [InlineData("teguran,wait,pay_days:days,,,A,general,demo", "BadTerm", "value")]
    [InlineData("teguran,wait,,,,A,general,demo", "Empty", "value")]
    [InlineData("teguran,wait,7:days,,,,general,demo", "Empty", "article")]
    public void A_wrong_row_is_refused_with_its_row_and_column(string row, string code, string column)
    {
        var refused = RuleReader.Read(With(row));
        Assert.True(refused.Failed);
        Assert.Contains(("Revenue.Rules.File." + code, "letters!2!" + column), refused.Problems.Select(p => (p.Code, p.Field)));
    }

    [Fact]
    public void Two_rows_of_a_term_may_not_meet()
    {
        var twice = RuleReader.Read(With(
            "teguran,wait,7:days,,2026-06-30,A,general,demo", "teguran,wait,8:days,2026-06-30,,A,general,demo"));
        Assert.Equal(["Revenue.Rules.File.Twice"], twice.Problems.Select(p => p.Code));
        Assert.False(RuleReader.Read(With(
            "teguran,wait,7:days,,2026-06-30,A,general,demo", "teguran,wait,8:days,2026-07-01,,A,general,demo")).Failed);
    }

    [Theory, OnEachDatabase]
    public async Task Letters_and_requests_keep_the_terms_of_the_region(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        var thing = (await RegisterAsync(services, "pbjt-makan", Input(await TaxpayerAsync(services)))).Value;
        database.Clock.Set(Noon(2026, 4, 20));
        await ApproveAsync(services);
        var target = new LetterTarget("skpdkb-jabatan", null, thing, new(2026, 1, 1), new(2026, 1, 31));
        var proposed = await ProposeAsync(services, target, ("turnover", "150000000"));
        Assert.False(proposed.Failed);
        var charge = (await DecideAsync(services, proposed.Value)).Value.ChargeId!.Value;
        Assert.Equal(new DateOnly(2026, 5, 5), (await ChargeAsync(services, charge)).Last.DueOn);

        // One month instead of three to object.
        database.Clock.Set(Noon(2026, 5, 21));
        var late = await AskAsync(services, charge, new(2026, 5, 21));
        Assert.Equal("Revenue.Letter.AskedLate", late.Problem.Code);
        Assert.Contains(new DateOnly(2026, 5, 20), late.Problem.Args.OfType<DateOnly>());
        Assert.False((await AskAsync(services, charge, new(2026, 5, 20))).Failed);

        // Seven days instead of 21 after a reminder.
        await FollowAsync(services, "teguran", charge);
        database.Clock.Set(Noon(2026, 5, 28));
        var warrant = new LetterTarget("surat-paksa", charge, null, default, default);
        Assert.Equal("Revenue.Letter.TooSoon", (await ProposeAsync(services, warrant)).Problem.Code);
        database.Clock.Set(Noon(2026, 5, 29));
        Assert.False((await ProposeAsync(services, warrant)).Failed);
    }

    private static Task<Outcome<Guid>> AskAsync(IServiceProvider services, ChargeId charge, DateOnly on) =>
        services.AsAsync<AskLetter, Outcome<Guid>>(
            Assessor, a => a.RunAsync(Home, new("keberatan", charge, on, "Omzet lebih kecil"), default));

    /// <summary>A second version that names terms, in force from April.</summary>
    private static async Task ApproveAsync(IServiceProvider services)
    {
        var tables = With(
            "teguran,wait,7:days,2026-04-01,,Perda 1/2026 Pasal 9,general,demo",
            "keberatan,ask_within,1:months,2026-04-01,,Perda 1/2026 Pasal 10,general,demo",
            "skpdkb-jabatan,pay,15:days,2026-04-01,,Perda 1/2026 Pasal 11,general,demo").Select(t => t.Name != "set" ? t : t with
            {
                Rows = [.. t.Rows.Select(r => r["key"] switch
                {
                    "version" => Row(r.Number, ["key", "value"], "version,2"),
                    "valid_from" => Row(r.Number, ["key", "value"], "valid_from,2026-04-01"),
                    _ => r,
                })],
            }).ToList();
        var loaded = await services.AsAsync<LoadRules, Outcome<RuleContent>>(
            Assessor, l => l.RunAsync(Assessor, Home, tables, "uji.xlsx", default));
        Assert.False(loaded.Failed, loaded.Failed ? loaded.Problem.ToString() : null);
        await services.AsAsync<TryRules, Outcome<IReadOnlyList<TrialResult>>>(Assessor, t => t.RunAsync(Assessor, Home, 2, default));
        foreach (var person in new[] { Head, TestPeople.Office("region-secretary", "16.72") })
        {
            var approved = await services.AsAsync<ApproveRules, Outcome<RuleVersion>>(
                person, a => a.RunAsync(person, Home, (2, loaded.Value.Hash, "Perda contoh"), default));
            Assert.False(approved.Failed, approved.Failed ? approved.Problem.ToString() : null);
        }
    }

    private static IReadOnlyList<TableSheet> Tables() => TableBook.Folder(Sets.PathOf("kota-pagar-alam")).Value;

    private static IReadOnlyList<TableSheet> With(params string[] rows) =>
        [.. Tables(), new("letters", Columns, [.. rows.Select((r, i) => Row(i + 2, Columns, r))])];

    private static TableRow Row(int number, string[] columns, string cells) => new(
        number, columns.Zip(cells.Split(','), (c, v) => KeyValuePair.Create(c, v)).ToDictionary(StringComparer.OrdinalIgnoreCase));
}
