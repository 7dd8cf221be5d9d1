using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>The fields of an object without a number that no other visit has: where it is, and whose.</summary>
/// <param name="visit">The fields of every visit.</param>
/// <param name="villages">The kelurahan of the region.</param>
/// <param name="t">Texts.</param>
internal sealed class FindFields(SurveyFields visit, IReadOnlyList<VillageRow> villages, Texts t)
{
    private const int Short = 4;
    private const int Wide = 30;

    /// <summary>Kelurahan by the ten digits of the office.</summary>
    public IReadOnlyList<Choice> Villages => [.. villages.Select(v => new Choice(Plain(v.TaxCode), NameOf(v)))];

    public static IReadOnlyList<Choice> Kinds(Texts t) =>
        [.. Enum.GetValues<TaxpayerKind>().Select(k => new Choice(k.ToString(), t[$"Revenue.TaxpayerKind.{k}"]))];

    /// <summary>Where it is.</summary>
    public IEnumerable<IHtmlContent> Place =>
    [
        visit.Choose("village", visit.LabelOf("village"), Villages),
        visit.Text("block", visit.LabelOf("block"), Short, hint: t["Revenue.Find.BlockHint"]),
    ];

    /// <summary>Whose it seems to be.</summary>
    public IEnumerable<IHtmlContent> Owner =>
    [
        visit.Text("owner", visit.LabelOf("owner"), Wide, hint: t["Revenue.Find.OwnerHint"]),
        visit.Choose("owner_kind", visit.LabelOf("owner_kind"), Kinds(t)),
        visit.Text("owner_address", visit.LabelOf("owner_address"), null),
        visit.Text("owner_npwpd", visit.LabelOf("owner_npwpd"), Wide),
    ];

    /// <summary>The zone that the land lies in, as far as the surveyor knows.</summary>
    public IHtmlContent Zone => visit.Text("land_zone", visit.LabelOf("land_zone"), Short, hint: t["Revenue.Find.ZoneHint"]);

    /// <summary>All that was said, as people read it, in the order of the form.</summary>
    public IEnumerable<Fact> Summary(IReadOnlyDictionary<string, string> facts)
    {
        foreach (var name in FindFacts.Fields.Concat(SurveyFacts.Fields))
        {
            yield return new(visit.LabelOf(name), Show(name, facts.GetValueOrDefault(name, string.Empty)));
        }

        foreach (var number in SurveyFacts.BuildingsOf(facts))
        {
            foreach (var (field, value) in SurveyFacts.Building(facts, number).Where(f => f.Value.Length > 0))
            {
                yield return new(visit.LabelOf(SurveyFacts.Name(number, field)), visit.Show(SurveyFacts.Name(number, field), value));
            }
        }
    }

    private string Show(string name, string value) => name switch
    {
        "village" => villages.FirstOrDefault(v => Plain(v.TaxCode) == value) is { } village ? NameOf(village) : value,
        "owner_kind" when Named.TryRead<TaxpayerKind>(value, out var kind) => t[$"Revenue.TaxpayerKind.{kind}"],
        _ => visit.Show(name, value),
    };

    private static string NameOf(VillageRow village) => $"{village.Name} ({TaxVillage.Show(village.TaxCode)})".Trim();

    private static string Plain(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
