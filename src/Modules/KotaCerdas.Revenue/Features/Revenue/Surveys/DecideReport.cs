using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>Settles a report that waits: field by field what the report found or what the register has.</summary>
internal sealed class DecideReport(
    KotaDb db, RegisterDesk desk, SurveyReading reading, SurveyRecord record, SaveObject save)
{
    public const string TakeReport = "report";
    public const string KeepRegister = "register";

    /// <summary>Decides.</summary>
    /// <param name="code">The region.</param>
    /// <param name="id">The report.</param>
    /// <param name="choices">By field that the report changed: <see cref="TakeReport"/> or <see cref="KeepRegister"/>.</param>
    /// <param name="reason">In words.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The version that was recorded, or 0 where the register stays as it is.</returns>
    public async Task<Outcome<int>> RunAsync(
        RegionCode code, Guid id, IReadOnlyDictionary<string, string> choices, string reason, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, SurveyPermissions.Decide, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        if (await reading.ReportAsync(code, id, cancel) is not { } row
            || await reading.CompareAsync(row.Report, desk.Today(region.Value), cancel) is not { } compared)
        {
            return RegisterDesk.NotFound;
        }

        if (!row.Waits)
        {
            return new Problem("Revenue.Survey.NotWaiting");
        }

        var open = compared.Differences.Where(d => d.Change is FieldChange.Report or FieldChange.Conflict).ToList();
        var problems = open.Where(d => choices.GetValueOrDefault(d.Field) is not (TakeReport or KeepRegister))
            .Select(d => new Problem("Revenue.Survey.ChooseSide", d.Field)).ToList();
        if (reason.Trim().Length is 0 or > Taxpayer.ReasonLength)
        {
            problems.Add(new("Revenue.Register.ReasonNeeded", "reason", Taxpayer.ReasonLength));
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        var taken = open.Where(d => choices[d.Field] == TakeReport).ToList();
        var applied = taken.Count == 0 ? 0 : await ApplyAsync(region.Value, row.Report, (compared.File, compared.Register, taken), reason,
            cancel);
        if (applied.Failed)
        {
            return Outcome.Fail<int>(SurveyFacts.Tie(applied.Problems));
        }

        db.Add(new SurveyDecision
        {
            RegionCode = code, ReportId = id, Reason = reason.Trim(), Version = applied.Value == 0 ? null : applied.Value,
            Choices = JsonSerializer.Serialize(open.ToDictionary(d => d.Field, d => choices[d.Field], StringComparer.Ordinal)),
            DecidedAt = desk.Now, DecidedBy = desk.Actor.Name,
        });
        desk.NoteObject("Revenue.Trail.SurveyDecided", code, row.Report.Nop, new { id, version = applied.Value });
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : applied.Value;
    }

    private async Task<Outcome<int>> ApplyAsync(
        Region region, SurveyReport report, (ObjectFile File, Dictionary<string, string> Register, List<FieldDifference> Taken) of,
        string reason, CancellationToken cancel)
    {
        var merged = SurveyMerge.Apply(of.Register, of.Taken, _ => true);
        var day = region.Zone.DateAt(new DateTimeOffset(report.SurveyedAt, TimeSpan.Zero));
        var input = await record.InputAsync(of.File, of.Register, merged, (day, $"LSPOP {report.ReceivedByName}: {reason.Trim()}"), cancel);
        return input.Failed ? Outcome.Fail<int>(input.Problems)
            : await save.AddChangeAsync(region, report.Nop, of.File.Current.Version, input.Value, cancel);
    }
}
