using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace KotaCerdas.Platform.Instruments;

/// <summary>A text in Indonesian and English.</summary>
/// <param name="Id">Indonesian.</param>
/// <param name="En">English.</param>
public sealed record Bilingual(string Id, string En)
{
    /// <summary>No text in either language.</summary>
    public static Bilingual None { get; } = new("", "");

    /// <summary>True where neither language has a text.</summary>
    [JsonIgnore]
    public bool IsEmpty => Id.Length == 0 && En.Length == 0;

    /// <summary>The text in a language, by default the current one.</summary>
    public string In(CultureInfo? language = null) =>
        Languages.IsEnglish(language ?? CultureInfo.CurrentUICulture) ? En : Id;

    /// <inheritdoc />
    public override string ToString() => In();
}

/// <summary>What an instrument is for.</summary>
public enum InstrumentKind
{
    /// <summary>Filled in by a region.</summary>
    Questionnaire,

    /// <summary>Scored by assessors.</summary>
    Assessment,

    /// <summary>A periodic evaluation with an index as its result.</summary>
    Evaluation,
}

/// <summary>What a weighted or averaging function does with a value that is missing. It is never taken as zero.</summary>
public enum MissingRule
{
    /// <summary>Missing values are left out and the remaining weights are scaled up; all missing gives missing.</summary>
    LeaveOut,

    /// <summary>One missing value makes the result missing.</summary>
    Propagate,
}

/// <summary>How a number is rounded.</summary>
public enum RoundingRule
{
    /// <summary>Halves away from zero (3.315 → 3.32).</summary>
    HalfUp,

    /// <summary>Halves to the even neighbour.</summary>
    HalfEven,

    /// <summary>Cut off towards zero (3.319 → 3.31).</summary>
    Down,
}

/// <summary>The range in which the instrument's levels and index lie, both ends included.</summary>
public sealed record Scale(decimal Min, decimal Max);

/// <summary>
/// A questionnaire, assessment sheet or evaluation as data: one version, immutable once published. The lists mirror the sheets of the
/// spreadsheet it is loaded from, in the same order, so that a problem can name its sheet, row and column.
/// </summary>
public sealed record Instrument
{
    /// <summary>Code of the instrument, the same for all its versions.</summary>
    public required string Code { get; init; }

    /// <summary>Version, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>What it is for.</summary>
    public required InstrumentKind Kind { get; init; }

    /// <summary>Title.</summary>
    public required Bilingual Title { get; init; }

    /// <summary>A remark every user of the instrument sees, for example that it is an example set.</summary>
    public Bilingual Note { get; init; } = Bilingual.None;

    /// <summary>The rule it rests on, as cited.</summary>
    public required string LegalBasis { get; init; }

    /// <summary>Where the content comes from.</summary>
    public string Source { get; init; } = "";

    /// <summary>First day on which it may be used.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day on which it may be used, or null where open.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Range of the index and of band sets that state none of their own.</summary>
    public required Scale Scale { get; init; }

    /// <summary>Rounding used by <c>round</c> and by results with digits.</summary>
    public RoundingRule Rounding { get; init; } = RoundingRule.HalfUp;

    /// <summary>What happens with missing values in weights and means.</summary>
    public MissingRule Missing { get; init; } = MissingRule.Propagate;

    /// <summary>Parts of the questionnaire, in order.</summary>
    public ImmutableArray<Section> Sections { get; init; } = [];

    /// <summary>Questions, in order.</summary>
    public ImmutableArray<Item> Items { get; init; } = [];

    /// <summary>Levels of the questions answered by a level.</summary>
    public ImmutableArray<Level> Levels { get; init; } = [];

    /// <summary>Options of the questions answered by one or several options.</summary>
    public ImmutableArray<Option> Options { get; init; } = [];

    /// <summary>Tree of criteria with weights.</summary>
    public ImmutableArray<Criterion> Criteria { get; init; } = [];

    /// <summary>Bands, grouped by set.</summary>
    public ImmutableArray<Band> Bands { get; init; } = [];

    /// <summary>Named results.</summary>
    public ImmutableArray<Result> Results { get; init; } = [];

    /// <summary>The levels of a question, in order.</summary>
    public IEnumerable<Level> LevelsOf(string item) => Levels.Where(l => l.Item == item);

    /// <summary>The options of a question, in order.</summary>
    public IEnumerable<Option> OptionsOf(string item) => Options.Where(o => o.Item == item);

    /// <summary>The criteria directly under a criterion, or the roots for an empty code.</summary>
    public IEnumerable<Criterion> ChildrenOf(string criterion) => Criteria.Where(c => c.Parent == criterion);

    /// <summary>The bands of a set, in order.</summary>
    public IEnumerable<Band> BandsOf(string set) => Bands.Where(b => b.Set == set);

    /// <summary>The band of a set that a value falls in, or null where it falls outside the set's range.</summary>
    public Band? BandFor(string set, decimal value)
    {
        var bands = BandsOf(set).ToList();
        return bands.Find(b => value >= b.From && value < b.To) ?? bands.Find(b => value == b.To && b.To == bands[^1].To);
    }

    /// <summary>True where the instrument may be used on a day.</summary>
    public bool IsValidOn(DateOnly day) => day >= ValidFrom && (ValidTo is not { } last || day <= last);
}
