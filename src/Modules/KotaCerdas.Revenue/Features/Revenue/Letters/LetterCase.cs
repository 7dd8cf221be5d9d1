using KotaCerdas.Platform;
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

    /// <summary>The request, or null.</summary>
    public LetterRequest? Request { get; init; }

    /// <summary>Rules in force today, for sanctions and terms.</summary>
    public required RuleSet Today { get; init; }

    /// <summary>Rules that the amount of the kind comes from.</summary>
    public required RuleSet Set { get; init; }

    public required WorkingCalendar Calendar { get; init; }

    public required DateOnly On { get; init; }

    /// <summary>True where the amount comes from facts of the kind.</summary>
    public bool FromFacts => Letter.Basis is LetterBasis.Rules or LetterBasis.Audit or LetterBasis.Estimate or LetterBasis.Further
        || (Letter.Basis == LetterBasis.Facts && Parent is { } parent && parent.Letter.Basis == LetterBasis.Rules);

    /// <summary>Names of what is asked for where it is not facts of the kind.</summary>
    public IReadOnlyList<string> Asked => FromFacts ? [] : Letter.Basis switch
    {
        LetterBasis.Facts or LetterBasis.Amounts => ["principal", "sanction"],
        LetterBasis.Share => ["principal_share", "sanction_share"],
        LetterBasis.Plan => ["count"],
        LetterBasis.Due => ["due"],
        _ => [],
    };

    /// <summary>The day whose rules the kind is computed by: the end of the period, or today where it has not ended.</summary>
    public DateOnly RuleDay => Topic.To < On ? Topic.To : On;
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

        if (parent.Id.Bill is not null && letter.Effect is not (LetterEffect.None or LetterEffect.Charge))
        {
            return new("Revenue.Letter.NotForBills", null, letter.Title.In());
        }

        if (parent.Standing.State == ChargeState.WrittenOff)
        {
            return new("Revenue.Charge.WrittenOff", null, parent.Current.Number);
        }

        var opens = letter.Basis is LetterBasis.Late or LetterBasis.Plan or LetterBasis.Due or LetterBasis.Expired or LetterBasis.Overdue
            || letter.Group == "collection";
        if (opens && parent.Standing.Open == 0 && !(letter.Basis == LetterBasis.Late && parent.Current.FiledOn is not null))
        {
            return new("Revenue.Letter.NothingOpen", null, parent.Current.Number);
        }

        if (letter.Basis == LetterBasis.Overdue && !parent.IsOverdue(at.On))
        {
            return new("Revenue.Letter.NotOverdue", null, parent.Current.Number);
        }

        if (letter.Basis == LetterBasis.Expired && at.On <= parent.ExpiresOn)
        {
            return new("Revenue.Letter.NotExpired", null, parent.Current.Number, parent.ExpiresOn);
        }

        return letter.Effect == LetterEffect.Amend && letter.Basis != LetterBasis.Audit && parent.Current.Amount == 0
            ? new("Revenue.Letter.NothingOwed", null, parent.Current.Number) : null;
    }

    /// <summary>Why it was asked for too late, or null.</summary>
    public static Problem? RefuseRequest(LetterRule letter, ChargeFileOf parent, DateOnly receivedOn, WorkingCalendar calendar)
    {
        if (letter.AskWithin is not { } term)
        {
            return null;
        }

        var last = term.After(parent.Current.IssuedOn, calendar);
        return last.Failed ? last.Problem
            : receivedOn > last.Value ? new("Revenue.Letter.AskedLate", "ReceivedOn", letter.Title.In(), last.Value) : null;
    }
}
