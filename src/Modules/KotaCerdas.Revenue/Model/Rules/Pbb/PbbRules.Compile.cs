using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Revenue.Model.Rules;

/// <content>Compiling: what is missing is refused by name before any object is looked at.</content>
internal sealed partial class PbbRules
{
    private readonly ClassRule[] _landClasses;
    private readonly ClassRule[] _buildingClasses;
    private readonly TierRule[] _tiers;
    private readonly Parts _parts;

    private PbbRules(RuleSet set, int year, Parts parts)
    {
        (Set, Year, _parts) = (set, year, parts);
        _landClasses = parts.Classes("land");
        _buildingClasses = parts.Classes("building");
        _landUpper = Array.ConvertAll(_landClasses, c => c.To);
        _landValue = Array.ConvertAll(_landClasses, c => c.Value);
        _buildingUpper = Array.ConvertAll(_buildingClasses, c => c.To);
        _buildingValue = Array.ConvertAll(_buildingClasses, c => c.Value);
        (_tiers, _uses) = parts.TiersByUse();
        _tierUpper = Array.ConvertAll(_tiers, t => t.To ?? long.MaxValue);
        _tierRate = Array.ConvertAll(_tiers, t => t.Rate!.Value);
        _tierNjkp = Array.ConvertAll(_tiers, t => t.Njkp ?? (int)parts.Njkp!.Value!.Value.InMillionths()!.Value);
        _byClass = parts.Variant!.Word == "class";
        _tierOnNjop = parts.Basis!.Word == "njop";
        _njoptkp = parts.Njoptkp!.Value!.Value.Whole()!.Value;
        _minimum = parts.Minimum!.Value!.Value.Whole()!.Value;
        _rounding = parts.RoundingRule;
        _adjustment = (int)(parts.Adjustment?.Value!.Value.InMillionths() ?? 0);
        _growth = (int)(parts.Growth?.Value!.Value.InMillionths() ?? -1);
        Assumed = parts.Assumed;
    }

    /// <summary>The set these rules came from.</summary>
    public RuleSet Set { get; }

    /// <summary>Tax year; the rules are those of its first day.</summary>
    public int Year { get; }

    /// <summary>Names of figures that nobody published, in the language of the compilation; empty in rules that bills may use.</summary>
    public IReadOnlyList<string> Assumed { get; }

    /// <summary>The rules of a year, or a refusal for each rule that is missing.</summary>
    /// <param name="set">The region's set.</param>
    /// <param name="year">Tax year.</param>
    /// <param name="estimate">True where figures that nobody published may be used, because nothing is billed.</param>
    public static Outcome<PbbRules> Compile(RuleSet set, int year, bool estimate)
    {
        var parts = new Parts(set, year, estimate);
        return parts.Problems.Count == 0 ? new PbbRules(set, year, parts) : Outcome.Fail<PbbRules>(parts.Problems);
    }

    /// <summary>The book a bill is listed in, or empty where the set groups none.</summary>
    public string BookOf(long payable) =>
        Set.Books.FirstOrDefault(b => (payable > b.Above || (b.Above == 0 && payable == 0))
            && (b.To is null || payable <= b.To))?.Book ?? string.Empty;

    /// <summary>The rules of a year as they were found, before they become arrays.</summary>
    private sealed class Parts
    {
        private readonly RuleSet _set;
        private readonly DateOnly _day;
        private readonly bool _estimate;

        public Parts(RuleSet set, int year, bool estimate)
        {
            (_set, _day, _estimate) = (set, new DateOnly(year, 1, 1), estimate);
            Variant = Word("njop_variant", "class", "nir");
            Basis = Word("tier_basis", "njop", "taxable");
            Njoptkp = Number("njoptkp");
            Minimum = Number("minimum");
            RoundingRule = Rounded();
            Adjustment = Optional("adjustment");
            Growth = Optional("growth_cap");
            Tiers = [.. set.Tiers.Where(t => t.Citation.IsInForce(_day))];
            Njkp = Tiers.Any(t => t.Njkp is null) ? Number("njkp") : null;
            if (Tiers.Count == 0 || Tiers.Any(t => t.Rate is null))
            {
                Problems.Add(RuleSet.MissingTable(RevenueKinds.Pbb, "tiers"));
            }

            foreach (var tier in Tiers)
            {
                Trust(tier.Citation, $"{RevenueKinds.Uses.FirstOrDefault(u => u.Code == tier.Use)?.Title.In()} > {tier.Above}");
            }

            if (Variant?.Word == "class" && (Classes("land").Length == 0 || Classes("building").Length == 0))
            {
                Problems.Add(RuleSet.MissingTable(RevenueKinds.Pbb, "classes"));
            }
        }

        public List<Problem> Problems { get; } = [];

        public List<string> Assumed { get; } = [];

        public Parameter? Variant { get; }

        public Parameter? Basis { get; }

        public Parameter? Njoptkp { get; }

        public Parameter? Njkp { get; }

        public Parameter? Minimum { get; }

        public Parameter? Adjustment { get; }

        public Parameter? Growth { get; }

        public Rounding RoundingRule { get; }

        private List<TierRule> Tiers { get; }

        public ClassRule[] Classes(string table) =>
        [
            .. _set.Classes.Where(c => c.Table == table && c.FirstYear <= _day.Year && (c.LastYear is null || _day.Year <= c.LastYear))
                .OrderBy(c => c.To),
        ];

        public (TierRule[] Tiers, (short First, short Count)[] Uses) TiersByUse()
        {
            var all = new List<TierRule>();
            var uses = new (short, short)[RevenueKinds.Uses.Max(u => u.Number) + 1];
            foreach (var use in RevenueKinds.Uses)
            {
                var tiers = Tiers.Where(t => t.Use == use.Code).OrderBy(t => t.Above).ToList();
                uses[use.Number] = ((short)all.Count, (short)tiers.Count);
                all.AddRange(tiers);
            }

            return ([.. all], uses);
        }

        private Rounding Rounded()
        {
            if (Word("rounding") is { } word)
            {
                if (Rounding.TryParse(word.Word, out var rounding) && rounding.Mode != RoundingMode.None)
                {
                    return rounding;
                }

                Miss(word.Title.In());
            }

            return Rounding.Down;
        }

        private Parameter? Number(string name)
        {
            var parameter = _set.Find(RevenueKinds.Pbb, name, _day);
            if (parameter?.Value is null)
            {
                Miss(parameter?.Title.In() ?? name);
                return null;
            }

            return Trust(parameter.Citation, parameter.Title.In()) ? parameter : null;
        }

        private Parameter? Word(string name, params string[] words)
        {
            var parameter = _set.Find(RevenueKinds.Pbb, name, _day);
            if (parameter is null || parameter.IsOpen || (words.Length > 0 && !words.Contains(parameter.Word)))
            {
                Miss(parameter?.Title.In() ?? name);
                return null;
            }

            return Trust(parameter.Citation, parameter.Title.In()) ? parameter : null;
        }

        // A rise, stimulus or limit exists only where the region decided one; but where its row is there, its figure is needed.
        private Parameter? Optional(string name) => _set.Find(RevenueKinds.Pbb, name, _day) is null ? null : Number(name);

        private bool Trust(Citation citation, string title)
        {
            if (citation.Confidence != Confidence.Assumed)
            {
                return true;
            }

            if (!_estimate)
            {
                Miss(title);
                return false;
            }

            Assumed.Add(title);
            return true;
        }

        private void Miss(string rule) => Problems.Add(RuleSet.Missing(RevenueKinds.Pbb, rule));
    }
}
