using System.Globalization;

namespace KotaCerdas.Platform.Instruments.Files;

/// <summary>A sheet to write: cells as text or number.</summary>
internal sealed record SheetToWrite(string Name, IReadOnlyList<object?[]> Rows);

/// <summary>Turns an instrument into sheets, column by column as <see cref="Instruments.Sheets"/> has them.</summary>
internal static class InstrumentWriter
{
    public static List<SheetToWrite> Sheets(Instrument x, bool indonesian)
    {
        var layouts = Instruments.Sheets.All;
        return
        [
            Header(layouts[0], HeaderCells(x), indonesian),
            Rows(layouts[1], x.Sections.Select(s => Cells(s.Code, s.Title, s.Help)), indonesian),
            Rows(layouts[2], x.Items.Select(ItemCells), indonesian),
            Rows(layouts[3], x.Levels.Select(l => Cells(l.Item, (decimal)l.Value, l.Label, l.Text)), indonesian),
            Rows(layouts[4], x.Options.Select(o => Cells(o.Item, o.Code, o.Label)), indonesian),
            Rows(layouts[5], x.Criteria.Select(CriterionCells), indonesian),
            Rows(layouts[6], x.Bands.Select(b => Cells(b.Set, b.From, b.To, b.Label, b.Scale?.Min, b.Scale?.Max)), indonesian),
            Rows(layouts[7], x.Results.Select(r => Cells(r.Code, r.Title, r.Formula, (decimal?)r.Digits, r.Bands, r.Unit)), indonesian),
        ];
    }

    private static object?[] HeaderCells(Instrument x) => Cells(
        x.Code, (decimal)x.Version, Word(x.Kind), x.Title, x.Note, x.LegalBasis, x.Source, Day(x.ValidFrom), x.ValidTo is { } last
            ? Day(last) : null,
        x.Scale.Min, x.Scale.Max, Word(x.Rounding), Word(x.Missing));

    private static object?[] ItemCells(Item i) => Cells(
        i.Code, i.Section, i.Text, i.Help, Word(i.Answer), i.Unit, i.Min, i.Max, (decimal)i.Decimals, (decimal?)i.MaxLength, i.Required
            ? "yes" : "no",
        Word(i.Evidence), i.VisibleWhen);

    private static object?[] CriterionCells(Criterion c) =>
        Cells(c.Code, c.Parent, c.Title, c.Weight / 10_000m, c.Score, NormalisationText.Write(c.Normalisation));

    private static object?[] Cells(params object?[] values) =>
        [.. values.SelectMany(v => v is Bilingual text ? new object?[] { text.Id, text.En } : [v])];

    private static SheetToWrite Rows(SheetLayout layout, IEnumerable<object?[]> rows, bool indonesian) =>
        new(indonesian ? layout.Indonesian : layout.Name, [Headers(layout, indonesian), .. rows]);

    private static SheetToWrite Header(SheetLayout layout, object?[] values, bool indonesian)
    {
        object?[] head = indonesian
            ? [Instruments.Sheets.FieldIndonesian, Instruments.Sheets.ValueIndonesian]
            : [Instruments.Sheets.Field, Instruments.Sheets.ValueHeader];
        var rows = Headers(layout, indonesian).Zip(values, (name, value) => new[] { name, value });
        return new(indonesian ? layout.Indonesian : layout.Name, [head, .. rows]);
    }

    private static object?[] Headers(SheetLayout layout, bool indonesian) =>
        [.. layout.Columns.Select(c => indonesian ? c.Indonesian : c.English)];

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
