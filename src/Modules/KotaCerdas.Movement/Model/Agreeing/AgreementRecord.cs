using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model.Agreeing;

/// <summary>Where an agreement is in its life.</summary>
internal enum AgreementState
{
    /// <summary>Being prepared by one party.</summary>
    Draft,

    /// <summary>Both parties read, comment and propose.</summary>
    Negotiation,

    /// <summary>Both confirmed the same text.</summary>
    Frozen,

    /// <summary>The document is out for signature.</summary>
    Signing,

    /// <summary>Signed by all.</summary>
    InForce,

    /// <summary>Ended before its time.</summary>
    Ended,

    /// <summary>Followed by a new agreement.</summary>
    Renewed,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Given up before it was signed.</summary>
    Withdrawn,
}

/// <summary>What an agreement is to an earlier one.</summary>
internal enum AgreementLink
{
    /// <summary>It stands alone.</summary>
    None,

    /// <summary>Changes parts of it; both stay in force.</summary>
    Addendum,

    /// <summary>Takes its place once signed.</summary>
    Renewal,

    /// <summary>Carries it out: the cooperation agreement after a joint agreement.</summary>
    FollowUp,
}

/// <summary>An agreement of a region with the ministry or with another party.</summary>
internal sealed class AgreementRecord : ITenantRow
{
    private static readonly Dictionary<AgreementState, AgreementState[]> Steps = new()
    {
        [AgreementState.Draft] = [AgreementState.Negotiation, AgreementState.Withdrawn],
        [AgreementState.Negotiation] = [AgreementState.Frozen, AgreementState.Withdrawn],
        [AgreementState.Frozen] = [AgreementState.Signing, AgreementState.Negotiation, AgreementState.Withdrawn],
        [AgreementState.Signing] = [AgreementState.InForce, AgreementState.Withdrawn],
        [AgreementState.InForce] = [AgreementState.Ended, AgreementState.Renewed, AgreementState.Expired],
    };

    public required RegionCode RegionCode { get; init; }

    public required AgreementId Id { get; init; }

    public required string Template { get; init; }

    public required int TemplateVersion { get; init; }

    /// <summary>Legal form: a code of <c>data/agreements/vehicle-names.csv</c>.</summary>
    public required string Vehicle { get; init; }

    public required string Title { get; set; }

    public required int Year { get; set; }

    public AgreementState State { get; private set; }

    public required DateTime StateSince { get; set; }

    /// <summary>Why it came to this state, or empty.</summary>
    public string StateReason { get; private set; } = string.Empty;

    /// <summary>The call whose selection led to it.</summary>
    public CallId? CallId { get; set; }

    public AgreementId? ParentId { get; init; }

    public AgreementLink ParentLink { get; init; }

    public DateOnly? PlannedOn { get; set; }

    public string Place { get; set; } = string.Empty;

    public bool HeldOnline { get; set; }

    public required int DurationMonths { get; set; }

    public string Renewal { get; set; } = string.Empty;

    /// <summary>The whole text as both confirmed it, or empty.</summary>
    public string FrozenText { get; private set; } = string.Empty;

    public string FrozenSha256 { get; private set; } = string.Empty;

    public DateTime? FrozenAt { get; private set; }

    /// <summary>The document made of the frozen text.</summary>
    public Guid? DocumentId { get; set; }

    /// <summary>The scan of the paper that was signed outside the platform, or null.</summary>
    public Guid? ScanFileId { get; set; }

    /// <summary>Legal date in the region's zone.</summary>
    public DateOnly? SignedOn { get; private set; }

    /// <summary>Last legal date in force.</summary>
    public DateOnly? EndsOn { get; private set; }

    /// <summary>True for generated demo data, which every page says.</summary>
    public bool Generated { get; init; }

    public UserId? CreatedBy { get; init; }

    public required string CreatedByName { get; init; }

    public required DateTime CreatedAt { get; init; }

    public int Version { get; private set; } = 1;

    /// <summary>True while the text can change.</summary>
    public bool TextOpen => State is AgreementState.Draft or AgreementState.Negotiation;

    /// <summary>True before it is signed or given up.</summary>
    public bool Preparing => State is AgreementState.Draft or AgreementState.Negotiation or AgreementState.Frozen or AgreementState.Signing;

    /// <summary>Where it may go from here.</summary>
    public IReadOnlyList<AgreementState> Next => Steps.GetValueOrDefault(State, []);

    /// <summary>True where a step needs a reason that people will read.</summary>
    public static bool NeedsReason(AgreementState from, AgreementState to) =>
        to is AgreementState.Withdrawn or AgreementState.Ended || (from, to) is (AgreementState.Frozen, AgreementState.Negotiation);

    public void Touch() => Version++;

    /// <summary>The next step of its life; any other step is refused, and some need a reason.</summary>
    public Problem? Advance(AgreementState next, string reason, DateTime now)
    {
        if (!Next.Contains(next))
        {
            return new Problem("Movement.Agreement.WrongStep");
        }

        if (NeedsReason(State, next) && string.IsNullOrWhiteSpace(reason))
        {
            return new Problem("Movement.Agreement.ReasonNeeded", "Reason");
        }

        if ((State, next) is (AgreementState.Frozen, AgreementState.Negotiation))
        {
            (FrozenText, FrozenSha256, FrozenAt) = (string.Empty, string.Empty, null);
        }

        (State, StateReason, StateSince) = (next, reason.Trim(), now);
        Touch();
        return null;
    }

    /// <summary>Keeps the text that both confirmed.</summary>
    public Problem? Freeze(string text, string sha256, DateTime now)
    {
        if (Advance(AgreementState.Frozen, string.Empty, now) is { } refused)
        {
            return refused;
        }

        (FrozenText, FrozenSha256, FrozenAt) = (text, sha256, now);
        return null;
    }

    /// <summary>All have signed. An addendum lasts as long as what it changes.</summary>
    public Problem? BringIntoForce(DateOnly signedOn, DateOnly? parentEndsOn, DateTime now)
    {
        if (Advance(AgreementState.InForce, string.Empty, now) is { } refused)
        {
            return refused;
        }

        // A term of 12 months from 5 March ends on 4 March.
        (SignedOn, EndsOn) = (
            signedOn, ParentLink == AgreementLink.Addendum ? parentEndsOn : signedOn.AddMonths(DurationMonths).AddDays(-1));
        return null;
    }

    public static void Map(ModelBuilder model) => model.Entity<AgreementRecord>(e =>
    {
        e.ToTable("movement_agreement");
        e.HasKey(a => new { a.RegionCode, a.Id });
        e.Property(a => a.Version).IsConcurrencyToken();
        e.HasIndex(a => new { a.RegionCode, a.State }).HasDatabaseName("movement_agreement_state");
    });
}
