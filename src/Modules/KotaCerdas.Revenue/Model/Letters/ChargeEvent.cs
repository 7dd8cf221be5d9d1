using System.Runtime.InteropServices;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace KotaCerdas.Revenue.Model.Letters;

/// <summary>What happens to what is owed.</summary>
internal enum ChargeEventKind
{
    /// <summary>A letter asks for it for the first time.</summary>
    Issued,

    /// <summary>Money came.</summary>
    Paid,

    /// <summary>A decision or a corrected return gave it another amount.</summary>
    Amended,

    /// <summary>It is due later.</summary>
    Deferred,

    /// <summary>A letter interrupted its expiry, or said something else that changes no amount.</summary>
    Noted,

    /// <summary>What was open is no longer collected.</summary>
    WrittenOff,
}

/// <summary>How far what is owed has come.</summary>
internal enum ChargeState
{
    /// <summary>Nothing was paid yet.</summary>
    Issued,

    /// <summary>Some was paid.</summary>
    PartlyPaid,

    /// <summary>Nothing is open.</summary>
    Paid,

    /// <summary>A decision left nothing to pay.</summary>
    Cancelled,

    /// <summary>What was open is no longer collected.</summary>
    WrittenOff,
}

/// <summary>
/// Something that happened to what is owed. Each holds what stands after it, so that the last one is the state, and the database refuses
/// that more goes away than was open.
/// </summary>
internal sealed class ChargeEvent : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required ChargeId ChargeId { get; init; }

    /// <summary>From 1, without gaps; of two at once only one is written.</summary>
    public required int Ordinal { get; init; }

    public required ChargeEventKind Kind { get; init; }

    /// <summary>Legal date.</summary>
    public required DateOnly HappenedOn { get; init; }

    /// <summary>Change of what is owed, rupiah; negative where it became less.</summary>
    public required long Change { get; init; }

    /// <summary>What is open after it, rupiah.</summary>
    public required long OpenAfter { get; init; }

    /// <summary>What was paid until then, rupiah.</summary>
    public required long PaidAfter { get; init; }

    /// <summary>What was paid too much until then and stands with the overpayments, rupiah.</summary>
    public required long OverAfter { get; init; }

    public required ChargeState State { get; init; }

    /// <summary>
    /// The day after which something is late, null where nothing is asked for: the last one without interest, or that of the next part that
    /// a consent asks for.
    /// </summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>The day from which the right to collect runs after it.</summary>
    public required DateOnly ExpiresFrom { get; init; }

    /// <summary>Code of the letter or decision, empty for a payment.</summary>
    public required string Letter { get; init; }

    public Guid? DecisionId { get; init; }

    public DocumentId? DocumentId { get; init; }

    public required string Reason { get; init; }

    /// <summary>The object of a PBB-P2 bill, null for other charges; with the year it leads from a bill to what happened to it.</summary>
    public Nop? Nop { get; init; }

    /// <summary>The tax year of a PBB-P2 bill, null for other charges.</summary>
    public int? TaxYear { get; init; }

    /// <summary>The cycle of a PBB-P2 bill that counts after it, null for other charges.</summary>
    public int? Cycle { get; init; }

    /// <summary>Terms of a consent to pay later, for as long as they apply; see <see cref="DueTerms"/>.</summary>
    public string? Plan { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required UserId? RecordedBy { get; init; }

    public required string RecordedByName { get; init; }

    public DueTerms? Terms => DueTerms.Read(Plan);

    /// <summary>What was paid of what is owed, without what was paid too much.</summary>
    public long PaidOfIt => PaidAfter - OverAfter;

    /// <summary>The same event with what stands of a bill of the system before, whose payments may have come in later.</summary>
    public ChargeEvent Standing(ChargeStanding standing) => With(standing, DueOn);

    /// <summary>The same event of a bill that went out only after it.</summary>
    public ChargeEvent DueBy(DateOnly? due) => With(new(OpenAfter, PaidAfter, OverAfter, State), due);

    private ChargeEvent With(ChargeStanding standing, DateOnly? due) => new()
    {
        RegionCode = RegionCode, ChargeId = ChargeId, Ordinal = Ordinal, Kind = Kind, HappenedOn = HappenedOn, Change = Change,
        OpenAfter = standing.Open, PaidAfter = standing.Paid, OverAfter = standing.Over, State = standing.State, DueOn = due,
        ExpiresFrom = ExpiresFrom, Letter = Letter, DecisionId = DecisionId, DocumentId = DocumentId, Reason = Reason, Nop = Nop,
        TaxYear = TaxYear, Cycle = Cycle, Plan = Plan, RecordedAt = RecordedAt, RecordedBy = RecordedBy, RecordedByName = RecordedByName,
    };

    public static void Map(ModelBuilder model) => model.Entity<ChargeEvent>(e =>
    {
        e.ToTable("revenue_assessment_event");
        e.HasKey(v => new { v.RegionCode, v.ChargeId, v.Ordinal });
        e.Property(v => v.Nop).HasConversion(new ValueConverter<Nop, long>(n => n.Value, n => Model.Nop.Of(n)));
        e.HasIndex(v => new { v.RegionCode, v.Nop, v.TaxYear, v.Ordinal }).HasDatabaseName("revenue_assessment_event_bill");
        e.HasIndex(v => new { v.RegionCode, v.DocumentId }).HasDatabaseName("revenue_assessment_event_document");
        e.Ignore(v => v.Terms);
        e.Ignore(v => v.PaidOfIt);
    });
}

/// <summary>What stands of a charge after its events: the state machine of an obligation, without database.</summary>
/// <param name="Open">What is open, rupiah.</param>
/// <param name="Paid">What was paid, rupiah.</param>
/// <param name="Over">What was paid too much, rupiah.</param>
/// <param name="State">How far it has come.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ChargeStanding(long Open, long Paid, long Over, ChargeState State)
{
    /// <summary>True where only a correction can change it.</summary>
    public bool IsClosed => State is ChargeState.Paid or ChargeState.Cancelled or ChargeState.WrittenOff;

    /// <summary>What a letter asks for, before anything happened. Nothing to pay is paid.</summary>
    public static ChargeStanding Issue(long amount)
    {
        Check.That(amount >= 0);
        return new(amount, 0, 0, amount == 0 ? ChargeState.Paid : ChargeState.Issued);
    }

    /// <summary>After money came: what is more than open stands with the overpayments.</summary>
    public ChargeStanding Pay(long money)
    {
        Check.That(money > 0);
        var used = Math.Min(Open, money);
        var open = Open - used;
        return new(open, checked(Paid + money), checked(Over + money - used), open > 0 ? ChargeState.PartlyPaid
            : State is ChargeState.Cancelled or ChargeState.WrittenOff ? State : ChargeState.Paid);
    }

    /// <summary>After its amount changed. A lower amount lowers what is open first; the rest was paid too much.</summary>
    /// <param name="change">The new amount less the old one.</param>
    /// <param name="amount">The new amount.</param>
    public ChargeStanding Amend(long change, long amount)
    {
        Check.That(amount >= 0 && State != ChargeState.WrittenOff);
        var (open, over) = (Open, Over);
        if (change >= 0)
        {
            // What was paid too much pays what is owed more.
            var used = Math.Min(over, change);
            (open, over) = (checked(open + change - used), over - used);
        }
        else
        {
            var less = Math.Min(open, -change);
            (open, over) = (open - less, checked(over - change - less));
        }

        var state = amount == 0 ? ChargeState.Cancelled : open == 0 ? ChargeState.Paid
            : Paid - over > 0 ? ChargeState.PartlyPaid : ChargeState.Issued;
        return new(open, Paid, over, state);
    }

    /// <summary>After it was written off.</summary>
    public ChargeStanding WriteOff()
    {
        Check.That(Open > 0);
        return this with { Open = 0, State = ChargeState.WrittenOff };
    }
}
