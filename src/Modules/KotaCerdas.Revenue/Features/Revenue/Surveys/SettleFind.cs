using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>Settles a find that gets no number: it is an object that is registered already, or none. Once, and with a reason.</summary>
internal sealed class SettleFind(
    KotaDb db, RegisterDesk desk, FindReading finds, FindComparing comparing, SurveyRecord record, SaveObject save)
{
    /// <summary>Says which object a find is, and field by field whether its report or the register is right.</summary>
    /// <param name="code">The region.</param>
    /// <param name="id">The find.</param>
    /// <param name="of">NOP of the object, and its latest version that was seen.</param>
    /// <param name="choices">By field that differs: <see cref="DecideReport.TakeReport"/> or
    /// <see cref="DecideReport.KeepRegister"/>.</param>
    /// <param name="reason">In words.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Outcome<Nop>> LinkAsync(
        RegionCode code, Guid id, (string Nop, int Seen) of, IReadOnlyDictionary<string, string> choices, string reason,
        CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, SurveyPermissions.Decide, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var row = await finds.WaitingAsync(code, id, cancel);
        var compared = row.Failed ? Outcome.Fail<FindComparison>(row.Problems)
            : await comparing.OfAsync(row.Value, of.Nop, desk.Today(region.Value), cancel);
        if (compared.Failed)
        {
            return compared.Problem;
        }

        var problems = Refuse(compared.Value, of.Seen, choices, reason);
        if (problems.Count > 0)
        {
            return problems;
        }

        var applied = await ApplyAsync(region.Value, row.Value, compared.Value, choices, reason, cancel);
        if (applied.Failed)
        {
            return Outcome.Fail<Nop>(SurveyFacts.Tie(applied.Problems));
        }

        var nop = compared.Value.File.Nop;
        var kept = compared.Value.Differences.ToDictionary(d => d.Field, d => choices[d.Field], StringComparer.Ordinal);
        db.Add(DecisionOf(
            desk, row.Value, (FindOutcome.Linked, nop, applied.Value == 0 ? null : applied.Value), JsonSerializer.Serialize(kept), reason));
        desk.NoteThing("Revenue.Trail.FindLinked", FindReading.SubjectOf(row.Value.Find), new { nop = nop.ToString() });
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : nop;
    }

    /// <summary>Says that a find is no object of this region.</summary>
    public async Task<Outcome<Nothing>> RefuseAsync(RegionCode code, Guid id, string reason, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, SurveyPermissions.Decide, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var row = await finds.WaitingAsync(code, id, cancel);
        if (row.Failed || RefuseReason(reason) is { Count: > 0 })
        {
            return row.Failed ? row.Problem : RefuseReason(reason)[0];
        }

        db.Add(DecisionOf(desk, row.Value, (FindOutcome.Refused, null, null), "{}", reason));
        desk.NoteThing("Revenue.Trail.FindRefused", FindReading.SubjectOf(row.Value.Find));
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : Outcome.Done;
    }

    public static SurveyFindDecision DecisionOf(
        RegisterDesk desk, FindRow row, (FindOutcome Outcome, Nop? Nop, int? Version) what, string choices, string reason) => new()
    {
        RegionCode = row.Find.RegionCode, FindId = row.Find.Id, Outcome = what.Outcome, Nop = what.Nop, Version = what.Version,
        Choices = choices, Reason = reason.Trim(), DecidedAt = desk.Now, DecidedBy = desk.Actor.Name,
    };

    private static List<Problem> Refuse(
        FindComparison compared, int seen, IReadOnlyDictionary<string, string> choices, string reason)
    {
        var problems = compared.Differences
            .Where(d => choices.GetValueOrDefault(d.Field) is not (DecideReport.TakeReport or DecideReport.KeepRegister))
            .Select(d => new Problem("Revenue.Survey.ChooseSide", d.Field)).ToList();
        problems.AddRange(RefuseReason(reason));
        if (compared.File.Current.Version != seen)
        {
            problems.Add(RegisterDesk.Raced);
        }

        return problems;
    }

    private static List<Problem> RefuseReason(string reason) => reason.Trim().Length is 0 or > Taxpayer.ReasonLength
        ? [new("Revenue.Register.ReasonNeeded", "reason", Taxpayer.ReasonLength)] : [];

    /// <summary>Records what the desk took from the report; 0 where the register stays as it is.</summary>
    private async Task<Outcome<int>> ApplyAsync(
        Region region, FindRow row, FindComparison compared, IReadOnlyDictionary<string, string> choices, string reason,
        CancellationToken cancel)
    {
        var taken = compared.Differences.Where(d => choices[d.Field] == DecideReport.TakeReport).ToList();
        if (taken.Count == 0)
        {
            return 0;
        }

        var merged = SurveyMerge.Apply(compared.Register, taken, _ => true);
        var day = region.Zone.DateAt(new DateTimeOffset(row.Find.FoundAt, TimeSpan.Zero));
        var note = (day, $"LSPOP {row.Find.ReceivedByName}: {reason.Trim()}");
        var input = await record.InputAsync(compared.File, compared.Register, merged, note, cancel);
        return input.Failed ? Outcome.Fail<int>(input.Problems)
            : await save.AddChangeAsync(region, compared.File.Nop, compared.File.Current.Version, input.Value, cancel);
    }
}
