using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Returns;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Demo;

/// <summary>
/// January 2026 of the other taxes: most returns come in time, one comes late, one not at all; water, boards and stalls are assessed; what
/// follows is proposed by one officer and decided by the head of the office.
/// </summary>
internal sealed class ChargeScene(DemoStage stage, RevenueDemoCast cast, RegionCode region)
{
    private static readonly DateOnly Month = new(2026, 1, 1);
    private static readonly DateOnly End = new(2026, 1, 31);

    public async Task PlayAsync(IReadOnlyList<(DemoKind Kind, KindObjectId Id)> objects)
    {
        var home = await stage.ReadAsync((KotaDb db) =>
            db.Shared<Region>().AsNoTracking().SingleAsync(r => r.Code == region, stage.Cancel));
        var late = await ReturnsAsync(home, [.. objects.Where(o => LetterRules.ReturnOf(KindOf(o.Kind)) is not null)]);
        await AssessAsync([.. objects.Where(o => LetterRules.OfficialOf(KindOf(o.Kind)) is not null)]);
        await FollowAsync(late);
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
                await FileAsync(home, kind, id, index + 1);
            }
        }

        stage.Clock.Set(new DateOnly(2026, 4, 20), 10);
        return await FileAsync(home, KindNamed(objects, "pbjt-makan"), last["pbjt-makan"], 7);
    }

    private static DemoKind KindNamed(IReadOnlyList<(DemoKind Kind, KindObjectId Id)> objects, string code) =>
        objects.First(o => o.Kind.Kind == code).Kind;

    private async Task<ChargeId> FileAsync(Region home, DemoKind kind, KindObjectId id, int size)
    {
        var input = new ReturnInput { Object = id, Month = Month, Facts = await FactsAsync(kind, size) };
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
            var letter = LetterRules.OfficialOf(KindOf(kind))!.Code;
            var facts = await FactsAsync(kind, index + 1);
            var proposed = await stage.AsAsync(cast.Assessor, (ProposeLetter o) =>
                o.RunAsync(region, new(letter, null, id, Month, End), facts, stage.Say("Revenue.Demo.Survey"), stage.Cancel));
            if (!last.Contains(id))
            {
                await DecideAsync(proposed);
            }
        }
    }

    /// <summary>The late return is billed; a taxpayer asks for a reduction.</summary>
    private async Task FollowAsync(ChargeId late)
    {
        stage.Clock.Set(new DateOnly(2026, 4, 21), 9);
        var billed = await stage.AsAsync(cast.Assessor, (ProposeLetter o) => o.RunAsync(
            region, new("stpd", late, null, default, default), Facts.Read(Facts.None), stage.Say("Revenue.Demo.Late"), stage.Cancel));
        await DecideAsync(billed);
        await stage.AsAsync(cast.Assessor, (ProposeLetter o) => o.AskAsync(
            region, ("pengurangan", late), new DateOnly(2026, 4, 21), stage.Say("Revenue.Demo.Ask"), stage.Cancel));
    }

    private async Task DecideAsync(Guid proposal)
    {
        var file = await stage.ReadAsync((ProposalReading r) => r.FindAsync(region, proposal, stage.Cancel));
        await stage.AsAsync(cast.Head, (DecideLetter o) =>
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
