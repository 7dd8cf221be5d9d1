using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>What a letter is about: who and what, which period.</summary>
/// <param name="Kind">The tax or levy.</param>
/// <param name="Taxpayer">Who owes it.</param>
/// <param name="Object">The object, null for a deed.</param>
/// <param name="Subject">Subject of journals.</param>
/// <param name="From">First day of the period.</param>
/// <param name="To">Last day of the period.</param>
internal sealed record ChargeTopic(
    RevenueKind Kind, Taxpayer Taxpayer, KindObject? Object, string Subject, DateOnly From, DateOnly To)
{
    /// <summary>The period of journals and references.</summary>
    public int LedgerPeriod => (To.Year * 100) + To.Month;

    public static ChargeTopic Of(ChargeFileOf file, KindObject? thing) =>
        new(file.Kind, file.Taxpayer, thing, file.Current.Subject, file.Current.PeriodFrom, file.Current.PeriodTo);
}

/// <summary>How an amount came about.</summary>
/// <param name="Set">The rules.</param>
/// <param name="Facts">What they were given.</param>
/// <param name="Computations">Every computation, in order; their steps are the trace.</param>
/// <param name="Parts">What came out.</param>
internal sealed record ChargeResult(
    RuleSet Set, IReadOnlyDictionary<string, string> Facts, IReadOnlyList<Computation> Computations, ChargeParts Parts)
{
    /// <summary>
    /// Figures that no formula of the rules gives, such as interest: a name of a text and rupiah. They stand after the kind's own
    /// computation and before that of a sanction.
    /// </summary>
    public IReadOnlyList<TraceStep> More { get; init; } = [];

    /// <summary>The next cycle of a PBB-P2 bill, null for anything else.</summary>
    public NextBill? Bill { get; init; }

    /// <summary>Computations of the kind itself.</summary>
    public IEnumerable<Computation> Own => Computations.Take(1);

    /// <summary>Computations of sanctions.</summary>
    public IEnumerable<Computation> Sanctions => Computations.Skip(1);

    public string Trace =>
        ChargeTrace.Write([.. Own.SelectMany(ChargeTrace.Of), .. More, .. Sanctions.SelectMany(ChargeTrace.Of)]);
}

/// <summary>What a reminder or a warrant asks for.</summary>
/// <param name="Since">The day after which it was late.</param>
/// <param name="Interest">Interest until the day of the letter that no bill asked for yet; null where no rule says how much.</param>
/// <param name="PayBy">The last day before the next letter follows, null where the table gives no time.</param>
/// <param name="Next">The letter that follows, null where the table has none for the kind.</param>
internal sealed record ReminderClaim(DateOnly? Since, long? Interest, DateOnly? PayBy, LetterRule? Next);

/// <summary>A letter that is to be issued.</summary>
internal sealed record ChargeDraft
{
    public required LetterRule Letter { get; init; }

    public required ChargeTopic Topic { get; init; }

    public required ChargeResult Result { get; init; }

    /// <summary>What it is about, once in a region.</summary>
    public required string Reference { get; init; }

    public required DateOnly IssuedOn { get; init; }

    public DateOnly? DueOn { get; init; }

    /// <summary>The instant up to which facts counted.</summary>
    public DateTime KnownAt { get; init; }

    /// <summary>Terms of a consent to pay later, or null.</summary>
    public DueTerms? Terms { get; init; }

    /// <summary>What a reminder or a warrant asks for, null for other letters.</summary>
    public ReminderClaim? Claim { get; init; }

    /// <summary>The objection that may be raised to it with its terms of the day, null where that is as it ships.</summary>
    public LetterRule? Objection { get; init; }

    public DateOnly? FiledOn { get; init; }

    public DateOnly? FileDueOn { get; init; }

    public ChargeId? Follows { get; init; }

    /// <summary>What it decides on or comes after, as that stood before; null where it begins a chain.</summary>
    public ChargeFileOf? Before { get; init; }

    public string Channel { get; init; } = ReturnChannel.Office;

    public string Reason { get; init; } = string.Empty;

    /// <summary>How a proposal ended; a letter that nobody asked for is granted.</summary>
    public DecisionResult Outcome { get; init; }

    /// <summary>The time in which nobody decided what it grants, null where somebody decided.</summary>
    public LegalClock? Silence { get; init; }

    /// <summary>The decision it comes of, or null.</summary>
    public Guid? DecisionId { get; init; }

    public IReadOnlyList<StoredFile> Files { get; init; } = [];
}
