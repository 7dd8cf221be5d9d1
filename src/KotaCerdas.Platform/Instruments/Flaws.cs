using System.Globalization;

namespace KotaCerdas.Platform.Instruments;

/// <summary>Where the records of an instrument stand in the spreadsheet they came from.</summary>
internal interface IPlaces
{
    string Sheet(SheetKind sheet);

    int Row(SheetKind sheet, int index, string column);

    string Column(SheetKind sheet, string column);
}

/// <summary>
/// Collects problems. Each carries sheet, row and column as its first three arguments and as its field (<c>Items!12!Text (id)</c>), then
/// the details of the rule; its text says the rule and the remedy.
/// </summary>
internal sealed class Flaws(IPlaces? places = null)
{
    private readonly List<Problem> _problems = [];

    public List<Problem> Problems => _problems;

    public bool Any => _problems.Count > 0;

    /// <summary>A problem of the record at an index of a sheet's list.</summary>
    public void Add(string code, SheetKind sheet, int index, string column, params object[] args)
    {
        var layout = Sheets.Of(sheet);
        var row = places?.Row(sheet, index, column) ?? (sheet == SheetKind.Instrument ? layout.IndexOf(column) + 2 : index + 2);
        var shown = places?.Column(sheet, column) ?? layout.Header(column);
        AddAt(code, places?.Sheet(sheet) ?? layout.Name, row, shown, args);
    }

    /// <summary>A problem at a known cell.</summary>
    public void AddAt(string code, string sheet, int row, string column, params object[] args)
    {
        if (_problems.Count < InstrumentLimits.Problems)
        {
            var number = row.ToString(CultureInfo.InvariantCulture);
            _problems.Add(new(code, $"{sheet}!{number}!{column}", [sheet, number, column, .. args]));
        }
    }
}
