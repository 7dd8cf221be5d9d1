using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Books;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>What fills the templates of letters. Letters are Indonesian, whoever issues them.</summary>
internal sealed class LetterText(Texts texts, DocumentTemplates templates)
{
    /// <summary>What letters about a charge have as their subject.</summary>
    public const string ChargeSubject = "revenue.charge";

    /// <summary>The letter of a charge: what it is about, how its amount came about, by when it is to be paid.</summary>
    public DocumentRequest Of(Region region, ChargeDraft draft, ChargeId id, PaperSetting? setting) =>
        InIndonesian(() => Request(region, draft, id, d => Signed(Amounts(draft)(d), draft, setting)));

    /// <summary>The letter that changes no amount of a charge. A reminder says where one pays, if that is known.</summary>
    public DocumentRequest Of(Region region, ChargeDraft draft, ChargeFileOf of, PaperSetting? setting) =>
        InIndonesian(() => Request(region, draft, of.Id, d => Signed(Claimed(d, draft, of, setting), draft, setting)));

    private DocumentData Claimed(DocumentData data, ChargeDraft draft, ChargeFileOf of, PaperSetting? setting)
    {
        List<DocumentData> rows = [Amount(texts["Revenue.LetterText.Open", of.Current.Number], of.Standing.Open)];
        if (draft.Claim is not { } claim)
        {
            return data.List("amounts", rows);
        }

        if (claim.Interest is { } interest)
        {
            rows.Add(Amount(texts["Revenue.LetterText.InterestUntil", draft.IssuedOn], interest));
        }

        data.List("amounts", rows).Money("total", checked(of.Standing.Open + (claim.Interest ?? 0)));
        if (draft.Letter.Wait is { } wait)
        {
            data.Text("term", $"{Formats.Number(wait.Count)} {texts["Revenue.Term." + wait.Unit]}");
        }

        data.TextOrNone("next", claim.Next is { } next ? texts["Revenue.LetterText.Next", next.InSentence(), next.Article] : string.Empty);
        if (setting?.Places is { Count: > 0 } places)
        {
            data.List("places", places.Select(p => new DocumentData().Text("text", p)));
        }

        return data;
    }

    /// <summary>Adds who signs, as far as the form of the day says it: forms of earlier days do not.</summary>
    private DocumentData Signed(DocumentData data, ChargeDraft draft, PaperSetting? setting)
    {
        var form = templates.For(draft.Letter.Code, draft.IssuedOn);
        if (setting is null || form.Failed)
        {
            return data;
        }

        foreach (var (name, text) in new[]
        {
            ("signPlace", setting.Place), ("signTitle", setting.SignatoryTitle), ("signName", setting.SignatoryName),
            ("signNumber", setting.SignatoryNumber),
        })
        {
            data = form.Value.Fields.Any(f => f.Name == name) ? data.TextOrNone(name, text) : data;
        }

        return data;
    }

    /// <summary>The decision that reduces assessments to come; it asks for nothing.</summary>
    public DocumentRequest OfReduction(Region region, ChargeDraft draft, PaperSetting? setting) => InIndonesian(() => Request(
        region, draft, new Subject(region.Code, "revenue.object", draft.Topic.Subject), d => Signed(d, draft, setting)));

    private DocumentRequest Request(Region region, ChargeDraft draft, ChargeId id, Func<DocumentData, DocumentData> amounts) =>
        Request(region, draft, new Subject(region.Code, ChargeSubject, id.ToString()), amounts);

    private DocumentRequest Request(Region region, ChargeDraft draft, Subject about, Func<DocumentData, DocumentData> amounts)
    {
        var (topic, letter) = (draft.Topic, draft.Letter);
        var steps = Steps(draft.Result).ToList();
        var data = new DocumentData()
            .Text("government", texts["Revenue.LetterText.Government", region.Name])
            .Text("office", texts["Revenue.LetterText.Office"])
            .Text("recipient", topic.Taxpayer.Name)
            .TextOrNone("npwpd", topic.Taxpayer.Npwpd)
            .Text("address", AddressOf(topic))
            .List("facts", FactRows(draft).Select(f => new DocumentData().Text("label", f.Name).Text("text", f.Value)))
            .Text("opening", Opening(draft))
            .TextOrNone("reason", draft.Reason)
            .List("notes", Notes(draft).Select(n => new DocumentData().Text("text", n)));
        if (steps.Count > 0)
        {
            data.List("steps", steps);
        }

        amounts(data);
        if ((draft.DueOn ?? draft.Terms?.Until ?? draft.Claim?.PayBy) is { } due
            && (draft.Letter.Effect != LetterEffect.Amend || draft.Letter.Pay.Length > 0))
        {
            data.Date("dueOn", due);
        }

        var title = texts[
            "Revenue.LetterText.Title", topic.Kind.Title.In(), LedgerWords.Subject(topic.Subject), PeriodOf(topic.From, topic.To)];
        return new(region.Code, letter.Code, about, title, data, [])
        {
            DatedOn = draft.IssuedOn,

            // What sample rules give is a sample, and says so on every page.
            Generated = draft.Result.Set.Head.Placeholder,
        };
    }

    /// <summary>A month by its name, other periods by their first and last day.</summary>
    public static string PeriodOf(DateOnly from, DateOnly to)
    {
        if (from == to)
        {
            return Formats.Date(from);
        }

        var (first, last) = (from.Day == 1, to.AddDays(1).Day == 1);
        return first && last && from.Month == to.Month && from.Year == to.Year ? Formats.Date(from)[(Formats.Date(from).IndexOf(' ') + 1)..]
            : $"{Formats.Date(from)} – {Formats.Date(to)}";
    }

    private string Opening(ChargeDraft draft)
    {
        var (topic, letter, period) = (draft.Topic, draft.Letter, PeriodOf(draft.Topic.From, draft.Topic.To));
        return draft.Silence is { } silence
            ? texts["Revenue.LetterText.OpeningDeemed", letter.InSentence(), topic.Kind.Title.In(), period, silence.Start, silence.Due,
                letter.Article]
            : texts[
                draft.Outcome switch
                {
                    DecisionResult.Granted when letter.OnRequest => "Revenue.LetterText.OpeningGranted",
                    DecisionResult.Refused => "Revenue.LetterText.OpeningRefused",
                    _ => "Revenue.LetterText.Opening",
                }, letter.InSentence(), topic.Kind.Title.In(), period];
    }

    private string AddressOf(ChargeTopic topic) =>
        string.Join(", ", new[] { topic.Taxpayer.Address, topic.Taxpayer.Place }.Where(p => p.Length > 0)) is { Length: > 0 } address
            ? address : texts["Revenue.LetterText.NoAddress"];

    private Func<DocumentData, DocumentData> Amounts(ChargeDraft draft) => data =>
    {
        var parts = draft.Result.Parts;
        var rows = new List<DocumentData> { Amount(texts["Revenue.LetterText.Principal"], parts.Principal) };
        if (parts.Sanction > 0)
        {
            rows.Add(Amount(texts["Revenue.LetterText.Sanction"], parts.Sanction));
        }

        if (parts.Province > 0)
        {
            rows.Add(Amount(texts["Revenue.LetterText.Province"], parts.Province));
        }

        data.List("amounts", rows).Money("total", parts.Total);
        return draft.Result.More.FirstOrDefault(s => s.Name == LetterAmounts.Overpaid) is { } over
            ? data.Money("overpaid", long.Parse(over.Value, CultureInfo.InvariantCulture)) : data;
    };

    private static DocumentData Amount(string label, long amount) => new DocumentData().Text("label", label).Money("amount", amount);

    private IEnumerable<(string Name, string Value)> FactRows(ChargeDraft draft)
    {
        yield return (texts["Revenue.LetterText.Kind"], draft.Topic.Kind.Title.In());
        yield return (texts["Revenue.LetterText.Subject"], LedgerWords.Subject(draft.Topic.Subject));
        if (draft.Topic.Object is { } thing)
        {
            yield return (texts["Revenue.LetterText.ObjectName"], thing.Name);
            yield return (texts["Revenue.LetterText.ObjectAddress"], thing.Address);
        }

        yield return (texts["Revenue.LetterText.Period"], PeriodOf(draft.Topic.From, draft.Topic.To));
        foreach (var fact in Before(draft))
        {
            yield return fact;
        }

        if (draft.Claim is { Since: { } since })
        {
            yield return (texts["Revenue.LetterText.DueOn"], Formats.Date(since));
        }

        if (draft.FiledOn is { } filed)
        {
            yield return (texts["Revenue.LetterText.FiledOn"], Formats.Date(filed));
        }

        if (draft.Letter.Basis == LetterBasis.Years)
        {
            yield return (texts["Revenue.LetterField.principal_share"], draft.Result.Facts[BillChange.PrincipalShare] + " %");
            yield break;
        }

        var rules = KindRules.Of(draft.Result.Set, draft.Topic.Kind.Code, draft.Topic.To, estimate: true);
        foreach (var fact in Levies.FactFields.Words(rules.Failed ? null : rules.Value, draft.Result.Facts, texts))
        {
            yield return fact;
        }
    }

    /// <summary>Which letter it decides on or follows, and what that asked for where it asks for something else now.</summary>
    private IEnumerable<(string Name, string Value)> Before(ChargeDraft draft)
    {
        if (draft.Before is not { } before)
        {
            yield break;
        }

        var title = before.Letter.Title.In();
        // The number of a bill is its object and year; when one of the system before went out may not be known.
        yield return (texts["Revenue.LetterText.Before"], before.Id.Bill is not null ? $"{title} {before.Number}"
            : texts["Revenue.LetterText.BeforeOn", title, before.Number, before.Cycles[0].IssuedOn]);
        if (draft.Letter.Effect == LetterEffect.Amend)
        {
            var parts = before.Current.Parts;
            yield return (texts["Revenue.LetterText.Was"], parts.Sanction > 0
                ? texts["Revenue.LetterText.WasBoth", Formats.Money(parts.Principal), Formats.Money(parts.Sanction)]
                : Formats.Money(parts.Principal));
        }
    }

    private IEnumerable<DocumentData> Steps(ChargeResult result) =>
    [
        .. result.Own.SelectMany(Steps),
        .. result.More.Select(s => new DocumentData().Text("step", ChargeSteps.Name(s, texts)).Text("result", ChargeSteps.Value(s))
            .Text("source", s.Kind)),
        .. result.Sanctions.SelectMany(Steps),
    ];

    private IEnumerable<DocumentData> Steps(Computation computation) => computation.Steps.Select(s => new DocumentData()
        .Text("step", s.Rule.Title.In()).Text("result", RuleText.Show(s.Value, s.Rule.Unit, texts))
        .Text("source", s.Rule.Citation.Article));

    private IEnumerable<string> Notes(ChargeDraft draft)
    {
        yield return texts["Revenue.LetterText.Basis", draft.Letter.Article];
        yield return texts["Revenue.LetterText.Rules", draft.Result.Set.Head.Instrument];
        if (draft.Claim is { } claim)
        {
            yield return texts[claim.Interest is null ? "Revenue.LetterText.InterestUnknown" : "Revenue.LetterText.InterestGrows"];
        }

        if (draft.Letter.Group is "assessment" or "bill"
            && (draft.Objection ?? LetterRules.ObjectionTo(draft.Letter.Code)) is { } objection)
        {
            yield return texts[
                objection.AskFrom == "delivered" ? "Revenue.LetterText.ObjectionTaken" : "Revenue.LetterText.Objection",
                objection.AskWithin!.Count, texts["Revenue.Term." + objection.AskWithin.Unit]];
        }
    }

    private static T InIndonesian<T>(Func<T> make)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = Languages.Indonesian;
        try
        {
            return make();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
