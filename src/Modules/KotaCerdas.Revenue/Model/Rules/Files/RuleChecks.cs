using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Letters;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>What must hold between the rows of a set.</summary>
internal static class RuleChecks
{
    public static void Run(RuleSet set, RuleFlaws flaws)
    {
        Unique(set, flaws);
        Words(set, flaws);
        Tables(set, flaws);
        Formulas(set, flaws);
        Tiers(set, flaws);
        Classes(set, flaws);
        Ceilings(set, flaws);
        DbkbChecks.Run(set, flaws);
        Letters(set, flaws);
    }

    private static void Unique(RuleSet set, RuleFlaws flaws)
    {
        Once(set.Parameters.Select((p, i) => ($"{p.Kind}/{p.Name}", p.Citation, i + 2)), "parameters", "name", flaws);
        Once(set.Cells.Select((c, i) => ($"{c.Kind}/{c.Table}/{c.Row}", c.Citation, i + 2)), "tables", "row", flaws);
        Once(set.Steps.Select(s => ($"{s.Kind}/{s.Name}", s.Citation, s.Row)), "steps", "name", flaws);
        var always = new Citation(string.Empty, Confidence.Read, string.Empty, null, null);
        Once(set.Inputs.Select((n, i) => ($"{n.Kind}/{n.Name}", always, i + 2)), "inputs", "name", flaws);
        Once(set.Sources.Select((s, i) => (s.Code, always, i + 2)), "sources", "code", flaws);
        Once(
            set.Interest.Select((r, i) => (r.Begins.ToString("O", CultureInfo.InvariantCulture), always, i + 2)),
            "interest", "begins", flaws);

        // An input, a parameter and a step of one kind share their names.
        var names = set.Inputs.Select(i => (i.Kind, i.Name)).Concat(set.Parameters.Select(p => (p.Kind, p.Name)).Distinct()).ToHashSet();
        foreach (var step in set.Steps.Where(s => names.Contains((s.Kind, s.Name))))
        {
            flaws.Add("Revenue.Rules.File.Twice", "steps", step.Row, "name", step.Name);
        }
    }

    /// <summary>Only terms that a letter has, each as a number of days or months, once at a time.</summary>
    private static void Letters(RuleSet set, RuleFlaws flaws)
    {
        Once(set.Letters.Select(t => ($"{t.Letter}/{t.Term}", t.Citation, t.Row)), "letters", "term", flaws);
        foreach (var row in set.Letters)
        {
            if (LetterRules.Find(row.Letter) is not { } letter || !LetterTerms.All.Any(t => LetterTerms.Has(letter, t)))
            {
                flaws.Add("Revenue.Rules.File.UnknownLetter", "letters", row.Row, "letter", row.Letter);
            }
            else if (!LetterTerms.Has(letter, row.Term))
            {
                var known = string.Join(", ", LetterTerms.All.Where(t => LetterTerms.Has(letter, t)));
                flaws.Add("Revenue.Rules.File.UnknownTerm", "letters", row.Row, "term", row.Term, known);
            }
            else if (!LetterTerms.IsTerm(row.Term, row.Value, set))
            {
                flaws.Add("Revenue.Rules.File.BadTerm", "letters", row.Row, "value", row.Value);
            }
        }
    }

    /// <summary>The same thing may stand in several rows only where their periods do not meet.</summary>
    private static void Once(IEnumerable<(string Key, Citation Citation, int Row)> rows, string sheet, string column, RuleFlaws flaws)
    {
        foreach (var same in rows.GroupBy(r => r.Key))
        {
            var ordered = same.OrderBy(r => r.Citation.From ?? DateOnly.MinValue).ToList();
            for (var i = 1; i < ordered.Count; i++)
            {
                if ((ordered[i - 1].Citation.To ?? DateOnly.MaxValue) >= (ordered[i].Citation.From ?? DateOnly.MinValue))
                {
                    flaws.Add("Revenue.Rules.File.Twice", sheet, ordered[i].Row, column, same.Key);
                }
            }
        }
    }

    private static void Words(RuleSet set, RuleFlaws flaws)
    {
        for (var i = 0; i < set.Parameters.Count; i++)
        {
            var parameter = set.Parameters[i];
            var known = parameter.Unit is not null || parameter.IsOpen || parameter switch
            {
                { Kind: RevenueKinds.Pbb, Name: "njop_variant" } => parameter.Word is "class" or "nir",
                { Kind: RevenueKinds.Pbb, Name: "tier_basis" } => parameter.Word is "njop" or "taxable",
                { Kind: RevenueKinds.Pbb, Name: "rounding" } =>
                    Rounding.TryParse(parameter.Word, out var read) && read.Mode != RoundingMode.None,
                _ => false,
            };
            if (!known)
            {
                flaws.Add("Revenue.Rules.File.BadWord", "parameters", i + 2, "value", parameter.Word);
            }
        }
    }

    private static void Tables(RuleSet set, RuleFlaws flaws)
    {
        foreach (var table in set.Cells.Select((Cell, i) => (Cell, Row: i + 2)).GroupBy(c => (c.Cell.Kind, c.Cell.Table)))
        {
            var unit = table.First().Cell.Unit.Unit;
            foreach (var (cell, row) in table.Where(c => c.Cell.Unit.Unit != unit))
            {
                flaws.Add("Revenue.Rules.File.OtherUnit", "tables", row, "unit", cell.Table);
            }
        }

        for (var i = 0; i < set.Inputs.Count; i++)
        {
            var input = set.Inputs[i];
            if (input.Choices.Length > 0 && !set.Cells.Any(c => c.Kind == input.Kind && c.Table == input.Choices))
            {
                flaws.Add("Revenue.Rules.File.NoTable", "inputs", i + 2, "choices", input.Choices);
            }
        }
    }

    private static void Formulas(RuleSet set, RuleFlaws flaws)
    {
        foreach (var kind in set.Steps.GroupBy(s => s.Kind))
        {
            var names = new RuleNames(set, kind.Key);
            foreach (var step in kind)
            {
                foreach (var error in UnitCheck.Of(step, names))
                {
                    flaws.Add(error.Code, "steps", step.Row, "formula", [error.At, .. error.Args]);
                }

                names.Add(step);
            }

            if (kind.LastOrDefault(s => s.Payee == "region") is var paid && (paid ?? kind.Last()) is var last
                && (last.Unit.Unit != Unit.Money || last.Rounding.Mode == RoundingMode.None))
            {
                flaws.Add("Revenue.Rules.File.NotAnAmount", "steps", last.Row, "rounding", last.Name);
            }
        }
    }

    private static void Tiers(RuleSet set, RuleFlaws flaws)
    {
        foreach (var tier in set.Tiers.Where(t => !RevenueKinds.Uses.Any(u => u.Code == t.Use)))
        {
            flaws.Add(
                "Revenue.Rules.File.UnknownUse", "tiers", tier.Row, "use",
                tier.Use, string.Join(", ", RevenueKinds.Uses.Select(u => u.Code)));
        }

        foreach (var period in set.Tiers.GroupBy(t => (t.Use, t.Citation.From)))
        {
            long above = 0;
            var ordered = period.OrderBy(t => t.Above).ToList();
            foreach (var tier in ordered)
            {
                if (tier.Above != above || (tier.To is null ? tier != ordered[^1] : tier.To <= tier.Above || tier == ordered[^1]))
                {
                    flaws.Add("Revenue.Rules.File.TierGap", "tiers", tier.Row, "above", Formats.Money(above));
                    break;
                }

                above = tier.To ?? above;
            }
        }
    }

    private static void Classes(RuleSet set, RuleFlaws flaws)
    {
        foreach (var row in set.Classes.Where(c => c.Table is not ("land" or "building")))
        {
            flaws.Add("Revenue.Rules.File.UnknownClassTable", "classes", row.Row, "table", row.Table);
        }

        foreach (var period in set.Classes.GroupBy(c => (c.Table, c.FirstYear)))
        {
            long above = 0;
            foreach (var row in period.OrderBy(c => c.To))
            {
                if (row.Above != above || row.To <= row.Above || row.Value <= 0)
                {
                    flaws.Add("Revenue.Rules.File.ClassGap", "classes", row.Row, "above", row.Code, Formats.Number(above));
                    break;
                }

                above = row.To;
            }
        }
    }

    /// <summary>No rate above what the law allows. UU 1/2022 sets ceilings; a region below them decides freely.</summary>
    private static void Ceilings(RuleSet set, RuleFlaws flaws)
    {
        for (var i = 0; i < set.Parameters.Count; i++)
        {
            var parameter = set.Parameters[i];
            if (parameter is { Name: "rate", Value: { } value } && RevenueKinds.Find(parameter.Kind)?.Ceiling is { } ceiling
                && Fraction.Compare(value, Fraction.Millionths(ceiling)) > 0)
            {
                flaws.Add("Revenue.Rules.File.AboveCeiling", "parameters", i + 2, "value", Percent(ceiling));
            }
        }

        var pbb = RevenueKinds.Find(RevenueKinds.Pbb)!.Ceiling;
        foreach (var tier in set.Tiers)
        {
            if (tier.Rate > pbb || tier.Rate < 0)
            {
                flaws.Add("Revenue.Rules.File.AboveCeiling", "tiers", tier.Row, "rate", Percent(pbb!.Value));
            }

            // UU 1/2022 art. 40: 20 to 100 per cent of the NJOP are charged.
            if (tier.Njkp is < 200_000 or > 1_000_000)
            {
                flaws.Add("Revenue.Rules.File.NjkpRange", "tiers", tier.Row, "njkp");
            }
        }
    }

    private static string Percent(int millionths) => (Fraction.Millionths(millionths) * Fraction.Of(100)).ToString() + " %";
}
