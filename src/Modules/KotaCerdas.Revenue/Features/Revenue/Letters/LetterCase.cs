using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>A letter that may follow, with everything it is computed from.</summary>
internal sealed record LetterCase
{
    public required LetterRule Letter { get; init; }

    public required ChargeTopic Topic { get; init; }

    /// <summary>The charge it follows, null where it begins a chain.</summary>
    public ChargeFileOf? Parent { get; init; }

    /// <summary>The charge that the parent follows, or null.</summary>
    public ChargeFileOf? Grandparent { get; init; }

    /// <summary>What was issued after the parent.</summary>
    public IReadOnlyList<Charge> Followers { get; init; } = [];

    /// <summary>
    /// What audits of the same return or assessment have assessed and what stands of it: the cycles that count, the earliest first. What
    /// was cancelled is not among it.
    /// </summary>
    public IReadOnlyList<Charge> Audited { get; init; } = [];

    /// <summary>When letters that ask for something to be done first were taken, where that is recorded.</summary>
    public IReadOnlyDictionary<DocumentId, DateOnly> TakenOn { get; init; } = new Dictionary<DocumentId, DateOnly>();

    /// <summary>What stands of the object and period of a charge that was cancelled, beside it; null where nothing does.</summary>
    public Charge? Beside { get; init; }

    /// <summary>What bills of sanctions ask for of the parent already.</summary>
    public BilledSanctions Billed { get; init; }

    /// <summary>The request, or null.</summary>
    public LetterRequest? Request { get; init; }

    /// <summary>Rules in force today, for sanctions and terms.</summary>
    public required RuleSet Today { get; init; }

    /// <summary>Rules that the amount of the kind comes from.</summary>
    public required RuleSet Set { get; init; }

    /// <summary>The object of a PBB-P2 bill as it is registered now, where the letter corrects its facts; null where it is gone.</summary>
    public ObjectLine? Registered { get; init; }

    /// <summary>The PBB-P2 object that a reduction of years is about, or null.</summary>
    public ReductionCase? Relief { get; init; }

    /// <summary>True where a PBB-P2 bill is followed.</summary>
    public bool OfBill => Parent?.Bill is not null;

    public required WorkingCalendar Calendar { get; init; }

    public required DateOnly On { get; init; }

    /// <summary>The instant up to which facts count.</summary>
    public required DateTime KnownAt { get; init; }

    /// <summary>True where the amount comes from facts of the kind.</summary>
    public bool FromFacts => Letter.Basis is LetterBasis.Rules or LetterBasis.Audit or LetterBasis.Estimate or LetterBasis.Further
        || (Letter.Basis == LetterBasis.Facts && Parent is { } parent && parent.Letter.Basis == LetterBasis.Rules);

    /// <summary>
    /// Names of what is asked for where it is not facts of the kind. A PBB-P2 bill has no sanctions of its own, and is corrected by the
    /// register of objects.
    /// </summary>
    public IReadOnlyList<string> Asked => FromFacts ? [] : Letter.Basis switch
    {
        LetterBasis.Facts when OfBill => [],
        LetterBasis.Amounts when OfBill => [BillChange.Principal],
        LetterBasis.Share when OfBill => [BillChange.PrincipalShare],
        LetterBasis.Facts or LetterBasis.Amounts => ["principal", "sanction"],
        LetterBasis.Share => ["principal_share", "sanction_share"],
        LetterBasis.Years => ReductionCase.Asked,
        LetterBasis.Plan => ["count"],
        LetterBasis.Due => ["due"],
        _ => [],
    };

    /// <summary>True where it cannot be computed without figures that somebody says.</summary>
    public bool NeedsValues => FromFacts || Asked.Count > 0;

    /// <summary>The day whose rules the kind is computed by: the end of the period, or today where it has not ended.</summary>
    public DateOnly RuleDay => Topic.To < On ? Topic.To : On;
}

/// <summary>An object whose tax is to be reduced before it is assessed.</summary>
/// <param name="Nop">The object.</param>
/// <param name="Billed">Years of which it has a bill.</param>
/// <param name="Granted">What was granted before.</param>
internal sealed record ReductionCase(Nop Nop, IReadOnlyList<int> Billed, IReadOnlyList<Reduction> Granted)
{
    public const string Object = "nop";
    public const string First = "first_year";
    public const string Last = "last_year";

    public static IReadOnlyList<string> Asked { get; } = [BillChange.PrincipalShare, First, Last];
}

/// <summary>Why a letter cannot follow now.</summary>
internal static class LetterOrder
{
    /// <summary>The first thing that keeps a letter from following, or null.</summary>
    public static Problem? Refuse(LetterCase at)
    {
        var letter = at.Letter;
        if (!letter.AppliesTo(at.Topic.Kind))
        {
            return new("Revenue.Letter.NotForKind", null, letter.Title.In(), at.Topic.Kind.Title.In());
        }

        if (at.Parent is not { } parent)
        {
            return letter.IsFirst ? null : new("Revenue.Letter.NeedsParent", null, letter.Title.In());
        }

        if (letter.IsFirst || (!letter.Follows.Contains(parent.Letter.Code) && !parent.Events.Any(e => letter.Follows.Contains(e.Letter))))
        {
            return new("Revenue.Letter.NotAfter", null, letter.Title.In(), parent.Letter.Title.In());
        }

        if (parent.IsLegacy && letter.Effect is LetterEffect.Amend or LetterEffect.Defer)
        {
            return new("Revenue.Letter.NotForLegacy", null, letter.Title.In());
        }

        if (parent.Bill is { Dispatch: null } && letter.Basis is not (LetterBasis.Facts or LetterBasis.Share or LetterBasis.Nil))
        {
            return new("Revenue.Letter.NotSent", null, parent.Current.Number);
        }

        if (parent.Standing.State == ChargeState.WrittenOff)
        {
            return new("Revenue.Charge.WrittenOff", null, parent.Current.Number);
        }

        return Untimely(at, parent) ?? Superseded(at, parent);
    }

    /// <summary>Why there is nothing to collect by it, or not on this day.</summary>
    private static Problem? Untimely(LetterCase at, ChargeFileOf parent)
    {
        var letter = at.Letter;
        var opens = letter.Basis is LetterBasis.Late or LetterBasis.Plan or LetterBasis.Due or LetterBasis.Expired or LetterBasis.Overdue
            || letter.Group == "collection";
        if (opens && parent.Standing.Open == 0 && !(letter.Basis == LetterBasis.Late && parent.Current.FiledOn is not null))
        {
            return new("Revenue.Letter.NothingOpen", null, parent.Current.Number);
        }

        if (at.On > parent.ExpiresOn && (letter.Interrupts || letter.Basis == LetterBasis.Late))
        {
            return new("Revenue.Letter.Expired", null, parent.Current.Number, parent.ExpiresOn, letter.Title.In());
        }

        if (letter.Basis == LetterBasis.Overdue && !parent.IsOverdue(at.On))
        {
            return new("Revenue.Letter.NotOverdue", null, parent.Current.Number);
        }

        return letter.Basis == LetterBasis.Expired && at.On <= parent.ExpiresOn
            ? new("Revenue.Letter.NotExpired", null, parent.Current.Number, parent.ExpiresOn) : Waiting(at, parent);
    }

    /// <summary>Why other letters leave no room for it.</summary>
    private static Problem? Superseded(LetterCase at, ChargeFileOf parent)
    {
        var letter = at.Letter;
        if (letter.Basis == LetterBasis.Audit && at.Audited is [var audited, ..])
        {
            return new(
                "Revenue.Letter.AuditedBefore", null, parent.Current.Number, audited.Number, LetterRules.FurtherTo(audited).Title.In());
        }

        // Who is not content with what was decided goes to the tax court (banding), not to the same office again.
        if (Heard(letter, parent) is { } heard)
        {
            return HeardBefore(letter, heard);
        }

        if (letter.Basis == LetterBasis.Facts && at.Beside is { } beside)
        {
            return ObjectPeriods.Assessed("Revenue.Letter.AssessedPeriod", beside);
        }

        // A cancellation that was wrong itself is taken back by a correction.
        var again = letter.Basis == LetterBasis.Audit || (letter.Basis == LetterBasis.Facts && parent.IsCancelled);
        return letter.Effect == LetterEffect.Amend && !again && parent.Current.Amount == 0
            ? new("Revenue.Letter.NothingOwed", null, parent.Current.Number) : null;
    }

    /// <summary>The letter it follows gives time to do what it asks for; until then nothing follows it.</summary>
    private static Problem? Waiting(LetterCase at, ChargeFileOf parent)
    {
        if (parent.Events.LastOrDefault(e => at.Letter.Follows.Contains(e.Letter) && LetterRules.Find(e.Letter)?.Wait is not null)
            is not { Letter: var code } asked || LetterRules.Of(code).Under(at.Today, asked.HappenedOn) is not { Wait: { } wait } before)
        {
            return null;
        }

        var since = asked.DocumentId is { } paper && at.TakenOn.TryGetValue(paper, out var taken) ? taken : asked.HappenedOn;
        var until = wait.After(since, at.Calendar);
        return until.Failed ? until.Problem : at.On <= until.Value
            ? new("Revenue.Letter.TooSoon", null, at.Letter.Title.In(), before.InSentence(), since, until.Value) : null;
    }

    private static Problem HeardBefore(LetterRule letter, ChargeEvent heard) =>
        new("Revenue.Letter.HeardBefore", null, letter.Title.In(), heard.HappenedOn);

    /// <summary>When an objection to the charge was decided already, or null.</summary>
    private static ChargeEvent? Heard(LetterRule letter, ChargeFileOf parent) =>
        letter.Basis == LetterBasis.Amounts ? parent.Events.FirstOrDefault(e => e.Letter == letter.Code) : null;

    /// <summary>
    /// The time in which a letter may be asked for; null where there is none, where it was decided already, or where it has not begun
    /// because the office itself recorded that nobody took the letter.
    /// </summary>
    public static Outcome<LegalClock>? AskClock(LetterRule letter, ChargeFileOf parent, WorkingCalendar calendar)
    {
        if (letter.AskWithin is not { } term || (letter.AskFrom == "delivered" && parent.Arrival.Missed)
            || Heard(letter, parent) is not null)
        {
            return null;
        }

        var from = letter.AskFrom switch
        {
            "period" => parent.Current.PeriodTo,
            "delivered" => parent.ArrivedOn ?? parent.Current.IssuedOn,
            _ => parent.Current.IssuedOn,
        };
        var last = term.After(from, calendar);
        return last.Failed ? last.Problem : new LegalClock(from, last.Value);
    }

    /// <summary>Why it was asked for too late, or null.</summary>
    public static Problem? RefuseRequest(LetterRule letter, ChargeFileOf parent, DateOnly receivedOn, WorkingCalendar calendar)
    {
        if (Heard(letter, parent) is { } heard)
        {
            return HeardBefore(letter, heard);
        }

        if (AskClock(letter, parent, calendar) is not { } clock)
        {
            return null;
        }

        if (clock.Failed || receivedOn <= clock.Value.Due)
        {
            return clock.Failed ? clock.Problem : null;
        }

        var taken = letter.AskFrom == "delivered" && parent.ArrivedOn is not null;
        return new(
            taken ? "Revenue.Letter.AskedLateTaken" : "Revenue.Letter.AskedLate", "ReceivedOn", letter.Title.In(), clock.Value.Due,
            clock.Value.Start, letter.Article);
    }
}
