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

    private readonly DemoLetters _letters = new(stage, cast, region);

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
        await new LetterScene(stage, cast, region).PlayAsync(earlier, late, await UnfiledAsync(reporting));
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
                    await _letters.DecideAsync(await ProposeAsync(kind, id, (month, next.AddDays(-1)), size + index));
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

    /// <summary>The hotel without a return, and a middling month for it.</summary>
    private async Task<Unfiled> UnfiledAsync(IReadOnlyList<(DemoKind Kind, KindObjectId Id)> objects)
    {
        var (kind, id) = objects.Last(o => o.Kind.Kind == "pbjt-hotel");
        return new(id, Month, End, await FactsAsync(kind, 4));
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
                await _letters.DecideAsync(proposed);
            }
        }
    }

    private async Task<Guid> ProposeAsync(DemoKind kind, KindObjectId id, (DateOnly From, DateOnly To) period, int size)
    {
        var target = new LetterTarget(LetterRules.OfficialOf(KindOf(kind))!.Code, null, id, period.From, period.To);
        return await _letters.ProposeAsync(target, await FactsAsync(kind, size), "Revenue.Demo.Survey");
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
            Facts = new Dictionary<string, string>(
                await FactsAsync(new("bphtb", string.Empty, 1), 40), StringComparer.Ordinal) { ["relief"] = "0" },
        });
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
