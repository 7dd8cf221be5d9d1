using System.Globalization;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Movement.Model.Mentoring;

/// <summary>
/// Reads and checks the guides in <c>data/mentoring</c>. Every wrong row is named by file and number; with any of them there is no guide.
/// </summary>
internal sealed class GuideFiles
{
    private static readonly HashSet<string> Parts =
        [.. Enum.GetNames<DecreePart>().Select(p => p.ToLowerInvariant())];

    private readonly string _folder;
    private readonly List<Problem> _problems = [];

    private GuideFiles(string folder) => _folder = folder;

    /// <summary>All versions, oldest first, or every row that cannot be used.</summary>
    public static Outcome<IReadOnlyList<MentoringGuide>> Read(string folder)
    {
        var guides = new List<MentoringGuide>();
        var problems = new List<Problem>();
        foreach (var row in TableFile.Shipped(folder, "versions"))
        {
            var files = new GuideFiles(Path.Combine(folder, row["version"]));
            var guide = files.One(row);
            problems.AddRange(files._problems);
            guides.Add(guide);
        }

        return problems.Count > 0
            ? problems
            : Outcome.Of<IReadOnlyList<MentoringGuide>>([.. guides.OrderBy(g => g.ValidFrom)]);
    }

    private MentoringGuide One(TableRow version)
    {
        var stages = All("stages", Stage).OrderBy(s => s.Position).ToList();
        var known = stages.Select(s => s.Code).ToHashSet(StringComparer.Ordinal);
        var deliverables = All("deliverables", (row, file) => Deliverable(row, file, known));
        CheckStages(stages, deliverables);
        var kinds = All("decrees", (row, file) => new DecreeKind(
            Text(row, file, "kind"), Name(row, file), Name(row, file, "body"), Text(row, file, "about_id"),
            OneOf(row, file, "meets_as", "council", "team") ? MeetingKind.Council : MeetingKind.Team,
            Text(row, file, "obligation")));
        return new MentoringGuide(
            version["version"], Name(version, "versions"), Date(version, "valid_from") ?? DateOnly.MinValue, Date(version, "valid_to"))
        {
            Obligation = Text(version, "versions", "obligation"),
            Stages = stages,
            Deliverables = [.. deliverables.OrderBy(d => stages.FindIndex(s => s.Code == d.Stage)).ThenBy(d => d.Position)],
            Participants = All("participants", (row, file) => Named(row, file, "party", known)),
            Materials = All("materials", (row, file) => Named(row, file, "code", known)),
            Rules = Rules(),
            Report = All("report", Field),
            Decrees = kinds,
            Roles = All("decree-roles", (row, file) => Role(row, file, kinds)),
            DecreeTexts = Lines(kinds),
            Parties = All("parties", (row, file) => new GuideName(string.Empty, Text(row, file, "code"), Name(row, file))),
        };
    }

    private GuideStage Stage(TableRow row, string file) => new(
        Text(row, file, "code"), Whole(row, file, "position"), Name(row, file), Name(row, file, "aim"), Name(row, file, "work"),
        Whole(row, file, "days"), row.Optional("opens_after"), Whole(row, file, "due_days"));

    private GuideDeliverable Deliverable(TableRow row, string file, HashSet<string> stages)
    {
        Known(row, file, "stage", stages);
        return new(
            row["stage"], Text(row, file, "code"), Whole(row, file, "position"), Name(row, file),
            OneOf(row, file, "form", "text", "file"), OneOf(row, file, "required", "yes", "no"));
    }

    private GuideName Named(TableRow row, string file, string code, HashSet<string> stages)
    {
        Known(row, file, "stage", stages);
        return new(row["stage"], Text(row, file, code), Name(row, file));
    }

    private ReportField Field(TableRow row, string file)
    {
        var choice = OneOf(row, file, "kind", "choice", "text");
        var choices = row["choices"].Split('|', StringSplitOptions.RemoveEmptyEntries).Select(c => c.Split(':')).ToList();
        if (choices.Exists(c => c.Length != 3) || (choice && choices.Count < 2))
        {
            Add(row, file, "choices");
            choices = [];
        }

        return new(
            Text(row, file, "code"), Name(row, file), OneOf(row, file, "required", "yes", "no"),
            choice ? 0 : Whole(row, file, "max_length"),
            [.. choices.Select(c => new GuideName(row["code"], c[0], new Bilingual(c[1], c[2])))]);
    }

    private DecreeRole Role(TableRow row, string file, IEnumerable<DecreeKind> kinds)
    {
        Known(row, file, "kind", kinds.Select(k => k.Code).ToHashSet(StringComparer.Ordinal));
        return new(
            row["kind"], Text(row, file, "code"), Name(row, file), OneOf(row, file, "per_dimension", "yes", "no"),
            OneOf(row, file, "required", "yes", "no"));
    }

    /// <summary>Every kind of decree has words for each of its parts.</summary>
    private List<DecreeLine> Lines(IReadOnlyList<DecreeKind> kinds)
    {
        var known = kinds.Select(k => k.Code).ToHashSet(StringComparer.Ordinal);
        var lines = All("decree-texts", (row, file) =>
        {
            Known(row, file, "kind", known);
            Known(row, file, "part", Parts);
            _ = Platform.Named.TryRead<DecreePart>(row["part"], out var part, ignoreCase: true);
            return new DecreeLine(row["kind"], part, Whole(row, file, "position"), Text(row, file, "text"));
        });
        foreach (var kind in kinds)
        {
            foreach (var part in Enum.GetValues<DecreePart>().Where(p => !lines.Exists(l => l.Kind == kind.Code && l.Part == p)))
            {
                _problems.Add(new("Movement.Guide.PartMissing", null, kind.Code, part.ToString()));
            }
        }

        return [.. lines.OrderBy(l => l.Position)];
    }

    /// <summary>One stage opens at the start, every other one after the one before, and none is done without a deliverable.</summary>
    private void CheckStages(List<GuideStage> stages, IReadOnlyList<GuideDeliverable> deliverables)
    {
        foreach (var (index, stage) in stages.Index())
        {
            var earlier = index == 0 ? null : stages[index - 1].Code;
            if (stage.OpensAfter != earlier)
            {
                _problems.Add(new("Movement.Guide.StageOrder", null, stage.Code));
            }

            if (!deliverables.Any(d => d.Stage == stage.Code && d.Required))
            {
                _problems.Add(new("Movement.Guide.StageEmpty", null, stage.Code));
            }
        }

        foreach (var twice in deliverables.GroupBy(d => d.Code).Where(g => g.Count() > 1))
        {
            _problems.Add(new("Movement.Guide.Twice", null, twice.Key));
        }
    }

    private GuideRules Rules()
    {
        var rows = Rows("rules").ToDictionary(r => r["key"], StringComparer.Ordinal);
        int Needed(string key)
        {
            if (rows.TryGetValue(key, out var row))
            {
                return Whole(row, "rules", "value");
            }

            _problems.Add(new("Movement.Guide.RuleMissing", null, key));
            return 0;
        }

        var cadences = Enum.GetValues<MeetingKind>().Select(k => (Kind: k, Key: $"cadence-{k.ToString().ToLowerInvariant()}"))
            .Where(k => rows.ContainsKey(k.Key)).ToDictionary(k => k.Kind, k => Needed(k.Key));
        return new(Needed("season-length"), Needed("change-window"), Needed("contact-gap"), Needed("decree-due"), cadences);
    }

    private List<T> All<T>(string file, Func<TableRow, string, T> read) => [.. Rows(file).Select(row => read(row, file))];

    private List<TableRow> Rows(string file)
    {
        if (File.Exists(Path.Combine(_folder, file + ".csv")))
        {
            return [.. TableFile.Shipped(_folder, file)];
        }

        _problems.Add(new("Movement.Guide.FileMissing", null, file));
        return [];
    }

    private Bilingual Name(TableRow row, string file, string column = "name") =>
        new(Text(row, file, column + "_id"), Text(row, file, column + "_en"));

    private string Text(TableRow row, string file, string column)
    {
        if (row[column].Length == 0)
        {
            Add(row, file, column);
        }

        return row[column];
    }

    private int Whole(TableRow row, string file, string column)
    {
        if (int.TryParse(row[column], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            return number;
        }

        Add(row, file, column);
        return 0;
    }

    /// <summary>True for the first word, false for the second; anything else is a problem.</summary>
    private bool OneOf(TableRow row, string file, string column, string yes, string no)
    {
        if (row[column] != yes && row[column] != no)
        {
            Add(row, file, column);
        }

        return row[column] == yes;
    }

    private void Known(TableRow row, string file, string column, HashSet<string> known)
    {
        if (!known.Contains(row[column]))
        {
            Add(row, file, column);
        }
    }

    private void Add(TableRow row, string file, string column) =>
        _problems.Add(new("Movement.Guide.Cell", null, $"{file}.csv", row.Number, column, row[column]));

    private static DateOnly? Date(TableRow row, string column) =>
        DateOnly.TryParseExact(row[column], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
