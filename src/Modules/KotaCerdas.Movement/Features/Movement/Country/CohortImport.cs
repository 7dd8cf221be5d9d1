using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>Reads rows of cohorts from an upload.</summary>
internal static class CohortImport
{
    public static readonly IReadOnlyList<string> Required = ["year", "track", "selected", "repeats", "sources"];

    public static TableReading<Cohort> Read(IReadOnlyList<TableRow> rows)
    {
        var cohorts = new List<Cohort>();
        var problems = new List<RowProblem>();
        var seen = new Dictionary<(int, Track), int>();
        foreach (var row in rows)
        {
            var cells = new ImportCells(row);
            var cohort = ReadRow(cells);
            if (!seen.TryAdd((cohort.Year, cohort.Track), row.Number))
            {
                cells.Add("year", "Movement.Country.Import.Twice", seen[(cohort.Year, cohort.Track)]);
            }

            problems.AddRange(cells.Problems);
            cohorts.Add(cohort);
        }

        return new(cohorts, problems);
    }

    private static Cohort ReadRow(ImportCells cells)
    {
        var cohort = new Cohort
        {
            Year = cells.Needed("year", 2017, 2100),
            Track = cells.ReadTrack(),
            Invited = cells.Whole("invited", 0, 600),
            Applied = cells.Whole("applied", 0, 600),
            Attended = cells.Whole("attended", 0, 600),
            Assessors = cells.Whole("assessors", 0, 10_000),
            AssessedFrom = cells.Day("assessed_from"),
            AssessedTo = cells.Day("assessed_to"),
            Selected = cells.Needed("selected", 0, 600),
            Repeats = cells.Needed("repeats", 0, 600),
            SignedFrom = cells.Day("signed_from"),
            SignedTo = cells.Day("signed_to"),
            Place = cells.Text("place"),
            FocusId = cells.Text("focus_id"),
            FocusEn = cells.Text("focus_en"),
            Sources = cells.Sources(),
            Note = cells.Text("note"),
        };
        if (cohort.AssessedTo < cohort.AssessedFrom)
        {
            cells.Add("assessed_to", "Movement.Country.Import.Order");
        }

        if (cohort.SignedTo < cohort.SignedFrom)
        {
            cells.Add("signed_to", "Movement.Country.Import.Order");
        }

        return cohort;
    }
}
