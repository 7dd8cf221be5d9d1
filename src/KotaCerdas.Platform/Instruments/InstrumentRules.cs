using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace KotaCerdas.Platform.Instruments;

/// <summary>The rules a valid instrument keeps, apart from those of its formulas (<see cref="FormulaSet"/>).</summary>
internal sealed partial class InstrumentRules
{
    private static readonly string[] Reserved = ["and", "or", "not", "true", "false", "missing"];

    private readonly Instrument _instrument;
    private readonly Flaws _flaws;

    private InstrumentRules(Instrument instrument, Flaws flaws)
    {
        _instrument = instrument;
        _flaws = flaws;
    }

    public static void Check(Instrument instrument, Flaws flaws)
    {
        var rules = new InstrumentRules(instrument, flaws);
        rules.Header();
        rules.Sections();
        rules.Items();
        rules.Levels();
        rules.Options();
        rules.Criteria();
        rules.Bands();
        rules.Results();
        rules.UniqueNames();
    }

    private void Header()
    {
        Needed(_instrument.Title, SheetKind.Instrument, 0, "Title");
        Matching(_instrument.Note, SheetKind.Instrument, 0, "Note");
        if (!HeaderCode().IsMatch(_instrument.Code))
        {
            _flaws.Add("Platform.Instrument.InstrumentCode", SheetKind.Instrument, 0, "Code", _instrument.Code);
        }

        if (_instrument.Version < 1)
        {
            _flaws.Add("Platform.Instrument.Version", SheetKind.Instrument, 0, "Version");
        }

        if (_instrument.LegalBasis.Length == 0)
        {
            _flaws.Add("Platform.Instrument.LegalBasis", SheetKind.Instrument, 0, "LegalBasis");
        }

        if (_instrument.ValidTo < _instrument.ValidFrom)
        {
            _flaws.Add("Platform.Instrument.Validity", SheetKind.Instrument, 0, "ValidTo", _instrument.ValidFrom, _instrument.ValidTo);
        }

        if (_instrument.Scale.Min >= _instrument.Scale.Max)
        {
            _flaws.Add("Platform.Instrument.ScaleOrder", SheetKind.Instrument, 0, "ScaleMax");
        }
    }

    private void Sections()
    {
        Each(_instrument.Sections, (section, i) =>
        {
            Code(section.Code, SheetKind.Sections, i);
            Needed(section.Title, SheetKind.Sections, i, "Title");
            Matching(section.Help, SheetKind.Sections, i, "Help");
            if (_instrument.Sections.Take(i).Any(s => s.Code == section.Code))
            {
                _flaws.Add("Platform.Instrument.CodeTaken", SheetKind.Sections, i, "Code", section.Code);
            }
        });
    }

    private void Items()
    {
        var sections = _instrument.Sections.Select(s => s.Code).ToHashSet(StringComparer.Ordinal);
        var levels = _instrument.Levels.ToLookup(l => l.Item, StringComparer.Ordinal);
        var options = _instrument.Options.ToLookup(o => o.Item, StringComparer.Ordinal);
        Each(_instrument.Items, (item, i) =>
        {
            Code(item.Code, SheetKind.Items, i);
            Needed(item.Text, SheetKind.Items, i, "Text");
            Matching(item.Help, SheetKind.Items, i, "Help");
            if (!sections.Contains(item.Section))
            {
                _flaws.Add("Platform.Instrument.UnknownSection", SheetKind.Items, i, "Section", item.Section);
            }

            if (item.Answer == AnswerKind.Level && levels[item.Code].Count() < 2)
            {
                _flaws.Add("Platform.Instrument.NoLevels", SheetKind.Items, i, "Answer", item.Code);
            }

            if (item.Answer is AnswerKind.Choice or AnswerKind.MultiChoice && options[item.Code].Count() < 2)
            {
                _flaws.Add("Platform.Instrument.NoOptions", SheetKind.Items, i, "Answer", item.Code);
            }

            Bounds(item, i);
        });
    }

    private void Bounds(Item item, int i)
    {
        if (item.Min > item.Max)
        {
            _flaws.Add("Platform.Instrument.MinAboveMax", SheetKind.Items, i, "Max");
        }

        if (item.Decimals is < 0 or > 6)
        {
            _flaws.Add("Platform.Instrument.DecimalsRange", SheetKind.Items, i, "Decimals");
        }

        if (item.MaxLength is < 1 or > InstrumentLimits.AnswerLength)
        {
            _flaws.Add("Platform.Instrument.MaxLengthRange", SheetKind.Items, i, "MaxLength", InstrumentLimits.AnswerLength);
        }

        if (item.Answer == AnswerKind.File && item.Evidence == EvidenceRule.None)
        {
            _flaws.Add("Platform.Instrument.FileEvidence", SheetKind.Items, i, "Evidence");
        }
    }

    private void Levels()
    {
        var ladders = _instrument.Items.Where(i => i.Answer == AnswerKind.Level).Select(i => i.Code).ToHashSet(StringComparer.Ordinal);
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        Each(_instrument.Levels, (level, i) =>
        {
            Needed(level.Label, SheetKind.Levels, i, "Label");
            Needed(level.Text, SheetKind.Levels, i, "Text");
            if (!ladders.Contains(level.Item))
            {
                _flaws.Add("Platform.Instrument.UnknownLevelItem", SheetKind.Levels, i, "Item", level.Item);
            }

            if (last.TryGetValue(level.Item, out var below) && level.Value != below + 1)
            {
                _flaws.Add("Platform.Instrument.LevelOrder", SheetKind.Levels, i, "Value", level.Item, below + 1, level.Value);
            }

            last[level.Item] = level.Value;
        });
    }

    private void Options()
    {
        var choices = _instrument.Items.Where(i => i.Answer is AnswerKind.Choice or AnswerKind.MultiChoice).Select(i => i.Code)
            .ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<(string, string)>();
        Each(_instrument.Options, (option, i) =>
        {
            Code(option.Code, SheetKind.Options, i);
            Needed(option.Label, SheetKind.Options, i, "Label");
            if (!choices.Contains(option.Item))
            {
                _flaws.Add("Platform.Instrument.UnknownOptionItem", SheetKind.Options, i, "Item", option.Item);
            }

            if (!seen.Add((option.Item, option.Code)))
            {
                _flaws.Add("Platform.Instrument.CodeTaken", SheetKind.Options, i, "Code", option.Code);
            }
        });
    }

    private void Criteria()
    {
        var codes = _instrument.Criteria.Select(c => c.Code).ToHashSet(StringComparer.Ordinal);
        var parents = _instrument.Criteria.Select(c => c.Parent).ToHashSet(StringComparer.Ordinal);
        Each(_instrument.Criteria, (criterion, i) =>
        {
            Code(criterion.Code, SheetKind.Criteria, i);
            Needed(criterion.Title, SheetKind.Criteria, i, "Title");
            if (criterion.Parent.Length > 0 && !codes.Contains(criterion.Parent))
            {
                _flaws.Add("Platform.Instrument.UnknownParent", SheetKind.Criteria, i, "Parent", criterion.Parent);
            }

            if (criterion.Weight is < 0 or > InstrumentLimits.WholeWeight)
            {
                _flaws.Add("Platform.Instrument.WeightRange", SheetKind.Criteria, i, "Weight");
            }

            if (parents.Contains(criterion.Code) == (criterion.Score.Length > 0))
            {
                _flaws.Add("Platform.Instrument.LeafOrNode", SheetKind.Criteria, i, "Score", criterion.Code);
            }

            CheckNormalisation(criterion.Normalisation, i);
        });
        Weights();
    }

    private void CheckNormalisation(Normalisation rule, int i)
    {
        var sound = rule.Kind switch
        {
            NormalisationKind.MinMax => rule.From != rule.To,
            NormalisationKind.Table => rule.Points.Length > 1 && rule.Points.Select(p => p.Raw).Distinct().Count() == rule.Points.Length
                && rule.Points.All(p => p.Score is >= 0 and <= 100),
            _ => true,
        };
        if (!sound)
        {
            _flaws.Add("Platform.Instrument.Normalisation", SheetKind.Criteria, i, "Normalisation");
        }
    }

    private void Weights()
    {
        foreach (var node in _instrument.Criteria.Select((c, i) => (Criterion: c, Index: i))
            .GroupBy(c => c.Criterion.Parent, StringComparer.Ordinal))
        {
            var sum = node.Sum(c => (long)c.Criterion.Weight);
            if (sum != InstrumentLimits.WholeWeight)
            {
                _flaws.Add("Platform.Instrument.WeightSum", SheetKind.Criteria, node.First().Index, "Weight", node.Key.Length == 0 ? "–"
                    : node.Key,
                    Decimals.Plain(sum / 10_000m), string.Join(", ", node.Select(c => c.Criterion.Code)));
            }
        }
    }

    private void Bands()
    {
        foreach (var set in _instrument.Bands.Select((b, i) => (Band: b, Index: i)).GroupBy(b => b.Band.Set, StringComparer.Ordinal))
        {
            var scale = set.First().Band.Scale ?? _instrument.Scale;
            var expected = scale.Min;
            foreach (var (band, i) in set)
            {
                Code(band.Set, SheetKind.Bands, i, "Set");
                Needed(band.Label, SheetKind.Bands, i, "Label");
                if ((band.Scale ?? _instrument.Scale) != scale)
                {
                    _flaws.Add("Platform.Instrument.BandScale", SheetKind.Bands, i, "ScaleMin", band.Set);
                }

                if (band.From != expected || band.To <= band.From)
                {
                    _flaws.Add("Platform.Instrument.BandGap", SheetKind.Bands, i, "From", band.Set, Decimals.Plain(expected),
                        Decimals.Plain(band.From));
                }

                expected = band.To;
            }

            if (expected != scale.Max)
            {
                _flaws.Add("Platform.Instrument.BandEnd", SheetKind.Bands, set.Last().Index, "To", set.Key, Decimals.Plain(scale.Max));
            }
        }
    }

    private void Results()
    {
        Each(_instrument.Results, (result, i) =>
        {
            Code(result.Code, SheetKind.Results, i);
            Needed(result.Title, SheetKind.Results, i, "Title");
            if (result.Formula.Length == 0)
            {
                _flaws.Add("Platform.Instrument.NoFormula", SheetKind.Results, i, "Formula");
            }

            if (result.Digits is < 0 or > 10)
            {
                _flaws.Add("Platform.Instrument.DigitsRange", SheetKind.Results, i, "Digits");
            }

            if (result.Bands.Length > 0 && !_instrument.BandsOf(result.Bands).Any())
            {
                _flaws.Add("Platform.Instrument.UnknownBandSet", SheetKind.Results, i, "Bands", result.Bands);
            }
        });
    }

    // Formulas refer to answers, criteria and results by bare code, so the three share one name space.
    private void UniqueNames()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Each(_instrument.Items, (x, i) => Unique(seen, x.Code, SheetKind.Items, i));
        Each(_instrument.Criteria, (x, i) => Unique(seen, x.Code, SheetKind.Criteria, i));
        Each(_instrument.Results, (x, i) => Unique(seen, x.Code, SheetKind.Results, i));
    }

    private void Unique(HashSet<string> seen, string code, SheetKind sheet, int index)
    {
        if (!seen.Add(code))
        {
            _flaws.Add("Platform.Instrument.CodeTaken", sheet, index, "Code", code);
        }
    }

    private void Code(string code, SheetKind sheet, int index, string column = "Code")
    {
        if (!NameCode().IsMatch(code) || Reserved.Contains(code))
        {
            _flaws.Add("Platform.Instrument.Code", sheet, index, column, code);
        }
    }

    private void Needed(Bilingual text, SheetKind sheet, int index, string column)
    {
        if (text.Id.Length == 0 || text.En.Length == 0)
        {
            _flaws.Add("Platform.Instrument.BothLanguages", sheet, index, column + (text.Id.Length == 0 ? "Id" : "En"));
        }
    }

    private void Matching(Bilingual text, SheetKind sheet, int index, string column)
    {
        if (!text.IsEmpty)
        {
            Needed(text, sheet, index, column);
        }
    }

    private static void Each<T>(ImmutableArray<T> list, Action<T, int> check)
    {
        for (var i = 0; i < list.Length; i++)
        {
            check(list[i], i);
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{0,39}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NameCode();

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,39}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HeaderCode();
}
