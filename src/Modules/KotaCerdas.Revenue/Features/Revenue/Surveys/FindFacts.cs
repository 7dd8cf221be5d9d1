using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Buildings;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model.Registers;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>
/// The fields of an object that has no number yet, as text by name: where it is and whose, and those of every visit
/// (<see cref="SurveyFacts"/>).
/// </summary>
internal static class FindFacts
{
    /// <summary>Lines for buildings on the form.</summary>
    public const int Buildings = 3;

    public const int MostBlock = 999;

    private const int NpwpdLength = 40;
    private const int ZoneLength = 4;

    /// <summary>Fields beside those of every visit, in the order of the form.</summary>
    public static IReadOnlyList<string> Fields { get; } =
        ["village", "block", "owner_kind", "owner", "owner_address", "owner_npwpd", "land_zone"];

    /// <summary>What was typed, in the form in which it is kept and compared.</summary>
    public static Dictionary<string, string> Clean(IReadOnlyCollection<KeyValuePair<string, string>> typed)
    {
        var facts = SurveyFacts.Clean(typed);
        foreach (var (name, value) in typed.Where(f => Fields.Contains(f.Key)))
        {
            facts[name] = name is "owner_npwpd" or "land_zone" ? value.Trim().ToUpperInvariant() : value.Trim();
        }

        foreach (var name in Fields.Concat(SurveyFacts.Fields))
        {
            facts.TryAdd(name, string.Empty);
        }

        return facts;
    }

    /// <summary>What cannot be kept, field by field. Whether the kelurahan is one of the region is not looked at here.</summary>
    public static List<Problem> Refuse(IReadOnlyDictionary<string, string> facts, DateOnly today)
    {
        List<Problem> problems = [];
        void Unless(bool right, string field, string code, params object[] args)
        {
            if (!right)
            {
                problems.Add(new(code, field, args));
            }
        }

        Unless(BlockOf(facts["block"]) is not null, "block", "Revenue.Find.BlockNeeded", MostBlock);
        Unless(facts["owner"].Length <= Taxpayer.NameLength, "owner", "Revenue.Find.TooLong", Taxpayer.NameLength);
        Unless(facts["owner_address"].Length <= Taxpayer.AddressLength, "owner_address", "Revenue.Find.TooLong", Taxpayer.AddressLength);
        Unless(facts["owner_npwpd"].Length <= NpwpdLength, "owner_npwpd", "Revenue.Find.TooLong", NpwpdLength);
        Unless(facts["land_zone"].Length <= ZoneLength, "land_zone", "Revenue.Find.TooLong", ZoneLength);
        Unless(facts["place"].Length > 0, "place", "Revenue.Find.PlaceNeeded");
        problems.AddRange(RefuseObject(facts, today));
        foreach (var number in SurveyFacts.BuildingsOf(facts))
        {
            problems.AddRange(RefuseBuilding(SurveyFacts.Building(facts, number), number));
        }

        return problems;
    }

    /// <summary>The block that was typed, or null.</summary>
    public static int? BlockOf(string? text) =>
        int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var block) && block is >= 1 and <= MostBlock
            ? block : null;

    private static IEnumerable<Problem> RefuseObject(IReadOnlyDictionary<string, string> facts, DateOnly today)
    {
        // What only the desk knows is filled in, so that the rest is looked at by the rules of the register.
        var blank = new ObjectInput { ValidFrom = today, Owner = "-", Address = "-", LandArea = 1, LandZone = "-", Reason = "-" };
        var read = SurveyFacts.Read(blank, facts);
        return SurveyFacts.Tie(read.Failed ? read.Problems : ObjectRules.Refuse(read.Value, today));
    }

    private static IEnumerable<Problem> RefuseBuilding(Dictionary<string, string> facts, int number)
    {
        if (!ObjectRules.BuildingUses.Contains(facts["use"]))
        {
            yield return new("Revenue.Object.BuildingUseNeeded", SurveyFacts.Name(number, "use"));
        }

        var read = BuildingFactsText.Read(facts);
        foreach (var problem in read.Failed ? read.Problems : [])
        {
            yield return problem.On(SurveyFacts.Name(number, problem.Field!));
        }
    }
}
