using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>A clause as both parties see it: the wording that stands, and the one that waits for an answer.</summary>
/// <param name="InForce">The wording both agree to; null for a new clause that nobody has accepted.</param>
/// <param name="Proposed">The wording that waits, or null.</param>
/// <param name="Versions">All wordings, oldest first.</param>
internal sealed record ClauseView(string Code, ClauseVersion? InForce, ClauseVersion? Proposed, IReadOnlyList<ClauseVersion> Versions)
{
    public ClauseVersion Shown => InForce ?? Versions[^1];

    public bool Open => Proposed is not null;

    /// <summary>The clauses in the order of the text.</summary>
    public static IReadOnlyList<ClauseView> Of(IEnumerable<ClauseVersion> versions) =>
    [
        .. versions.GroupBy(v => v.Clause).Select(g => g.OrderBy(v => v.Number).ToList())
            .Select(all => new ClauseView(
                all[0].Clause, all.FindLast(v => v.State == ClauseState.Accepted), all.Find(v => v.State == ClauseState.Proposed), all))
            .OrderBy(c => c.Versions[0].Position),
    ];
}

/// <summary>The whole text of an agreement in Indonesian, the language of the document, and its hash.</summary>
internal sealed class AgreementText(Texts texts)
{
    private static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id");

    /// <summary>Lines end with a line feed; the same parts always give the same text.</summary>
    public string Compose(AgreementFile file, IReadOnlyList<ClauseView> clauses, IEnumerable<Obligation> obligations)
    {
        var agreement = file.Agreement;
        var text = new StringBuilder().Append(agreement.Title).Append("\n\n");
        foreach (var party in file.Parties)
        {
            text.Append(Say("Movement.Agreement.TextParty", party.Number, party.Name, party.SignatoryOffice)).Append('\n');
        }

        foreach (var (index, clause) in clauses.Where(c => c.InForce is not null).Index())
        {
            text.Append('\n').Append(Say("Movement.Agreement.TextArticle", index + 1, clause.InForce!.Heading)).Append('\n')
                .Append(clause.InForce.Body.Replace("\r\n", "\n", StringComparison.Ordinal)).Append('\n');
        }

        var first = obligations.Where(o => o.Occurrence == 1).OrderBy(o => o.Party).ThenBy(o => o.Code, StringComparer.Ordinal).ToList();
        if (first.Count > 0)
        {
            text.Append('\n').Append(Say("Movement.Agreement.TextObligations")).Append('\n');
        }

        foreach (var obligation in first)
        {
            text.Append(Say("Movement.Agreement.TextObligation", obligation.Party, obligation.Title, obligation.Owner,
                Due(obligation, Indonesian)))
                .Append('\n');
        }

        var term = agreement.ParentLink == AgreementLink.Addendum
            ? Say("Movement.Agreement.TextTermOfParent")
            : Say("Movement.Agreement.TextTerm", agreement.DurationMonths, agreement.Renewal);
        return text.Append('\n').Append(term).Append('\n').ToString();
    }

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The due rule in words.</summary>
    public string Due(Obligation obligation, CultureInfo language) => obligation.DueKind switch
    {
        DueKind.MonthsAfterSignature => texts.Get("Movement.Obligation.RuleMonths", language, obligation.DueDays),
        DueKind.FixedDate => texts.Get("Movement.Obligation.RuleDate", language, obligation.DueDate!.Value),
        DueKind.Yearly => texts.Get("Movement.Obligation.RuleYearly", language),
        _ => obligation.DueUnit == DayUnit.WorkingDay
            ? texts.Get("Movement.Obligation.RuleWorking", language, obligation.DueDays)
            : texts.Get("Movement.Obligation.RuleCalendar", language, obligation.DueDays),
    };

    private string Say(string key, params object[] args) => texts.Get(key, Indonesian, args);
}
