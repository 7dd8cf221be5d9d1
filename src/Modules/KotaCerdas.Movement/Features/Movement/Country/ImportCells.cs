using System.Globalization;
using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>Reads the cells of one row and keeps what is wrong with them: the column, the rule, the remedy.</summary>
internal sealed class ImportCells(TableRow row)
{
    private readonly List<RowProblem> _problems = [];

    public IReadOnlyList<RowProblem> Problems => _problems;

    public string? Text(string column) => row.Optional(column);

    public int? Whole(string column, int from, int to)
    {
        if (row.Optional(column) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to)
        {
            return number;
        }

        Add(column, "Movement.Country.Import.Whole", text, Show(from), Show(to));
        return null;
    }

    public int Needed(string column, int from, int to)
    {
        if (row.Optional(column) is null)
        {
            Add(column, "Movement.Country.Import.Needed");
        }

        return Whole(column, from, to) ?? from;
    }

    public DateOnly? Day(string column)
    {
        if (row.Optional(column) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        Add(column, "Movement.Country.Import.Day", text);
        return null;
    }

    public Track ReadTrack()
    {
        var text = row["track"].ToLowerInvariant();
        if (text is "city" or "province")
        {
            return text == "city" ? Track.City : Track.Province;
        }

        Add("track", "Movement.Country.Import.Track", text);
        return Track.City;
    }

    /// <summary>Sources, separated by a bar; at least one, because a figure without a source cannot be checked.</summary>
    public IReadOnlyList<string> Sources()
    {
        var sources = row["sources"].Split(['|', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (sources.Length == 0)
        {
            Add("sources", "Movement.Country.Import.Source");
        }

        return sources;
    }

    public void Add(string column, string code, params object[] args) => _problems.Add(new(row.Number, new Problem(code, column, args)));

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}
