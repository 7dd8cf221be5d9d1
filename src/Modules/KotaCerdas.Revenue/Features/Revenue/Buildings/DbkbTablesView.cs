using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Revenue.Features.Buildings;

/// <summary>The DBKB tables of a set as pages show them: one folded table each.</summary>
internal sealed class DbkbTablesView(RuleSet set, Texts t)
{
    public IEnumerable<IHtmlContent> All => DbkbRules.Tables.Keys
        .Select(table => (Table: table, Rows: set.Dbkb.Where(r => r.Table == table).ToList())).Where(x => x.Rows.Count > 0)
        .Select(x => Details.Render(t[$"Revenue.Dbkb.Table.{x.Table}"], Table.Render(Of(x.Table, x.Rows))));

    /// <summary>What codes of the system before mean, folded: by the set, and for all else by what ships.</summary>
    public IHtmlContent Codes =>
        Details.Render(t["Revenue.Dbkb.CodesTitle"], Table.Render(CodesOf(BuildingCodes.Of(set, set.Head.ValidFrom))));

    private TableOptions CodesOf(BuildingCodes codes) => new()
    {
        Caption = t["Revenue.Dbkb.CodesTitle"],
        CaptionHidden = true,
        Columns =
        [
            new(t["Revenue.Dbkb.CodeColumn"]), new(t["Revenue.Dbkb.Code"]), new(t["Revenue.Dbkb.CodeMeaning"]),
            new(t["Revenue.Dbkb.CodeAttribute"]), new(t["Revenue.Rules.Row"]), new(t["Revenue.Rules.Article"]),
            new(t["Revenue.Rules.Confidence"]),
        ],
        Rows = codes.All.Select(c => (IReadOnlyList<Cell>)
        [
            c.Column, c.Code, c.Title.In(), BuildingWords.Attribute(c.Attribute, t),
            c.Attribute == BuildingCodes.Wooden ? t[c.Row == BuildingCodes.Yes ? "Revenue.Rules.Yes" : "Revenue.Rules.No"]
                : codes.RowTitle(c.Attribute, c.Row),
            c.Citation.Article, Cell.Of(RuleText.Trust(c.Citation.Confidence, t)),
        ]),
    };

    private TableOptions Of(string table, IReadOnlyList<DbkbRule> rows) => new()
    {
        Caption = t[$"Revenue.Dbkb.Table.{table}"],
        CaptionHidden = true,
        Columns =
        [
            new(t["Revenue.Rules.Row"]), new(t["Revenue.Dbkb.Basis"]), new(t["Revenue.Dbkb.Band"]), new(t["Revenue.Rules.Value"], true),
            new(t["Revenue.Rules.Article"]), new(t["Revenue.Rules.Confidence"]),
        ],
        Rows = rows.Select(r => (IReadOnlyList<Cell>)
        [
            r.Title.In(), BasisOf(r), BandOf(r), table == DbkbRules.Use ? "–" : ValueOf(r), r.Citation.Article,
            Cell.Of(RuleText.Trust(r.Citation.Confidence, t)),
        ]),
    };

    private string BasisOf(DbkbRule row) => row.Basis.Length == 0 ? "–"
        : row.Table is DbkbRules.Main or DbkbRules.Special
            ? set.Dbkb.FirstOrDefault(u => u.Table == DbkbRules.Use && u.Row == row.Basis)?.Title.In() ?? row.Basis
            : t[$"Revenue.Dbkb.Basis.{row.Basis}"];

    private string BandOf(DbkbRule row)
    {
        List<string> parts = [];
        if (row.Age is { } age)
        {
            parts.Add(t["Revenue.Dbkb.BandAge", age]);
        }

        if (row.Above is not null || row.To is not null)
        {
            var (over, between) = row.Table == DbkbRules.Depreciation
                ? ("Revenue.Dbkb.BandCostOver", "Revenue.Dbkb.BandCost") : ("Revenue.Dbkb.BandAreaOver", "Revenue.Dbkb.BandArea");
            parts.Add(row.To is { } to ? t[between, Shown(row, row.Above ?? 0), Shown(row, to)] : t[over, Shown(row, row.Above ?? 0)]);
        }

        if (row.FloorsAbove is not null || row.FloorsTo is not null)
        {
            parts.Add(row.FloorsTo is { } floors ? t["Revenue.Dbkb.BandFloors", (row.FloorsAbove ?? 0) + 1, floors]
                : t["Revenue.Dbkb.BandFloorsOver", row.FloorsAbove ?? 0]);
        }

        return parts.Count == 0 ? "–" : string.Join("; ", parts);
    }

    private static string Shown(DbkbRule row, long bound) =>
        row.Table == DbkbRules.Depreciation ? Formats.Money(bound) : Formats.Number(bound);

    private Cell ValueOf(DbkbRule row) => row.Value is { } known
        ? RuleText.Show(known, row.Unit, t) : Cell.Of(Tag.Render(t["Revenue.Rules.Unknown"], Tone.Warning));
}
