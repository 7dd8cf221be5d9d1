using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model.Agreeing;

/// <summary>How the last day of an obligation is found.</summary>
internal enum DueKind
{
    /// <summary>Days after the signature.</summary>
    AfterSignature,

    /// <summary>Months after the signature.</summary>
    MonthsAfterSignature,

    /// <summary>A date that the agreement names.</summary>
    FixedDate,

    /// <summary>Every year, on the day before the anniversary of the signature.</summary>
    Yearly,
}

/// <summary>Where an obligation is.</summary>
internal enum ObligationState
{
    /// <summary>The agreement is not in force yet.</summary>
    Waiting,

    /// <summary>Its clock runs.</summary>
    Running,

    /// <summary>Evidence was handed in and waits for the other party.</summary>
    Reported,

    /// <summary>The other party returned the evidence; the clock goes on.</summary>
    Returned,

    /// <summary>The other party accepted the evidence.</summary>
    Met,

    /// <summary>The agreement ended before it was met.</summary>
    Lapsed,
}

/// <summary>What a party of an agreement promised, with its clock.</summary>
internal sealed class Obligation : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required AgreementId AgreementId { get; init; }

    /// <summary>Number of the party that owes it.</summary>
    public required int Party { get; init; }

    public required string Code { get; init; }

    /// <summary>1 for the first year of a yearly obligation, and always for others.</summary>
    public required int Occurrence { get; init; }

    public required string Title { get; init; }

    /// <summary>Office or unit that does it.</summary>
    public required string Owner { get; init; }

    public required DueKind DueKind { get; init; }

    /// <summary>Days, or months where the rule counts months.</summary>
    public int DueDays { get; init; }

    public DayUnit DueUnit { get; init; } = DayUnit.CalendarDay;

    public DateOnly? DueDate { get; init; }

    /// <summary>The clause or rule that it comes from.</summary>
    public required string Law { get; init; }

    public ObligationState State { get; private set; }

    public DateOnly? StartsOn { get; private set; }

    public DateOnly? DueOn { get; private set; }

    /// <summary>Legal date on which evidence was handed in last.</summary>
    public DateOnly? ReportedOn { get; private set; }

    /// <summary>Legal date of the evidence that was accepted.</summary>
    public DateOnly? MetOn { get; private set; }

    public int Version { get; private set; } = 1;

    /// <summary>The clock, once it runs.</summary>
    public LegalClock? Clock => StartsOn is { } start && DueOn is { } due ? new LegalClock(start, due) : null;

    /// <summary>True while its owner has something to do.</summary>
    public bool Open => State is ObligationState.Running or ObligationState.Returned;

    /// <summary>True where the last day has passed and it is neither met nor handed in on time.</summary>
    public bool IsLate(DateOnly today) => DueOn is { } due && State switch
    {
        ObligationState.Running or ObligationState.Returned => today > due,
        ObligationState.Reported => ReportedOn > due,
        _ => false,
    };

    /// <summary>True where it was met by its last day.</summary>
    public bool MetOnTime => State == ObligationState.Met && MetOn <= DueOn;

    /// <summary>The last day where the agreement is signed on a date; refused where a working-day calendar is not known.</summary>
    public Outcome<LegalClock> ClockFrom(DateOnly signedOn, WorkingCalendar calendar)
    {
        if (DueKind == DueKind.Yearly)
        {
            return new LegalClock(signedOn.AddYears(Occurrence - 1), signedOn.AddYears(Occurrence).AddDays(-1));
        }

        Outcome<DateOnly> due = DueKind switch
        {
            DueKind.FixedDate => DueDate!.Value,
            DueKind.MonthsAfterSignature => signedOn.AddMonths(DueDays),
            _ => new DueRule(DueDays, DueUnit, Law).DueOn(signedOn, calendar),
        };
        return due.Failed ? Outcome.Fail<LegalClock>(due.Problems)
            : due.Value < signedOn ? new Problem("Movement.Obligation.DueBeforeSigning", null, Title)
            : new LegalClock(signedOn, due.Value);
    }

    public void Start(LegalClock clock)
    {
        Check.That(State == ObligationState.Waiting);
        (State, StartsOn, DueOn) = (ObligationState.Running, clock.Start, clock.Due);
        Version++;
    }

    public Problem? Report(DateOnly today)
    {
        if (!Open)
        {
            return new Problem("Movement.Obligation.NotOpen");
        }

        (State, ReportedOn) = (ObligationState.Reported, today);
        Version++;
        return null;
    }

    /// <summary>The other party accepts or returns the evidence.</summary>
    public Problem? Answer(bool accepted)
    {
        if (State != ObligationState.Reported)
        {
            return new Problem("Movement.Obligation.NotReported");
        }

        (State, MetOn) = accepted ? (ObligationState.Met, ReportedOn) : (ObligationState.Returned, null);
        Version++;
        return null;
    }

    /// <summary>
    /// Something else proved it, handed in on a day and accepted there; a promise is not met before it is made. False where it is met
    /// already or its clock does not run.
    /// </summary>
    public bool Meet(DateOnly handedIn)
    {
        if (!Open && State != ObligationState.Reported)
        {
            return false;
        }

        var on = handedIn < StartsOn ? StartsOn : handedIn;
        (State, ReportedOn, MetOn) = (ObligationState.Met, on, on);
        Version++;
        return true;
    }

    /// <summary>The agreement is over.</summary>
    public void Lapse()
    {
        if (State != ObligationState.Met)
        {
            State = ObligationState.Lapsed;
            Version++;
        }
    }

    public static void Map(ModelBuilder model) => model.Entity<Obligation>(e =>
    {
        e.ToTable("movement_obligation");
        e.HasKey(o => new { o.RegionCode, o.Id });
        e.Property(o => o.Version).IsConcurrencyToken();
        e.HasIndex(o => new { o.RegionCode, o.AgreementId, o.Code, o.Occurrence }).IsUnique().HasDatabaseName("movement_obligation_once");
        e.HasIndex(o => new { o.RegionCode, o.State, o.DueOn }).HasDatabaseName("movement_obligation_due");
    });
}
