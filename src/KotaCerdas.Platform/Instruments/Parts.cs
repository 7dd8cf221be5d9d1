using System.Collections.Immutable;

namespace KotaCerdas.Platform.Instruments;

/// <summary>A part of a questionnaire.</summary>
public sealed record Section(string Code, Bilingual Title, Bilingual Help);

/// <summary>How a question is answered.</summary>
public enum AnswerKind
{
    /// <summary>Free text, at most <see cref="Item.MaxLength"/> characters.</summary>
    Text,

    /// <summary>A number with unit, bounds and decimals.</summary>
    Number,

    /// <summary>Whole rupiah.</summary>
    Money,

    /// <summary>Yes or no.</summary>
    YesNo,

    /// <summary>A day.</summary>
    Date,

    /// <summary>One level of a ladder; its value is a number.</summary>
    Level,

    /// <summary>One option; its value is the option's code.</summary>
    Choice,

    /// <summary>Any number of options.</summary>
    MultiChoice,

    /// <summary>Files only; its value is their number.</summary>
    File,
}

/// <summary>Whether evidence files go with an answer.</summary>
public enum EvidenceRule
{
    /// <summary>No files are asked.</summary>
    None,

    /// <summary>Files may be added.</summary>
    Optional,

    /// <summary>At least one file must be added.</summary>
    Required,
}

/// <summary>A question.</summary>
public sealed record Item
{
    /// <summary>Code, by which formulas refer to the answer.</summary>
    public required string Code { get; init; }

    /// <summary>Code of the section.</summary>
    public required string Section { get; init; }

    /// <summary>The question.</summary>
    public required Bilingual Text { get; init; }

    /// <summary>Help below the question.</summary>
    public Bilingual Help { get; init; } = Bilingual.None;

    /// <summary>How it is answered.</summary>
    public required AnswerKind Answer { get; init; }

    /// <summary>Unit of a number, for example <c>%</c> or <c>orang</c>.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Least number allowed.</summary>
    public decimal? Min { get; init; }

    /// <summary>Greatest number allowed.</summary>
    public decimal? Max { get; init; }

    /// <summary>Decimals of a number, 0 to 6.</summary>
    public int Decimals { get; init; }

    /// <summary>Longest text in characters; null stands for <see cref="InstrumentLimits.AnswerLength"/>.</summary>
    public int? MaxLength { get; init; }

    /// <summary>True where the questionnaire cannot be submitted without an answer (while the question is visible).</summary>
    public bool Required { get; init; }

    /// <summary>Evidence.</summary>
    public EvidenceRule Evidence { get; init; }

    /// <summary>Formula that says when the question is asked; empty where always.</summary>
    public string VisibleWhen { get; init; } = "";
}

/// <summary>One rung of a ladder of levels.</summary>
/// <param name="Item">Code of the question.</param>
/// <param name="Value">Whole number; the levels of a question go up by one.</param>
/// <param name="Label">Short name.</param>
/// <param name="Text">What must be true to be on this level.</param>
public sealed record Level(string Item, int Value, Bilingual Label, Bilingual Text);

/// <summary>One option of a choice.</summary>
public sealed record Option(string Item, string Code, Bilingual Label);

/// <summary>How a raw score becomes a score from 0 to 100.</summary>
public enum NormalisationKind
{
    /// <summary>It is used as it is.</summary>
    None,

    /// <summary>(x − from) ÷ (to − from) × 100, held within 0 and 100. From above to means that less is better.</summary>
    MinMax,

    /// <summary>A table of raw value to normalised value; a value that is not in the table gives missing.</summary>
    Table,
}

/// <summary>A point of a normalisation table.</summary>
public sealed record NormalisationPoint(decimal Raw, decimal Score);

/// <summary>A normalisation with its fixed bounds or its table.</summary>
public sealed record Normalisation(NormalisationKind Kind, decimal From, decimal To, ImmutableArray<NormalisationPoint> Points)
{
    /// <summary>No normalisation.</summary>
    public static Normalisation None { get; } = new(NormalisationKind.None, 0, 0, []);

    /// <summary>The normalised score, or null where the table does not have the raw value.</summary>
    public decimal? Apply(decimal raw)
    {
        switch (Kind)
        {
            case NormalisationKind.Table:
                return Points.FirstOrDefault(p => p.Raw == raw)?.Score;
            case NormalisationKind.MinMax:
                // Held before dividing, so that no raw value can overflow.
                var held = Math.Clamp(raw, Math.Min(From, To), Math.Max(From, To));
                return (held - From) / (To - From) * 100;
            default:
                return raw;
        }
    }

    /// <summary>True where a raw value lies outside the bounds and is held at one of them.</summary>
    public bool Holds(decimal raw) => Kind == NormalisationKind.MinMax && (raw < Math.Min(From, To) || raw > Math.Max(From, To));
}

/// <summary>
/// A criterion: a leaf has a score formula, a node is the weighted mean of its children. Weights of the children of one node sum to
/// <see cref="InstrumentLimits.WholeWeight"/>.
/// </summary>
public sealed record Criterion
{
    /// <summary>Code, by which formulas refer to the (normalised) score.</summary>
    public required string Code { get; init; }

    /// <summary>Code of the node above; empty for a root.</summary>
    public string Parent { get; init; } = "";

    /// <summary>Title.</summary>
    public required Bilingual Title { get; init; }

    /// <summary>Weight in millionths of the whole: 12.5 % is 125,000. An integer, so that a sum is exact.</summary>
    public required int Weight { get; init; }

    /// <summary>Formula of a leaf's raw score; empty for a node.</summary>
    public string Score { get; init; } = "";

    /// <summary>How the raw score becomes the score.</summary>
    public Normalisation Normalisation { get; init; } = Normalisation.None;
}

/// <summary>A named range: <paramref name="From"/> included, <paramref name="To"/> excluded except in the last band of a set.</summary>
/// <param name="Set">Code of the set.</param>
/// <param name="From">Lower end, included.</param>
/// <param name="To">Upper end.</param>
/// <param name="Label">Name of the band.</param>
/// <param name="Scale">Range the set must cover, stated on its rows; null stands for the instrument's scale.</param>
public sealed record Band(string Set, decimal From, decimal To, Bilingual Label, Scale? Scale = null);

/// <summary>A named result of an instrument.</summary>
public sealed record Result
{
    /// <summary>Code, by which other formulas refer to it.</summary>
    public required string Code { get; init; }

    /// <summary>Title.</summary>
    public required Bilingual Title { get; init; }

    /// <summary>Formula.</summary>
    public required string Formula { get; init; }

    /// <summary>Digits at which the result is shown; other formulas use the full value. Null where it is not a number.</summary>
    public int? Digits { get; init; }

    /// <summary>Set of bands that names the result; empty where none.</summary>
    public string Bands { get; init; } = "";

    /// <summary>Unit shown after the result.</summary>
    public string Unit { get; init; } = "";
}

/// <summary>Ceilings that keep any instrument small enough to check and to compute at once.</summary>
public static class InstrumentLimits
{
    /// <summary>100 % in the unit of <see cref="Criterion.Weight"/>.</summary>
    public const int WholeWeight = 1_000_000;

    /// <summary>Rows of one sheet.</summary>
    public const int Rows = 5_000;

    /// <summary>Columns read of one sheet.</summary>
    public const int Columns = 64;

    /// <summary>Characters of one cell.</summary>
    public const int CellLength = 4_000;

    /// <summary>Characters of an answer where the question states no length.</summary>
    public const int AnswerLength = 4_000;

    /// <summary>Characters of a formula.</summary>
    public const int FormulaLength = 2_000;

    /// <summary>Nesting of a formula.</summary>
    public const int FormulaDepth = 40;

    /// <summary>Bytes of an uploaded file.</summary>
    public const int FileBytes = 10_000_000;

    /// <summary>Bytes a file may unpack to.</summary>
    public const int UnpackedBytes = 60_000_000;

    /// <summary>Problems reported at once.</summary>
    public const int Problems = 200;
}
