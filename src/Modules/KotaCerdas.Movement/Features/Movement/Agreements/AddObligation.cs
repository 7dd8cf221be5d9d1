using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>How a due day can be typed.</summary>
internal enum ObligationRule
{
    CalendarDays,
    WorkingDays,
    Months,
    FixedDate,
    Yearly,
}

/// <summary>An obligation to add.</summary>
internal sealed record ObligationInput(string Title, int Party, string Owner, ObligationRule Rule, int Count)
{
    public DateOnly? Date { get; init; }

    public string Law { get; init; } = string.Empty;
}

/// <summary>A party adds an obligation while the text is still open; earlier confirmations of the text become void.</summary>
internal sealed class AddObligation(KotaDb db, Actor actor, AgreementDesk desk, Trail trail, TimeProvider clock)
{
    public const int TextLength = 300;
    private const int MostDays = 3_650;
    private const string Prefix = "tambahan-";

    public async Task<Outcome<Nothing>> RunAsync(RegionCode region, AgreementId id, ObligationInput input, CancellationToken cancel)
    {
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var (file, agreement) = (read.Value, read.Value.Agreement);
        if (file.SideOf(actor, AgreementPermissions.Draft) is null)
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        var problems = Check(file, input);
        if (problems.Count > 0)
        {
            return problems;
        }

        var count = (await desk.ObligationsAsync(region, id, cancel)).Count;
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        db.Add(Row(agreement, input, $"{Prefix}{count + 1}"));
        agreement.Touch();
        trail.Add(actor, "Movement.Trail.ObligationAdded", AgreementPaths.Subject(agreement), new { input.Party });
        return await write.TryCommitAsync(new Problem("Movement.Agreement.Changed"), cancel) is { } raced ? raced : Outcome.Done;
    }

    private static List<Problem> Check(AgreementFile file, ObligationInput input)
    {
        List<Problem> problems = [];
        if (!file.Agreement.TextOpen)
        {
            problems.Add(new("Movement.Agreement.TextClosed"));
        }

        foreach (var (text, field) in new[] { (input.Title, "Title"), (input.Owner, "Owner"), (input.Law, "Law") })
        {
            if (text.Length is 0 or > TextLength)
            {
                problems.Add(new("Movement.Agreement.TextNeeded", field, TextLength));
            }
        }

        if (file.Parties.All(p => p.Number != input.Party))
        {
            problems.Add(new("Movement.Form.Choose", "Party"));
        }

        if (input.Rule is not (ObligationRule.FixedDate or ObligationRule.Yearly) && input.Count is < 1 or > MostDays)
        {
            problems.Add(new("Movement.Obligation.DaysRange", "Days", MostDays));
        }

        return problems;
    }

    private Obligation Row(AgreementRecord agreement, ObligationInput input, string code) => new()
    {
        RegionCode = agreement.RegionCode,
        Id = Ids.New(clock),
        AgreementId = agreement.Id,
        Party = input.Party,
        Code = code,
        Occurrence = 1,
        Title = input.Title,
        Owner = input.Owner,
        DueKind = input.Rule switch
        {
            ObligationRule.Months => DueKind.MonthsAfterSignature,
            ObligationRule.FixedDate => DueKind.FixedDate,
            ObligationRule.Yearly => DueKind.Yearly,
            _ => DueKind.AfterSignature,
        },
        DueDays = input.Count,
        DueUnit = input.Rule == ObligationRule.WorkingDays ? DayUnit.WorkingDay : DayUnit.CalendarDay,
        DueDate = input.Date,
        Law = input.Law,
    };
}
