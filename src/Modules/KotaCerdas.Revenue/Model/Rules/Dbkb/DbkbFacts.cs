using System.Collections.Frozen;
using System.Text.Json.Serialization;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>
/// A row of the DBKB tables (list of building component costs). What <paramref name="Basis"/> and the bounds mean is said at
/// <see cref="DbkbRules"/>; lower bounds are outside, upper ones inside, null is no limit.
/// </summary>
/// <param name="Table">One of <see cref="DbkbRules.Tables"/>.</param>
/// <param name="Row">Code of the row.</param>
/// <param name="Title">Its name.</param>
/// <param name="Basis">Use of buildings, way of valuing, or way of charging.</param>
/// <param name="Age">Depreciation: years up to which the row holds.</param>
/// <param name="Above">Area in m², or cost in rupiah per m² for depreciation.</param>
/// <param name="To">As <paramref name="Above"/>.</param>
/// <param name="FloorsAbove">Storeys.</param>
/// <param name="FloorsTo">Storeys.</param>
/// <param name="Unit">Unit of the figure.</param>
/// <param name="Value">Null where not known: what needs it is refused.</param>
/// <param name="Citation">Where it stands.</param>
/// <param name="FileRow">Row of the file.</param>
internal sealed record DbkbRule(
    string Table, string Row, Bilingual Title, string Basis, int? Age, long? Above, long? To, int? FloorsAbove, int? FloorsTo,
    RuleUnit Unit, Fraction? Value, Citation Citation, int FileRow)
{
    public bool Covers(long amount, int floors) =>
        amount > (Above ?? -1) && (To is null || amount <= To) && floors > (FloorsAbove ?? -1) && (FloorsTo is null || floors <= FloorsTo);
}

/// <summary>What a building is valued by. Codes are rows of the DBKB tables.</summary>
internal sealed record BuildingFacts
{
    /// <summary>Use (<c>kd_jpb</c>).</summary>
    public required string Use { get; init; }

    /// <summary>Row of the main component, for the standard way.</summary>
    public string Type { get; init; } = string.Empty;

    /// <summary>Row of the special table, for the other way.</summary>
    public string Grade { get; init; } = string.Empty;

    /// <summary>Square metres.</summary>
    public required int Area { get; init; }

    public required int Floors { get; init; }

    public required int BuiltYear { get; init; }

    /// <summary>Year of the last renovation, 0 where there was none.</summary>
    public int RenovatedYear { get; init; }

    public required string Condition { get; init; }

    /// <summary>True for a construction of wood.</summary>
    public bool Wooden { get; init; }

    public string Wall { get; init; } = string.Empty;

    public string Floor { get; init; } = string.Empty;

    public string Roof { get; init; } = string.Empty;

    public string Ceiling { get; init; } = string.Empty;

    /// <summary>How many of each facility; of electricity, VA.</summary>
    public IReadOnlyDictionary<string, int> Facilities { get; init; } = FrozenDictionary<string, int>.Empty;

    /// <summary>Rupiah of an individual appraisal, which comes before all tables; 0 where there is none.</summary>
    public long Appraised { get; init; }

    /// <summary>
    /// Attributes that come from codes of the system before which nobody has said the meaning of: what needs one is refused. Never
    /// recorded.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, TakenCode> Unread { get; init; } = FrozenDictionary<string, TakenCode>.Empty;
}

/// <summary>A figure of a valuation. Its name is a text key, a title from the tables, or both.</summary>
/// <param name="Title">Title, or null.</param>
/// <param name="NameKey">Text key, or empty.</param>
/// <param name="Value">Exact.</param>
/// <param name="Unit">Unit; null for a number that is shown plainly, such as a year.</param>
internal sealed record DbkbFigure(Bilingual? Title, string NameKey, Fraction Value, RuleUnit? Unit);

/// <summary>A step of a valuation.</summary>
/// <param name="RuleKey">Text key of what is done.</param>
/// <param name="Inputs">What goes in.</param>
/// <param name="Result">What comes out, after rounding.</param>
/// <param name="Citation">The rule behind it, null for plain arithmetic.</param>
internal sealed record DbkbStep(string RuleKey, IReadOnlyList<DbkbFigure> Inputs, DbkbFigure Result, Citation? Citation);

/// <summary>What a building is worth, and how that came about.</summary>
/// <param name="Steps">Every step; the last one gives the total.</param>
/// <param name="Total">Rupiah.</param>
/// <param name="PerMetre">Rupiah a square metre, rounded half up: what the class is found by.</param>
internal sealed record DbkbValue(IReadOnlyList<DbkbStep> Steps, long Total, long PerMetre);
