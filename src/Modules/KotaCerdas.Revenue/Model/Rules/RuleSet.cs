using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>How far a figure can be trusted.</summary>
internal enum Confidence
{
    /// <summary>Read in the text of the rule or an official publication.</summary>
    Read,

    /// <summary>Known in the field, not read again in the text.</summary>
    General,

    /// <summary>Must be checked against the text before anything is billed by it.</summary>
    Uncertain,

    /// <summary>Nobody published it: it stands here so that an estimate can be shown, and no bill may use it.</summary>
    Assumed,

    /// <summary>Made up for demonstrations.</summary>
    Placeholder,
}

/// <summary>Where a rule stands and when it applies.</summary>
/// <param name="Article">Article of law or regulation, as it is cited.</param>
/// <param name="Confidence">How far it can be trusted.</param>
/// <param name="Source">Code of a source of the set.</param>
/// <param name="From">First day, or null where as the set.</param>
/// <param name="To">Last day, or null where as the set.</param>
internal sealed record Citation(string Article, Confidence Confidence, string Source, DateOnly? From, DateOnly? To)
{
    public bool IsInForce(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);
}

/// <summary>A figure or word of a kind of tax or levy.</summary>
/// <param name="Value">Null where it is a word, or not known: what needs it is refused then.</param>
internal sealed record Parameter(
    string Kind, string Name, Bilingual Title, RuleUnit? Unit, Fraction? Value, string Word, Citation Citation)
{
    /// <summary>True where nobody knows it yet.</summary>
    public bool IsOpen => Unit is null ? Word.Length == 0 : Value is null;
}

/// <summary>What a person fills in: a figure, yes or no (<paramref name="IsTruth"/>), or a row of a table.</summary>
internal sealed record InputRule(
    string Kind, string Name, Bilingual Title, RuleUnit? Unit, string Choices, Fraction? Least, Fraction? Most, Bilingual Hint)
{
    public bool IsTruth => Unit is null && Choices.Length == 0;
}

/// <summary>A row of a table of figures, such as a tariff of a zone; null where not known.</summary>
internal sealed record TableCell(
    string Kind, string Table, string Row, Bilingual Title, RuleUnit Unit, Fraction? Value, Citation Citation);

/// <summary>A step of a computation; the last one gives the amount. <paramref name="Payee"/> says whose money it is.</summary>
internal sealed record StepRule(
    string Kind, string Name, Bilingual Title, RuleUnit Unit, string Formula, Rounding Rounding, string Payee, Citation Citation,
    int Row);

/// <summary>A tier of PBB-P2 for a use of land; the lower bound is outside, the upper one inside.</summary>
internal sealed record TierRule(string Use, long Above, long? To, int? Rate, int? Njkp, Citation Citation, int Row);

/// <summary>A class of land or buildings; the lower bound is outside, the upper one inside.</summary>
internal sealed record ClassRule(
    string Table, string Code, long Above, long To, long Value, int FirstYear, int? LastYear, Citation Citation, int Row);

/// <summary>What a month of lateness costs when it begins on or after a day.</summary>
internal sealed record InterestRegime(DateOnly Begins, int Rate, Citation Citation);

/// <summary>A book that lists group bills by.</summary>
internal sealed record BookRule(string Book, long Above, long? To, Citation Citation);

/// <summary>A term of a letter, where it is not the one that ships: <c>21:days</c>.</summary>
internal sealed record LetterTermRule(string Letter, string Term, string Value, Citation Citation, int Row);

/// <summary>A question of law that nobody has answered.</summary>
internal sealed record OpenPoint(string Kind, string Name, Bilingual Text);

/// <summary>A worked example that travels with the set: it must come out before the set may be approved.</summary>
internal sealed record GoldenRow(string Kind, string Case, IReadOnlyDictionary<string, string> Inputs, long? Amount, int Row);

/// <summary>A publication that figures were read in.</summary>
internal sealed record RuleSource(string Code, string Title);

/// <summary>What a set says about itself.</summary>
internal sealed record RuleHead(
    RegionCode Region, int Version, Bilingual Title, string Instrument, DateOnly ValidFrom, DateOnly? ValidTo, bool Placeholder,
    Bilingual Note);

/// <summary>Everything a region has decided on its taxes and levies, as cited data. Never changes.</summary>
internal sealed record RuleSet(RuleHead Head)
{
    public IReadOnlyList<RuleSource> Sources { get; init; } = [];

    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    public IReadOnlyList<InputRule> Inputs { get; init; } = [];

    public IReadOnlyList<TableCell> Cells { get; init; } = [];

    public IReadOnlyList<StepRule> Steps { get; init; } = [];

    public IReadOnlyList<TierRule> Tiers { get; init; } = [];

    public IReadOnlyList<ClassRule> Classes { get; init; } = [];

    public IReadOnlyList<InterestRegime> Interest { get; init; } = [];

    public IReadOnlyList<BookRule> Books { get; init; } = [];

    /// <summary>Tables that buildings are valued by; empty where the region has none.</summary>
    public IReadOnlyList<DbkbRule> Dbkb { get; init; } = [];

    /// <summary>What codes of the system before mean here, where that is not what ships.</summary>
    public IReadOnlyList<CodeRule> Codes { get; init; } = [];

    /// <summary>Terms of letters; those that are not named are as they ship. Empty in sets from before there were any.</summary>
    public IReadOnlyList<LetterTermRule> Letters { get; init; } = [];

    public IReadOnlyList<OpenPoint> Open { get; init; } = [];

    public IReadOnlyList<GoldenRow> Golden { get; init; } = [];

    /// <summary>SHA-256 of the canonical form, in hexadecimal.</summary>
    public string Hash { get; init; } = string.Empty;

    /// <summary>Kinds that the set has anything to compute with, in the order of the closed list.</summary>
    public IEnumerable<RevenueKind> Kinds => RevenueKinds.All.Where(k =>
        k.IsPbb ? Tiers.Count > 0 : Steps.Any(s => s.Kind == k.Code));

    /// <summary>A parameter that is in force on a day, or null.</summary>
    public Parameter? Find(string kind, string name, DateOnly day) =>
        Parameters.FirstOrDefault(p => p.Kind == kind && p.Name == name && p.Citation.IsInForce(day));

    /// <summary>The refusal that names a rule which a set lacks.</summary>
    public static Problem Missing(string kind, string rule) => new("Revenue.Rules.Missing", null, rule, TitleOf(kind));

    /// <summary>The refusal that names a table which a set lacks, or that has gaps.</summary>
    public static Problem MissingTable(string kind, string sheet) => new("Revenue.Rules.MissingTable", null, sheet, TitleOf(kind));

    /// <summary>The refusal that names a parameter by its title, where it has one.</summary>
    public Problem Lacks(string kind, string name) =>
        Missing(kind, Parameters.FirstOrDefault(p => p.Kind == kind && p.Name == name)?.Title.In() ?? name);

    private static string TitleOf(string kind) => RevenueKinds.Find(kind)?.Title.In() ?? kind;
}
