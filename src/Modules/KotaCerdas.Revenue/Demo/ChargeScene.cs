using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Returns;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Demo;

/// <summary>
/// The other taxes. A month of each quarter since the end of 2024 for one object of each kind; January 2026 for all: most returns come in
/// time, one comes late, one not at all; water, boards and stalls are assessed; a deed is reported. What follows is proposed by one officer
/// and decided by the head of the office.
/// </summary>
internal sealed class ChargeScene(DemoStage stage, RevenueDemoCast cast, RegionCode region)
{
    private static readonly DateOnly Month = new(2026, 1, 1);
    private static readonly DateOnly End = new(2026, 1, 31);

    // The last month of each quarter whose working days are known.
    private static readonly DateOnly[] Before =
        [new(2024, 12, 1), new(2025, 3, 1), new(2025, 6, 1), new(2025, 9, 1), new(2025, 12, 1)];

    private static readonly DateOnly[] After = [new(2026, 3, 1), new(2026, 6, 1), new(2026, 9, 1)];

    public async Task PlayAsync(IReadOnlyList<(DemoKind Kind, KindObjectId Id)> objects)
    {
        var home = await stage.ReadAsync((KotaDb db) =>
            db.Shared<Region>().AsNoTracking().SingleAsync(r => r.Code == region, stage.Cancel));
        var reporting = objects.Where(o => LetterRules.ReturnOf(KindOf(o.Kind)) is not null).ToList();
        var assessed = objects.Where(o => LetterRules.OfficialOf(KindOf(o.Kind)) is not null).ToList();
        var earlier = await QuartersAsync(home, Before, (FirstOf(reporting), FirstOf(assessed)));
        var late = await ReturnsAsync(home, reporting);
        await AssessAsync(assessed);
        await DeedAsync(home, reporting[0].Id);
        await FollowAsync(late);
        await AuditAsync(earlier);
        await QuartersAsync(home, After, (FirstOf(reporting), FirstOf(assessed)));
    }

    private static List<(DemoKind Kind, KindObjectId Id)> FirstOf(IEnumerable<(DemoKind Kind, KindObjectId Id)> objects) =>
        [.. objects.GroupBy(o => o.Kind).Select(g => g.First())];

    /// <summary>A month of each quarter: returns on the eighth of the month after it, assessments on the ninth.</summary>
    /// <returns>The returns of restaurants, by month.</returns>
    private async Task<IReadOnlyList<ChargeId>> QuartersAsync(
        Region home, IReadOnlyList<DateOnly> months,
        (List<(DemoKind Kind, KindObjectId Id)> Reporting, List<(DemoKind Kind, KindObjectId Id)> Assessed) objects)
    {
        var first = new List<ChargeId>();
        foreach (var month in months)
        {
            var (next, size) = (month.AddMonths(1), 2 + (month.Month / 3));
            stage.Clock.Set(next.AddDays(7), 10);
            foreach (var (index, (kind, id)) in objects.Reporting.Index())
            {
                var filed = await FileAsync(home, kind, id, month, size + index);
                if (index == 0)
                {
                    first.Add(filed);
                }
            }

            if (month.Month is 6)
            {
                stage.Clock.Set(next.AddDays(8), 10);
                foreach (var (index, (kind, id)) in objects.Assessed.Index())
                {
                    await DecideAsync(await ProposeAsync(kind, id, (month, next.AddDays(-1)), size + index));
                }
            }
        }

        return first;
    }

    private static RevenueKind KindOf(DemoKind kind) => RevenueKinds.Find(kind.Kind)!;

    /// <summary>Files the returns; the last restaurant files late, the last hotel not at all.</summary>
    private async Task<ChargeId> ReturnsAsync(Region home, IReadOnlyList<(DemoKind Kind, KindObjectId Id)> objects)
    {
        var last = objects.GroupBy(o => o.Kind).ToDictionary(g => g.Key.Kind, g => g.Last().Id);
        stage.Clock.Set(new DateOnly(2026, 2, 9), 10);
        foreach (var (index, (kind, id)) in objects.Index())
        {
            if (id != last["pbjt-makan"] && id != last["pbjt-hotel"])
            {
                await FileAsync(home, kind, id, Month, index + 1);
            }
        }

        stage.Clock.Set(new DateOnly(2026, 4, 20), 10);
        return await FileAsync(home, KindNamed(objects, "pbjt-makan"), last["pbjt-makan"], Month, 7);
    }

    private static DemoKind KindNamed(IReadOnlyList<(DemoKind Kind, KindObjectId Id)> objects, string code) =>
        objects.First(o => o.Kind.Kind == code).Kind;

    private async Task<ChargeId> FileAsync(Region home, DemoKind kind, KindObjectId id, DateOnly month, int size) =>
        await FileAsync(home, new ReturnInput { Object = id, Month = month, Facts = await FactsAsync(kind, size) });

    private async Task<ChargeId> FileAsync(Region home, ReturnInput input)
    {
        var sent = await stage.AsAsync(cast.Assessor, async (FileReturn file) =>
        {
            var preview = await file.PreviewAsync(home, input, stage.Cancel);
            return preview.Failed ? Outcome.Fail<Charge>(preview.Problems)
                : await file.SendAsync(home, input, preview.Value.Draft.Result.Parts.Total, stage.Cancel);
        });
        return sent.ChargeId;
    }

    /// <summary>Assesses what the region assesses; the last of each kind still waits for its decision.</summary>
    private async Task AssessAsync(IReadOnlyList<(DemoKind Kind, KindObjectId Id)> objects)
    {
        stage.Clock.Set(new DateOnly(2026, 2, 4), 9);
        var last = objects.GroupBy(o => o.Kind).Select(g => g.Last().Id).ToHashSet();
        foreach (var (index, (kind, id)) in objects.Index())
        {
            var proposed = await ProposeAsync(kind, id, (Month, End), index + 1);
            if (!last.Contains(id))
            {
                await DecideAsync(proposed);
            }
        }
    }

    private async Task<Guid> ProposeAsync(DemoKind kind, KindObjectId id, (DateOnly From, DateOnly To) period, int size)
    {
        var facts = await FactsAsync(kind, size);
        return await stage.AsAsync(cast.Assessor, (ProposeLetter o) => o.RunAsync(
            region, new(LetterRules.OfficialOf(KindOf(kind))!.Code, null, id, period.From, period.To), facts,
            stage.Say("Revenue.Demo.Survey"), stage.Cancel));
    }

    /// <summary>The owner of a business buys land, and reports the deed on its day.</summary>
    private async Task DeedAsync(Region home, KindObjectId business)
    {
        var day = new DateOnly(2026, 2, 20);
        stage.Clock.Set(day, 11);
        var owner = (await stage.ReadAsync((KindObjectReading r) => r.FindAsync(region, business, day, stage.Cancel)))!.Owner.TaxpayerId;
        var land = await stage.ReadAsync((KotaDb db) => db.In<TaxObject>(RegionScope.Of(region)).AsNoTracking()
            .Where(o => o.Version == 1 && o.LandKind != 4).OrderByDescending(o => o.Nop).Select(o => o.Nop).FirstAsync(stage.Cancel));
        await FileAsync(home, new ReturnInput
        {
            Deed = new(owner.ToString(), land.ToString(), stage.Say("Revenue.Demo.DeedNumber"), day),
            Facts = await FactsAsync(new("bphtb", string.Empty, 1), 40),
        });
    }

    /// <summary>
    /// Of the returns of a restaurant one was not paid and is reminded of, one was too low: it is audited, and its taxpayer objects.
    /// </summary>
    private async Task AuditAsync(IReadOnlyList<ChargeId> earlier)
    {
        stage.Clock.Set(new DateOnly(2026, 4, 24), 9);
        await FollowAsync(new("teguran", earlier[0], null, default, default), [], "Revenue.Demo.Reminder");
        var audited = (await stage.ReadAsync((ChargeReading r) => r.FindAsync(region, earlier[2], stage.Cancel)))!;
        stage.Clock.Set(new DateOnly(2026, 4, 27), 9);
        var facts = Facts.Read(audited.Current.Facts).ToDictionary(StringComparer.Ordinal);
        facts["turnover"] = (long.Parse(facts["turnover"], CultureInfo.InvariantCulture) * 3 / 2).ToString(CultureInfo.InvariantCulture);
        var found = await FollowAsync(new("skpdkb", earlier[2], null, default, default), facts, "Revenue.Demo.Audit");

        await DeliverAsync(found);
        stage.Clock.Set(new DateOnly(2026, 5, 18), 9);
        var asked = await stage.AsAsync(cast.Assessor, (AskLetter o) => o.RunAsync(
            region, new("keberatan", found, new DateOnly(2026, 5, 18), stage.Say("Revenue.Demo.Objection")), stage.Cancel));
        var parts = (await stage.ReadAsync((ChargeReading r) => r.FindAsync(region, found, stage.Cancel)))!.Current.Parts;
        stage.Clock.Set(new DateOnly(2026, 8, 12), 9);
        await FollowAsync(
            new("keberatan", found, null, default, default) { Request = asked },
            new(StringComparer.Ordinal)
            {
                ["principal"] = (parts.Principal * 4 / 5).ToString(CultureInfo.InvariantCulture),
                ["sanction"] = (parts.Sanction * 4 / 5).ToString(CultureInfo.InvariantCulture),
            },
            "Revenue.Demo.ObjectionHeard");
    }

    /// <summary>The assessment is handed over on the third day: the time to object begins.</summary>
    private async Task DeliverAsync(ChargeId found)
    {
        var current = (await stage.ReadAsync((ChargeReading r) => r.FindAsync(region, found, stage.Cancel)))!.Current;
        var day = new DateOnly(2026, 4, 30);
        stage.Clock.Set(day, 15);
        DeliveryNote note = new(
            current.DocumentId!.Value.ToString(), current.Number, DeliveryOutcome.Received, stage.Say("Revenue.Demo.Receiver"),
            nameof(ReceiverRelation.Employee));
        await stage.AsAsync(cast.Assessor, (LetterDeliveryDesk d) => d.RecordAsync(region, day, [note], stage.Cancel));
    }

    /// <summary>Has a letter proposed and granted; what it is about then.</summary>
    private async Task<ChargeId> FollowAsync(LetterTarget target, Dictionary<string, string> values, string reason) =>
        (await DecideAsync(await stage.AsAsync(
            cast.Assessor, (ProposeLetter o) => o.RunAsync(region, target, values, stage.Say(reason), stage.Cancel)))).ChargeId!.Value;

    /// <summary>The late return is billed; a taxpayer asks for a reduction.</summary>
    private async Task FollowAsync(ChargeId late)
    {
        stage.Clock.Set(new DateOnly(2026, 4, 21), 9);
        var billed = await stage.AsAsync(cast.Assessor, (ProposeLetter o) => o.RunAsync(
            region, new("stpd", late, null, default, default), Facts.Read(Facts.None), stage.Say("Revenue.Demo.Late"), stage.Cancel));
        await DecideAsync(billed);
        await stage.AsAsync(cast.Assessor, (AskLetter o) => o.RunAsync(
            region, new("pengurangan", late, new DateOnly(2026, 4, 21), stage.Say("Revenue.Demo.Ask")), stage.Cancel));
    }

    private async Task<Decision> DecideAsync(Guid proposal)
    {
        var file = await stage.ReadAsync((ProposalReading r) => r.FindAsync(region, proposal, stage.Cancel));
        return await stage.AsAsync(cast.Head, (DecideLetter o) =>
            o.RunAsync(region, proposal, new(true, file!.Proposal.Amount, string.Empty), stage.Cancel));
    }

    /// <summary>Something for every input of a kind: round figures that grow with the size, the first choice, no.</summary>
    private async Task<IReadOnlyDictionary<string, string>> FactsAsync(DemoKind kind, int size)
    {
        var rules = await stage.ReadAsync(async (KindObjectReading r) => await r.RulesAsync(region, kind.Kind, End, stage.Cancel));
        return rules.Value.Inputs.ToDictionary(
            i => i.Name, i => i.IsTruth ? "no" : i.Unit is null ? rules.Value.Choices(i).First().Row : Figure(i, size),
            StringComparer.Ordinal);
    }

    private static string Figure(InputRule input, int size)
    {
        var figure = Fraction.Of(input.Unit!.Unit.IsMoney && input.Unit.Text == "rp" ? 12_500_000L * size
            : input.Unit.Unit.IsMoney ? 85_000 : input.Most is null ? 40L * size : size);
        figure = input.Least is { } least && Fraction.Compare(figure, least) < 0 ? least : figure;
        figure = input.Most is { } most && Fraction.Compare(figure, most) > 0 ? most : figure;
        return figure.Whole()?.ToString(CultureInfo.InvariantCulture) ?? figure.ToString();
    }
}
