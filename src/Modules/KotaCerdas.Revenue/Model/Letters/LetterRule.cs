using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Model.Letters;

/// <summary>What a letter does to what is owed.</summary>
internal enum LetterEffect
{
    /// <summary>Nothing that is owed changes.</summary>
    None,

    /// <summary>A new obligation.</summary>
    Charge,

    /// <summary>Another amount of the obligation it follows: a further cycle.</summary>
    Amend,

    /// <summary>A later due day.</summary>
    Defer,

    /// <summary>What is open is no longer collected.</summary>
    WriteOff,

    /// <summary>A part of what assessments to come will ask for is forgiven.</summary>
    Relief,
}

/// <summary>A number of days, working days, months or years.</summary>
/// <param name="Count">How many; 0 or more.</param>
/// <param name="Unit"><c>days</c>, <c>working</c>, <c>months</c> or <c>years</c>.</param>
internal sealed record LetterTerm(int Count, string Unit)
{
    /// <summary>The last day of the term that begins after a day.</summary>
    public Outcome<DateOnly> After(DateOnly day, WorkingCalendar calendar) => Unit switch
    {
        "days" => day.AddDays(Count),
        "working" => calendar.Add(day, Count),
        "months" => day.AddMonths(Count),
        "years" => day.AddYears(Count),
        _ => throw new BugException($"Unknown unit {Unit}"),
    };

    /// <summary>Reads the two cells; null where the table says nothing.</summary>
    public static LetterTerm? Of(string count, string unit) =>
        count.Length == 0 ? null : new(int.Parse(count, NumberStyles.None, CultureInfo.InvariantCulture), unit);
}

/// <summary>
/// A kind of letter or decision: what it may follow, how its amount comes about, who is asked and by when, and what it does. One row of
/// <c>data/revenue/letters.csv</c>; the program knows the columns, not the letters.
/// </summary>
internal sealed record LetterRule
{
    /// <summary>Short name in data, addresses and journals: <c>skpdkb</c>.</summary>
    public required string Code { get; init; }

    public required Bilingual Title { get; init; }

    /// <summary><c>return</c>, <c>assessment</c>, <c>bill</c>, <c>collection</c> or <c>decision</c>;
    /// <c>bill-of-pbb</c> for the SPPT, which batches issue.</summary>
    public required string Group { get; init; }

    /// <summary>
    /// <c>tax</c>, <c>self</c> (taxes that are self-assessed), <c>official</c> (taxes that are not), <c>levy</c>, <c>both</c>, or the
    /// code of one kind.
    /// </summary>
    public required string Applies { get; init; }

    /// <summary>Letters it may follow; empty where it begins a chain. <c>sppt</c> stands for a PBB-P2 bill.</summary>
    public required IReadOnlyList<string> Follows { get; init; }

    /// <summary>How the amount comes about: <see cref="LetterBasis"/>.</summary>
    public required string Basis { get; init; }

    /// <summary>True where a taxpayer asks for it.</summary>
    public required bool OnRequest { get; init; }

    /// <summary>How long after the letter it follows it may be asked for, or null.</summary>
    public LetterTerm? AskWithin { get; init; }

    /// <summary>
    /// From where the time to ask runs: <c>delivered</c>, the day on which somebody took the letter, or its own day where that is not
    /// recorded; <c>issued</c>, the letter's own day; <c>period</c>, the end of the period; empty where there is no such time.
    /// </summary>
    public required string AskFrom { get; init; }

    /// <summary>True where a request counts as granted when its time to be decided is over.</summary>
    public required bool SilenceGrants { get; init; }

    /// <summary>How far that can be trusted, null where silence says nothing.</summary>
    public Confidence? SilenceConfidence { get; init; }

    /// <summary>How long after the request it must be decided, or null.</summary>
    public LetterTerm? DecideWithin { get; init; }

    /// <summary>When it is due: a term, or a parameter of the region's sanctions with its unit; empty where nothing is.</summary>
    public required string Pay { get; init; }

    /// <summary>
    /// How long what a reminder or warrant asks for may be done before the next letter of collection follows, or null: from the day on
    /// which it was taken, or its own day where that is not recorded.
    /// </summary>
    public LetterTerm? Wait { get; init; }

    /// <summary>How far that can be trusted, null where there is none.</summary>
    public Confidence? WaitConfidence { get; init; }

    public required LetterEffect Effect { get; init; }

    /// <summary>True where the right to collect begins anew.</summary>
    public required bool Interrupts { get; init; }

    /// <summary>Per cent in millionths that the basis needs, or null.</summary>
    public int? Rate { get; init; }

    /// <summary>From where the right to collect runs: <c>period</c> (its end) or <c>issued</c>; empty where it asks for nothing.</summary>
    public required string ExpiresFrom { get; init; }

    public required string Article { get; init; }

    public required Confidence Confidence { get; init; }

    /// <summary>True where it begins a chain.</summary>
    public bool IsFirst => Follows.Count == 0;

    /// <summary>The title inside a sentence: without its capital, unless it begins with an abbreviation.</summary>
    public string InSentence() => Title.In() is { Length: > 1 } title && char.IsLower(title[1])
        ? char.ToLowerInvariant(title[0]) + title[1..] : Title.In();

    /// <summary>True where it may be about a kind.</summary>
    public bool AppliesTo(RevenueKind kind) => Applies switch
    {
        "both" => kind.Group is not "sanction",
        "levy" => LetterRules.IsLevy(kind),
        "tax" => kind.Group == "tax",
        var other => kind.Group == "tax" && (kind.Assessment == other || kind.Code == other),
    };

    /// <summary>The day on which what it asks for is due, or the refusal that names the missing parameter.</summary>
    /// <param name="set">Rules of the region.</param>
    /// <param name="from">The day the term begins after.</param>
    /// <param name="calendar">Asked where the term counts working days.</param>
    public Outcome<DateOnly> DueOn(RuleSet set, DateOnly from, WorkingCalendar calendar)
    {
        var cut = Pay.IndexOf(':', StringComparison.Ordinal);
        Check.That(cut > 0);
        var (count, unit) = (Pay[..cut], Pay[(cut + 1)..]);
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            if (set.Find(RevenueKinds.Sanctions, count, from)?.Value?.Whole() is not { } value)
            {
                return set.Lacks(RevenueKinds.Sanctions, count);
            }

            number = (int)value;
        }

        return new LetterTerm(number, unit).After(from, calendar);
    }
}

/// <summary>Ways in which the amount of a letter comes about.</summary>
internal static class LetterBasis
{
    /// <summary>The kind's own rules, from facts.</summary>
    public const string Rules = "rules";

    /// <summary>The kind's rules from the facts that an audit found, less what was assessed, with the sanction of the rules.</summary>
    public const string Audit = "audit";

    /// <summary>The kind's rules from estimated facts, with the sanction ex officio.</summary>
    public const string Estimate = "estimate";

    /// <summary>As an audit, after an assessment of underpayment; the rate of the table is the surcharge.</summary>
    public const string Further = "further";

    /// <summary>Interest on what is paid late, and the fine for a late return.</summary>
    public const string Late = "late";

    /// <summary>Corrected facts; corrected amounts where the letter was not computed from facts.</summary>
    public const string Facts = "facts";

    /// <summary>Amounts that somebody decides.</summary>
    public const string Amounts = "amounts";

    /// <summary>A part of principal and sanction that is forgiven.</summary>
    public const string Share = "share";

    /// <summary>Equal parts with interest.</summary>
    public const string Plan = "plan";

    /// <summary>A later due day.</summary>
    public const string Due = "due";

    /// <summary>A share of the tax of an object that assessments of some years leave out.</summary>
    public const string Years = "years";

    /// <summary>Nothing is left.</summary>
    public const string Nil = "nil";

    /// <summary>Only where the right to collect has expired.</summary>
    public const string Expired = "expired";

    /// <summary>Only where something is overdue.</summary>
    public const string Overdue = "overdue";

    /// <summary>Nothing is computed.</summary>
    public const string Nothing = "none";

    public static IReadOnlyList<string> All { get; } =
        [Rules, Audit, Estimate, Further, Late, Facts, Amounts, Share, Years, Plan, Due, Nil, Expired, Overdue, Nothing];
}

/// <summary>How long the right to collect lasts.</summary>
/// <param name="Years">From the liability or the last interruption.</param>
/// <param name="WarnMonths">How long before its end a debt is shown as endangered.</param>
internal sealed record ExpiryRule(int Years, int WarnMonths, string Article, Confidence Confidence);

/// <summary>The closed list of letters, read once from <c>data/revenue</c>.</summary>
internal static class LetterRules
{
    /// <summary>Stands for a PBB-P2 bill in the column of what a letter follows.</summary>
    public const string Sppt = "sppt";

    private static readonly Lazy<IReadOnlyList<LetterRule>> Shipped = new(() =>
        [.. TableFile.Shipped(ShippedData.PathOf("revenue"), "letters").Select(Read)]);

    private static readonly Lazy<Dictionary<string, ExpiryRule>> Expiries = new(() => TableFile.Shipped(ShippedData.PathOf("revenue"),
        "expiry").ToDictionary(
            r => r["applies"], r => new ExpiryRule(Whole(r["years"]), Whole(r["warn_months"]), r["article"], Trust(r["confidence"])),
            StringComparer.Ordinal));

    public static IReadOnlyList<LetterRule> All => Shipped.Value;

    /// <summary>
    /// True where the right to collect a PBB-P2 bill runs from its due day, as the row of the SPPT says; else from 1 January of its year,
    /// when it became owed.
    /// </summary>
    public static bool BillExpiresFromDue => Of(Sppt).ExpiresFrom == "due";

    /// <summary>Letters that assess what an audit found to be owed more.</summary>
    public static IReadOnlySet<string> Audits { get; } = All
        .Where(l => l is { Effect: LetterEffect.Charge, Basis: LetterBasis.Audit or LetterBasis.Further }).Select(l => l.Code)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>The letter for what is found after an audit: the one that may follow its assessment.</summary>
    public static LetterRule FurtherTo(Charge audited) => All.FirstOrDefault(
        l => l.Basis == LetterBasis.Further && l.Follows.Contains(audited.FirstLetter)) ?? Of(audited.FirstLetter);

    public static LetterRule? Find(string code) => All.FirstOrDefault(l => l.Code == code);

    public static LetterRule Of(string code) => Find(code) ?? throw new BugException($"No letter {code}");

    public static bool IsLevy(RevenueKind kind) => kind.Group is "general" or "business" or "licence";

    /// <summary>How long the right to collect a kind lasts.</summary>
    public static ExpiryRule ExpiryOf(RevenueKind kind) => Expiries.Value[IsLevy(kind) ? "levy" : "tax"];

    /// <summary>The return of a kind: its own, or the one of all self-assessed taxes; null where it is not self-assessed.</summary>
    public static LetterRule? ReturnOf(RevenueKind kind) =>
        All.Where(l => l.Group == "return" && l.AppliesTo(kind)).MaxBy(l => l.Applies == kind.Code);

    /// <summary>The official assessment of a kind: SKPD of a tax, SKRD of a levy; null where it is self-assessed.</summary>
    public static LetterRule? OfficialOf(RevenueKind kind) =>
        All.FirstOrDefault(l => l is { IsFirst: true, Basis: LetterBasis.Rules, Group: "assessment" } && l.AppliesTo(kind));

    /// <summary>The decision by which somebody objects to a letter within a time, or null.</summary>
    public static LetterRule? ObjectionTo(string letter) =>
        All.FirstOrDefault(l => l is { Group: "decision", AskWithin: not null } && l.Follows.Contains(letter));

    private static LetterRule Read(TableRow r)
    {
        Check.That(LetterBasis.All.Contains(r["basis"]));
        Check.That(r["ask_from"] is "delivered" or "issued" or "period" ? r["ask_within"].Length > 0 : r["ask_within"].Length == 0);
        Check.That(r["silence"] is "grants" || r["silence"].Length == 0);
        return new()
        {
            Code = r["code"],
            Title = new(r["name_id"], r["name_en"]),
            Group = r["group"],
            Applies = r["applies"],
            Follows = r["follows"].Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Basis = r["basis"],
            OnRequest = r["request"] == "yes",
            AskWithin = LetterTerm.Of(r["ask_within"], r["ask_unit"]),
            AskFrom = r["ask_from"],
            DecideWithin = LetterTerm.Of(r["decide_within"], r["decide_unit"]),
            SilenceGrants = r["silence"].Length > 0,
            SilenceConfidence = r.Optional("silence_confidence") is { } silence ? Trust(silence) : null,
            Pay = r["pay"],
            Wait = r.Optional("wait") is { } wait && wait.Split(':') is [var count, var unit] ? LetterTerm.Of(count, unit) : null,
            WaitConfidence = r.Optional("wait_confidence") is { } trusted ? Trust(trusted) : null,
            Effect = Enum.Parse<LetterEffect>(r["effect"], ignoreCase: true),
            Interrupts = r["interrupts"] == "yes",
            Rate = r.Optional("rate") is { } rate ? Whole(rate) * 10_000 : null,
            ExpiresFrom = r["expires_from"],
            Article = r["article"],
            Confidence = Trust(r["confidence"]),
        };
    }

    private static int Whole(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static Confidence Trust(string text) => Enum.Parse<Confidence>(text, ignoreCase: true);
}
