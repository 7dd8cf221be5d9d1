using System.Runtime.CompilerServices;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>Which arrears letters are made of.</summary>
/// <param name="Letter">Code of the letter: a reminder, or a bill of interest.</param>
/// <param name="Kind">Code of the kind.</param>
/// <param name="Village">Ten digits of a village of PBB-P2, or 0 for all.</param>
/// <param name="Years">Whole years since the due day, the last one for more, too; null for any.</param>
/// <param name="Least">What is open at least, rupiah.</param>
internal sealed record ArrearsSelection(string Letter, string Kind, long Village, int? Years, long Least)
{
    public ArrearsFilter Filter() => new(Village, Years, Least);

    /// <summary>Letters that are made of arrears: what begins to collect them, and what bills interest on them.</summary>
    public static IReadOnlyList<LetterRule> Letters { get; } =
    [
        .. LetterRules.All.Where(l => l.Basis == LetterBasis.Late
            || (l.Basis == LetterBasis.Overdue && l.Follows.Any(f => LetterRules.Of(f).Group != l.Group))),
    ];

    public LetterRule Rule() => LetterRules.Of(Letter);
}

/// <summary>Something that is overdue and chosen.</summary>
/// <param name="Charge">What is owed.</param>
/// <param name="Number">NOP with its year, or the number of the letter.</param>
/// <param name="Owner">Who owes it.</param>
/// <param name="Open">Open principal, rupiah.</param>
internal sealed record ChosenArrears(ChargeId Charge, string Number, string Owner, long Open);

/// <summary>What would become of it.</summary>
/// <param name="Of">What is owed.</param>
/// <param name="Asks">What the letter would ask for, rupiah.</param>
/// <param name="Why">Why it is left out; null where a letter is made.</param>
internal sealed record ArrearsVerdict(ChosenArrears Of, long Asks, Problem? Why);

/// <summary>
/// Says of each of the chosen arrears whether a letter can be made today: by the order and amounts of the single letter, and besides, not
/// where one is under way or something else is decided on first.
/// </summary>
internal sealed class ArrearsLetters(KotaDb db, ArrearsRows bills, ChargeRows charges, LetterCases cases, ProposalReading proposals)
{
    private const int Page = 200;

    /// <summary>Judges what is chosen, in the order of NOP and year, or of issue.</summary>
    /// <param name="region">The region.</param>
    /// <param name="today">The legal date.</param>
    /// <param name="selection">What is chosen.</param>
    /// <param name="leave">Charges that are passed over without a word.</param>
    /// <param name="cancel">Stops.</param>
    public async IAsyncEnumerable<ArrearsVerdict> JudgeAsync(
        Region region, DateOnly today, ArrearsSelection selection, IReadOnlySet<ChargeId> leave,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var waiting = await WaitingAsync(region.Code, selection.Letter, cancel);
        await foreach (var page in PagesAsync((region.Code, today), selection, cancel))
        {
            var chosen = page.Where(c => !leave.Contains(c.Charge)).ToList();
            var asked = (await proposals.RequestsAsync(region.Code, [.. chosen.Select(c => c.Charge)], cancel))
                .Where(r => r.IsOpen && r.Request.Rule.Effect is LetterEffect.Amend or LetterEffect.Defer)
                .ToLookup(r => r.Request.ChargeId);
            foreach (var of in chosen)
            {
                Problem? why = waiting.Contains(of.Charge) ? new Problem("Revenue.ManyArrears.Waiting", null, selection.Rule().Title.In())
                    : asked[of.Charge].FirstOrDefault() is { } open
                        ? new("Revenue.ManyArrears.Asked", null, open.Request.Rule.Title.In(), open.Request.ReceivedOn) : null;
                yield return why is null ? await JudgeAsync(region, selection, of, cancel) : new(of, 0, why);
            }
        }
    }

    /// <summary>What waits for a decision on this letter.</summary>
    public async Task<HashSet<ChargeId>> WaitingAsync(RegionCode region, string letter, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var decided = db.In<Decision>(scope).Select(d => d.ProposalId);
        return await db.In<Proposal>(scope).Where(p => p.Letter == letter && p.ChargeId != null && !decided.Contains(p.Id))
            .Select(p => p.ChargeId!.Value).ToHashSetAsync(cancel);
    }

    private async Task<ArrearsVerdict> JudgeAsync(Region region, ArrearsSelection selection, ChosenArrears of, CancellationToken cancel)
    {
        var at = await cases.OpenAsync(region, new(selection.Letter, of.Charge, null, default, default), cancel);
        if (at.Failed)
        {
            return new(of, 0, at.Problem);
        }

        if (UnderWay(at.Value) is { } why)
        {
            return new(of, 0, why);
        }

        var draft = LetterAmounts.Of(at.Value, new Dictionary<string, string>(StringComparer.Ordinal), selection.Letter);
        return draft.Failed ? new(of, 0, draft.Problem)
            : new(of, selection.Rule().Effect == LetterEffect.Charge ? draft.Value.Result.Parts.Total : of.Open, null);
    }

    /// <summary>Why nobody would write it now although the order of letters allows it, or null.</summary>
    private static Problem? UnderWay(LetterCase at)
    {
        var (letter, parent) = (at.Letter, at.Parent!);
        if (parent.Last.Terms is not null && parent.LastDueOn is { } until && until >= at.On)
        {
            return new("Revenue.ManyArrears.Later", null, until);
        }

        if (letter.Basis == LetterBasis.Late)
        {
            return at.Followers.LastOrDefault(f => f.FirstLetter == letter.Code && f.DueOn >= at.On && f.Amount > 0) is { } billed
                ? new("Revenue.ManyArrears.Billed", null, letter.Title.In(), billed.Number, billed.DueOn!.Value) : null;
        }

        return parent.Events.LastOrDefault(e => e.Letter.Length > 0 && LetterRules.Of(e.Letter).Group == letter.Group
            && LetterRules.Of(e.Letter).Basis == letter.Basis && e.HappenedOn > parent.Last.DueOn) is { } sent
            ? new("Revenue.ManyArrears.Sent", null, LetterRules.Of(sent.Letter).Title.In(), sent.HappenedOn) : null;
    }

    private async IAsyncEnumerable<IReadOnlyList<ChosenArrears>> PagesAsync(
        (RegionCode Code, DateOnly Day) region, ArrearsSelection selection, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (selection.Kind != RevenueKinds.Pbb)
        {
            var open = await charges.OpenAsync(region.Code, cancel);
            foreach (var page in open.Where(c => Fits(c, selection, region.Day)).OrderBy(c => c.Id)
                .Select(c => new ChosenArrears(new ChargeId(c.Id), c.Number, c.Owner, c.OpenAmount)).Chunk(Page))
            {
                yield return page;
            }

            yield break;
        }

        string? after = null;
        do
        {
            var page = await bills.PageAsync(region, selection.Filter(), after, Page, cancel);
            yield return [.. page.Rows.Select(r => new ChosenArrears(
                ChargeId.Of(r.Nop, r.TaxYear), $"{r.Nop} / {BillWords.Year(r.TaxYear)}", r.Owner, r.Open))];
            after = page.After;
        }
        while (after is not null);
    }

    private static bool Fits(ChargeRow row, ArrearsSelection selection, DateOnly today) =>
        row.Kind == selection.Kind && row.OpenAmount >= selection.Least && row.DueOn is { } due && due < today
        && (selection.Years is not { } years || Math.Min(ArrearsRows.Oldest, ExpiryRadar.FullYears(due, today)) == years);
}
