using System.Text.Json;

namespace KotaCerdas.Movement.Model;

/// <summary>How many regions of an island group may be selected; null where there is no bound.</summary>
/// <param name="Group">Island group as <c>platform_region.island_group</c> has it.</param>
/// <param name="Min">Least number selected.</param>
/// <param name="Max">Greatest number selected.</param>
internal sealed record IslandGroupBound(string Group, int? Min, int? Max);

/// <summary>Territorial constraints on the selection.</summary>
/// <param name="IslandGroups">Bounds per island group.</param>
/// <param name="ProvinceMax">Greatest number of regions of one province, or null.</param>
internal sealed record TerritorialRules(IReadOnlyList<IslandGroupBound> IslandGroups, int? ProvinceMax)
{
    public static TerritorialRules None { get; } = new([], null);
}

/// <summary>How assessors are given to regions.</summary>
/// <param name="PerRegion">Assessors for each region, at least two.</param>
/// <param name="DistinctKinds">True where the assessors of a region must come from different kinds of affiliation.</param>
/// <param name="LoadCap">Most regions for one assessor.</param>
/// <param name="ModerationGap">Spread of two total scores, in millionths of the scale, from which a region is moderated.</param>
internal sealed record AssessorRules(int PerRegion, bool DistinctKinds, int LoadCap, long ModerationGap);

/// <summary>Rules are kept as JSON text beside the call, so that a later rule needs no new column.</summary>
internal static class RulesText
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static string Write<T>(T rules) => JsonSerializer.Serialize(rules, Options);

    public static T Read<T>(string text) =>
        JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("Stored rules are empty");
}
