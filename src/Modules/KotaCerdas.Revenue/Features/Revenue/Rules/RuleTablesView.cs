using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Revenue.Features.Rules;

/// <summary>The tables that show a set, shared by the public page and the officers' one.</summary>
internal sealed class RuleTablesView(RuleSet set, Texts t)
{
    private Column Article => new(t["Revenue.Rules.Article"]);

    private Column Trust => new(t["Revenue.Rules.Confidence"]);

    /// <summary>Everything a kind is computed by, table by table.</summary>
    public IEnumerable<IHtmlContent> Of(string kind)
    {
        if (kind == RevenueKinds.Pbb && set.Tiers.Count > 0)
        {
            yield return Table.Render(Tiers());
        }

        if (set.Parameters.Any(p => p.Kind == kind))
        {
            yield return Table.Render(Parameters(kind));
        }

        foreach (var table in set.Cells.Where(c => c.Kind == kind).GroupBy(c => c.Table))
        {
            yield return Table.Render(Cells(table.Key, table));
        }

        if (set.Steps.Any(s => s.Kind == kind))
        {
            yield return Table.Render(Steps(kind));
        }

        if (kind == RevenueKinds.Pbb)
        {
            foreach (var classes in set.Classes.GroupBy(c => c.Table))
            {
                yield return Details.Render(t[$"Revenue.Rules.Classes.{classes.Key}"], Table.Render(Classes(classes.Key, classes)));
            }

            if (set.Books.Count > 0)
            {
                yield return Table.Render(Books());
            }
        }
    }

    /// <summary>Interest and fines, which all kinds share.</summary>
    public IEnumerable<IHtmlContent> Sanctions()
    {
        if (set.Interest.Count > 0)
        {
            yield return Table.Render(new()
            {
                Caption = t["Revenue.Rules.Interest"],
                Columns = [new(t["Revenue.Rules.Begins"]), new(t["Revenue.Rules.RateMonth"], true), Article, Trust],
                Rows = set.Interest.OrderBy(r => r.Begins).Select(r => Row(r.Citation, Formats.Date(r.Begins), Percent(r.Rate))),
            });
        }

        if (set.Letters.Count > 0)
        {
            yield return Table.Render(new()
            {
                Caption = t["Revenue.Rules.Letters"],
                Columns =
                [
                    new(t["Revenue.Charge.Letter"]), new(t["Revenue.Rules.LetterTerm"]), new(t["Revenue.Rules.Value"], true),
                    Article, Trust,
                ],
                Rows = set.Letters.Select(r => Row(
                    r.Citation, LetterRules.Of(r.Letter).Title.In(), t[$"Revenue.Rules.LetterTerm.{r.Term}"], TermOf(r.Value))),
            });
        }

        if (set.Parameters.Any(p => p.Kind == RevenueKinds.Sanctions))
        {
            yield return Table.Render(Parameters(RevenueKinds.Sanctions));
        }
    }

    /// <summary>Questions that nobody has answered, of a kind or of all.</summary>
    public IEnumerable<string> OpenPoints(string? kind) => set.Open.Where(o => kind is null || o.Kind == kind).Select(o => o.Text.In());

    /// <summary>A number of days or months; a parameter by its title.</summary>
    private string TermOf(string value)
    {
        var (count, unit) = value.Split(':') is [var number, var of] ? (number, of) : throw new BugException(value);
        var name = set.Parameters.FirstOrDefault(p => p.Kind == RevenueKinds.Sanctions && p.Name == count)?.Title.In();
        return $"{name ?? count} {t["Revenue.Term." + unit]}";
    }

    private TableOptions Parameters(string kind) => new()
    {
        Caption = t["Revenue.Rules.Parameters"],
        Columns = [new(t["Revenue.Rules.Rule"]), new(t["Revenue.Rules.Value"], true), Article, Trust],
        Rows = set.Parameters.Where(p => p.Kind == kind).Select(p => Row(p.Citation, p.Title.In(), ValueOf(p))),
    };

    private TableOptions Cells(string name, IEnumerable<TableCell> cells) => new()
    {
        Caption = t["Revenue.Rules.TableNamed", set.Inputs.FirstOrDefault(i => i.Choices == name)?.Title.In() ?? name],
        Columns = [new(t["Revenue.Rules.Row"]), new(t["Revenue.Rules.Value"], true), Article, Trust],
        Rows = cells.Select(c => Row(c.Citation, c.Title.In(), Figure(c.Value, c.Unit))),
    };

    private TableOptions Steps(string kind) => new()
    {
        Caption = t["Revenue.Rules.Steps"],
        Columns = [new(t["Revenue.Rules.Result"]), new(t["Revenue.Rules.Formula"]), new(t["Revenue.Rules.Rounding"]), Article, Trust],
        Rows = set.Steps.Where(s => s.Kind == kind).Select(s => Row(
            s.Citation, s.Title.In(), FormulaWords.Of(set, s, t), RoundingOf(s.Rounding))),
    };

    private TableOptions Tiers() => new()
    {
        Caption = t["Revenue.Rules.Tiers"],
        Columns = [new(t["Revenue.Pbb.Use"]), new(t["Revenue.Pbb.ClassAbove"], true), new(t["Revenue.Pbb.ClassTo"], true),
            new(t["Revenue.Pbb.Rate"], true), new(t["Revenue.Pbb.Njkp"], true), Article, Trust],
        Rows = set.Tiers.Select(r => Row(
            r.Citation, RevenueKinds.Uses.First(u => u.Code == r.Use).Title.In(), Formats.Money(r.Above),
            r.To is { } to ? Formats.Money(to) : t["Revenue.Rules.NoLimit"], r.Rate is { } rate ? Percent(rate) : Unknown(),
            r.Njkp is { } njkp ? Percent(njkp) : "–")),
    };

    private TableOptions Classes(string table, IEnumerable<ClassRule> classes) => new()
    {
        Caption = t[$"Revenue.Rules.Classes.{table}"],
        CaptionHidden = true,
        Columns = [new(t["Revenue.Rules.Class"]), new(t["Revenue.Pbb.ClassAbove"], true), new(t["Revenue.Pbb.ClassTo"], true),
            new(t["Revenue.Rules.NjopPerArea"], true), Trust],
        Rows = classes.OrderByDescending(c => c.To).Select(c => (IReadOnlyList<Cell>)[
            c.Code, Formats.Money(c.Above), Formats.Money(c.To), Formats.Money(c.Value), t[$"Revenue.Confidence.{c.Citation.Confidence}"]]),
    };

    private TableOptions Books() => new()
    {
        Caption = t["Revenue.Rules.Books"],
        Columns = [new(t["Revenue.Rules.Book"]), new(t["Revenue.Pbb.ClassAbove"], true), new(t["Revenue.Pbb.ClassTo"], true), Article,
            Trust],
        Rows = set.Books.Select(b => Row(
            b.Citation, b.Book, Formats.Money(b.Above), b.To is { } to ? Formats.Money(to) : t["Revenue.Rules.NoLimit"])),
    };

    private IReadOnlyList<Cell> Row(Citation citation, params IReadOnlyList<Cell> cells) =>
        [.. cells, citation.Article, Cell.Of(RuleText.Trust(citation.Confidence, t))];

    private Cell ValueOf(Parameter parameter) => parameter.Unit is not { } unit
        ? parameter.Word.Length == 0 ? Unknown() : WordOf(parameter)
        : Figure(parameter.Value, unit);

    private string WordOf(Parameter parameter) => parameter.Name == "rounding" && Rounding.TryParse(parameter.Word, out var rounding)
        ? RoundingOf(rounding) : t[$"Revenue.Word.{parameter.Name}.{parameter.Word}"];

    private Cell Figure(Fraction? value, RuleUnit unit) => value is { } known ? RuleText.Show(known, unit, t) : Unknown();

    private Cell Unknown() => Cell.Of(Tag.Render(t["Revenue.Rules.Unknown"], Tone.Warning));

    private string RoundingOf(Rounding rounding) => rounding.Mode == RoundingMode.None ? "–"
        : rounding.To == 1 ? t[$"Revenue.Rounding.{rounding.Mode}"]
        : t["Revenue.Rounding.To", t[$"Revenue.Rounding.{rounding.Mode}"], rounding.To];

    private static string Percent(int millionths) => RuleFigures.Show(Fraction.Millionths(millionths), RuleUnit.Percent);
}
