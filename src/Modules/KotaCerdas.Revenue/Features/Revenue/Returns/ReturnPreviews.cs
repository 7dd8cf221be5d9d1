using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Returns;

/// <summary>What a return comes to, before anything is written: whose it is, the amount, its days, and what it corrects.</summary>
internal sealed class ReturnPreviews(
    RegisterDesk desk, KindObjectReading objects, TaxpayerReading taxpayers, ChargeReading charges, CalendarStore calendars,
    DeedChecks deeds)
{
    /// <summary>What a return comes to, or what is wrong with it field by field.</summary>
    public async Task<Outcome<ReturnPreview>> OfAsync(Region region, ReturnInput input, CancellationToken cancel)
    {
        var today = desk.Today(region);
        var topic = input.Deed is { } deed
            ? await TopicAsync(region.Code, deed, today, cancel) : await TopicAsync(region.Code, input, today, cancel);
        if (topic.Failed)
        {
            return Outcome.Fail<ReturnPreview>(topic.Problems);
        }

        var set = await charges.InForceAsync(region.Code, topic.Value.To, cancel);
        if (set.Failed)
        {
            return set.Problem;
        }

        var result = FileReturn.Compute(set.Value, topic.Value, input.Facts, topic.Value.To);
        if (result.Failed)
        {
            return Outcome.Fail<ReturnPreview>(result.Problems);
        }

        var draft = await DatedAsync(topic.Value, input, result.Value, today, cancel);
        if (draft.Failed || input.Deed is null)
        {
            return draft.Failed ? Outcome.Fail<ReturnPreview>(draft.Problems) : await CompareAsync(region.Code, draft.Value, cancel);
        }

        var (problems, notes) = await deeds.RunAsync(topic.Value, input, draft.Value.Reference, cancel);
        var preview = problems.Count > 0 ? Outcome.Fail<ReturnPreview>(problems) : await CompareAsync(region.Code, draft.Value, cancel);
        return preview.Failed ? preview : preview.Value with { Notes = notes };
    }

    private async Task<Outcome<ChargeTopic>> TopicAsync(RegionCode region, ReturnInput input, DateOnly today, CancellationToken cancel)
    {
        var to = input.Month.AddMonths(1).AddDays(-1);
        if (input.Object is not { } id || await objects.FindAsync(region, id, to, cancel) is not { } file)
        {
            return new Problem("Revenue.Return.NoObject");
        }

        if (LetterRules.ReturnOf(file.Kind) is null)
        {
            return new Problem("Revenue.Return.NotSelf", null, file.Kind.Title.In());
        }

        if (to >= today)
        {
            return new Problem("Revenue.Return.NotOver", "Month", LetterText.PeriodOf(input.Month, to));
        }

        if (file.Versions.Min(v => v.ValidFrom) > to || WasClosedBefore(file, input.Month))
        {
            return new Problem("Revenue.Return.NotActive", "Month", file.Current.Number, LetterText.PeriodOf(input.Month, to));
        }

        return new ChargeTopic(file.Kind, file.Owner, file.Current, file.Current.Number, input.Month, to);
    }

    private static bool WasClosedBefore(KindObjectFile file, DateOnly month) =>
        KindObject.On(month, file.Versions) is { State: ObjectState.Ended } && file.Current.State == ObjectState.Ended;

    private async Task<Outcome<ChargeTopic>> TopicAsync(RegionCode region, DeedInput deed, DateOnly today, CancellationToken cancel)
    {
        List<Problem> problems = [];
        var kind = RevenueKinds.Find("bphtb")!;
        if (!Nop.TryParse(deed.Nop, out var nop))
        {
            problems.Add(new("Revenue.Object.NopNeeded", "Nop"));
        }

        if (deed.Number.Length is 0 or > 60)
        {
            problems.Add(new("Revenue.Return.DeedNeeded", "DeedNumber", 60));
        }

        if (deed.On > today)
        {
            problems.Add(new("Revenue.Return.DeedLater", "DeedOn", deed.On));
        }

        var meant = await taxpayers.MeantAsync(region, deed.Taxpayer, cancel);
        if (meant.Failed)
        {
            problems.Add(meant.Problem.On("Taxpayer"));
        }

        return problems.Count > 0 ? problems
            : new ChargeTopic(
                kind, await objects.StandingAsync(region, meant.Value, cancel), null,
                nop.Value.ToString("000000000000000000", CultureInfo.InvariantCulture), deed.On, deed.On);
    }

    private async Task<Outcome<ChargeDraft>> DatedAsync(
        ChargeTopic topic, ReturnInput input, ChargeResult result, DateOnly today, CancellationToken cancel)
    {
        var letter = LetterRules.ReturnOf(topic.Kind)!;
        var calendar = await calendars.LoadAsync(cancel);
        var due = letter.DueOn(result.Set, topic.To, calendar);
        if (due.Failed)
        {
            return due.Problem;
        }

        var fileBy = input.Deed is null ? FileReturn.FileBy(result.Set, topic.To, calendar) : due;
        return fileBy.Failed ? fileBy.Problem : new ChargeDraft
        {
            Letter = letter,
            Topic = topic,
            Result = result,
            Reference = FileReturn.ReferenceOf(letter, topic, input.Deed?.Number ?? string.Empty),
            IssuedOn = today,
            DueOn = due.Value,
            FiledOn = today,
            FileDueOn = fileBy.Value,
            Channel = input.Channel,
            Reason = input.Reason,
        };
    }

    private async Task<bool> IsOwnAsync(RegionCode region, ChargeFileOf before, Taxpayer sender, CancellationToken cancel) =>
        (await objects.StandingAsync(region, before.Taxpayer.TaxpayerId, cancel)).TaxpayerId == sender.TaxpayerId;

    /// <summary>Why a period takes no return: something else stands about the same object, such as an assessment ex officio.</summary>
    private async Task<Problem?> AssessedAsync(RegionCode region, ChargeDraft draft, CancellationToken cancel)
    {
        if (draft.Topic is not { Object.ObjectId: var id, From: var from, To: var to }
            || (await charges.OfPeriodAsync(region, id, (from, to), cancel))
                .FirstOrDefault(c => c.Reference != draft.Reference && ObjectPeriods.Stands(c)) is not { } other)
        {
            return null;
        }

        return draft.Channel == ReturnChannel.Account
            && !await IsOwnAsync(region, (await charges.FindAsync(region, other.ChargeId, cancel))!, draft.Topic.Taxpayer, cancel)
                ? new Problem("Revenue.Return.MonthOfAnother") : ObjectPeriods.Assessed("Revenue.Return.Assessed", other);
    }

    private async Task<Outcome<ReturnPreview>> CompareAsync(RegionCode region, ChargeDraft draft, CancellationToken cancel)
    {
        if (await AssessedAsync(region, draft, cancel) is { } assessed)
        {
            return assessed;
        }

        var filed = await charges.FindAsync(region, draft.Reference, cancel);
        if (filed is null)
        {
            var fine = LateFiling.Fine(draft.Result.Set, draft.FileDueOn!.Value, draft.FiledOn!.Value);
            return new ReturnPreview(draft, null, fine.Failed ? 0 : fine.Value);
        }

        var before = (await charges.FindAsync(region, filed.ChargeId, cancel))!;
        if (draft.Channel == ReturnChannel.Account && !await IsOwnAsync(region, before, draft.Topic.Taxpayer, cancel))
        {
            // Neither number nor amount of what somebody else filed is told.
            return draft.Topic.Object is null
                ? new Problem("Revenue.Return.FiledByAnother", "DeedNumber") : new Problem("Revenue.Return.MonthOfAnother");
        }

        if (draft.Reason.Length is 0 or > Charge.ReasonLength)
        {
            return new Problem("Revenue.Return.ReasonNeeded", "Reason", filed.Number, Charge.ReasonLength);
        }

        if (draft.Letter.AskWithin is { } window && draft.IssuedOn > before.Cycles[0].PeriodTo.AddMonths(window.Count))
        {
            return new Problem("Revenue.Return.TooLate", null, window.Count);
        }

        // An audit that found nothing more follows as no charge and changes none: only an event says so.
        if (before.Events.Any(e => LetterRules.Find(e.Letter) is { Group: "assessment" })
            || (await charges.FollowersAsync(region, before.Id, cancel)).Any(f => LetterRules.Of(f.FirstLetter).Group == "assessment")
            || LetterRules.Of(filed.Letter).Group != "return")
        {
            return new Problem("Revenue.Return.Audited", null, filed.Number);
        }

        // What the office types in can make a debt no smaller by one pair of hands (revenue.md 2.7).
        if (draft.Channel == ReturnChannel.Counter && draft.Result.Parts.Total < before.Current.Amount)
        {
            return new Problem("Revenue.Return.LessByDecision", null, filed.Number, Formats.Money(before.Current.Amount));
        }

        return Facts.Write(draft.Result.Facts) == filed.Facts
            ? new Problem("Revenue.Return.Same", null, filed.Number)
            : new ReturnPreview(draft with { DueOn = before.Cycles[0].DueOn }, before, 0);
    }
}
