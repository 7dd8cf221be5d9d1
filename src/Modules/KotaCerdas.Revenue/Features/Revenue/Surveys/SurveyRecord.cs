using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Buildings;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>Turns merged fields into a version of the object, its changed buildings valued by the DBKB tables in force.</summary>
internal sealed class SurveyRecord(RuleStore rules, ValueBuilding values)
{
    /// <summary>Why a report has to wait for a decision: a building that changed cannot be valued.</summary>
    public const string Held = "Revenue.Survey.BuildingHeld";

    /// <summary>The object to record.</summary>
    /// <param name="file">The object, its latest version current.</param>
    /// <param name="register">Fields of that version.</param>
    /// <param name="merged">Fields to record.</param>
    /// <param name="note">From when it is so, and by which form.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Outcome<ObjectInput>> InputAsync(
        ObjectFile file, IReadOnlyDictionary<string, string> register, IReadOnlyDictionary<string, string> merged,
        (DateOnly From, string Reason) note, CancellationToken cancel)
    {
        var read = SurveyFacts.Read(ObjectInput.From(file, note.From, note.Reason), merged);
        if (read.Failed)
        {
            return read;
        }

        List<BuildingInput> buildings = [];
        foreach (var number in SurveyFacts.BuildingsOf(merged))
        {
            var (before, after) = (SurveyFacts.Building(register, number), SurveyFacts.Building(merged, number));
            if (number <= read.Value.Buildings.Count && before.Count == after.Count
                && before.All(f => after.GetValueOrDefault(f.Key) == f.Value))
            {
                buildings.Add(read.Value.Buildings[number - 1]);
                continue;
            }

            var valued = await ValueAsync(file.Current.RegionCode, after, note.From.Year, cancel);
            if (valued.Failed)
            {
                var problem = valued.Problem;
                return problem.Field is { } field ? problem.On(SurveyFacts.Name(number, field))
                    : Outcome.Fail<ObjectInput>([new Problem(Held), .. valued.Problems.Where(p => p.Code != Held)]);
            }

            buildings.Add(valued.Value);
        }

        return read.Value with { Buildings = buildings };
    }

    /// <summary>A building by the tables, or what they lack.</summary>
    public async Task<Outcome<BuildingInput>> ValueAsync(
        RegionCode region, Dictionary<string, string> facts, int year, CancellationToken cancel)
    {
        var read = BuildingFactsText.Read(facts);
        if (read.Failed)
        {
            return Outcome.Fail<BuildingInput>(read.Problems);
        }

        var set = await rules.InForceAsync(region, new DateOnly(year, 1, 1), cancel);
        if (set.Failed || set.Value.Dbkb.Count == 0)
        {
            return new Problem(Held);
        }

        return await values.ValueAsync(region, read.Value, year, cancel);
    }
}
