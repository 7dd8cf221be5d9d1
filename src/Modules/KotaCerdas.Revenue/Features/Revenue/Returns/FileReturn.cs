using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Returns;

/// <summary>
/// Takes a return: the server computes what it comes to, shows it, and on sending issues the receipt and the receivable in one write. A
/// second return of the same period corrects the first and posts the difference.
/// </summary>
internal sealed class FileReturn(KotaDb db, ReturnPreviews previews, ChargeDesk chargeDesk, LetterSeals seals)
{
    /// <summary>What a return comes to, or what is wrong with it field by field.</summary>
    public Task<Outcome<ReturnPreview>> PreviewAsync(Region region, ReturnInput input, CancellationToken cancel) =>
        previews.OfAsync(region, input, cancel);

    /// <summary>Sends it: what the preview said, or what is wrong.</summary>
    /// <param name="region">The region; the caller has checked that the actor may file there.</param>
    /// <param name="input">The return.</param>
    /// <param name="seen">Amount in rupiah that the sender saw; another one is refused, because rules or facts changed meanwhile.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Outcome<Charge>> SendAsync(Region region, ReturnInput input, long seen, CancellationToken cancel)
    {
        var sent = await WriteAsync(region, input, seen, cancel);
        if (!sent.Failed)
        {
            await seals.SealAsync(region.Code, sent.Value.DocumentId!.Value, cancel);
        }

        return sent;
    }

    private async Task<Outcome<Charge>> WriteAsync(Region region, ReturnInput input, long seen, CancellationToken cancel)
    {
        var preview = await previews.OfAsync(region, input, cancel);
        if (preview.Failed)
        {
            return Outcome.Fail<Charge>(preview.Problems);
        }

        if (preview.Value.Draft.Result.Parts.Total != seen)
        {
            return new Problem("Revenue.Return.Changed", null, Formats.Money(seen), Formats.Money(preview.Value.Draft.Result.Parts.Total));
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region.Code), cancel);
        var draft = preview.Value.Draft with { Files = input.Files };
        var sent = preview.Value.Before is { } before
            ? await chargeDesk.AmendAsync(write, region, before, draft, cancel)
            : await chargeDesk.IssueAsync(write, region, draft, cancel);
        if (sent.Failed)
        {
            return sent;
        }

        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : sent;
    }

    /// <summary>What facts come to by the kind's rules that are in force on a day.</summary>
    public static Outcome<ChargeResult> Compute(
        RuleSet set, ChargeTopic topic, IReadOnlyDictionary<string, string> facts, DateOnly day)
    {
        var rules = KindRules.Of(set, topic.Kind.Code, day, estimate: false);
        if (rules.Failed)
        {
            return rules.Problem;
        }

        var computed = Facts.Compute(rules.Value, facts);
        return computed.Failed
            ? Outcome.Fail<ChargeResult>(FactFields.Tie(rules.Value, computed.Problems))
            : new ChargeResult(set, facts, [computed.Value], new(computed.Value.Amount, 0, computed.Value.Province));
    }

    /// <summary>Reference of a return: kind of letter, subject, month; the number of the deed where there is one.</summary>
    public static string ReferenceOf(LetterRule letter, ChargeTopic topic, string deed = "") => string.Create(
        CultureInfo.InvariantCulture, $"{letter.Code}/{topic.Subject}/{(deed.Length > 0 ? deed : topic.LedgerPeriod)}");

    /// <summary>The last day on which a return of a period is in time: so many working days after it.</summary>
    public static Outcome<DateOnly> FileBy(RuleSet set, DateOnly periodTo, WorkingCalendar calendar) =>
        set.Find(RevenueKinds.Sanctions, "file_days", periodTo)?.Value?.Whole() is { } days
            ? calendar.Add(periodTo, (int)days) : set.Lacks(RevenueKinds.Sanctions, "file_days");
}
