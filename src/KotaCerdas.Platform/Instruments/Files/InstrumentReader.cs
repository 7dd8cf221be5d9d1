using System.Collections.Immutable;

namespace KotaCerdas.Platform.Instruments.Files;

/// <summary>Turns sheets of text cells into an instrument.</summary>
internal sealed class InstrumentReader : IPlaces
{
    private static readonly (AnswerKind, string[])[] Answers =
    [
        (AnswerKind.Text, ["text", "teks"]), (AnswerKind.Number, ["number", "angka"]), (AnswerKind.Money, ["money", "rupiah", "uang"]),
        (AnswerKind.YesNo, ["yesno", "yatidak"]), (AnswerKind.Date, ["date", "tanggal"]), (AnswerKind.Level, ["level", "tingkat"]),
        (AnswerKind.Choice, ["choice", "pilihan"]), (AnswerKind.MultiChoice, ["multichoice", "pilihanganda"]),
            (AnswerKind.File, ["file", "berkas"]),
    ];

    private static readonly (EvidenceRule, string[])[] Evidences =
        [(EvidenceRule.None, ["none", "tidak"]), (EvidenceRule.Optional, ["optional", "opsional"]),
            (EvidenceRule.Required, ["required", "wajib"])];

    private static readonly (InstrumentKind, string[])[] Kinds =
    [
        (InstrumentKind.Questionnaire, ["questionnaire", "kuesioner"]), (InstrumentKind.Assessment, ["assessment", "penilaian"]),
        (InstrumentKind.Evaluation, ["evaluation", "evaluasi"]),
    ];

    private static readonly (RoundingRule, string[])[] Roundings =
        [(RoundingRule.HalfUp, ["halfup", "setengahkeatas"]), (RoundingRule.HalfEven, ["halfeven", "setengahgenap"]),
            (RoundingRule.Down, ["down", "kebawah"])];

    private static readonly (MissingRule, string[])[] MissingRules =
        [(MissingRule.Propagate, ["propagate", "ikutkosong"]), (MissingRule.LeaveOut, ["leaveout", "diabaikan"])];

    private readonly Dictionary<SheetKind, Table> _tables;
    private readonly Flaws _flaws;

    private InstrumentReader(Dictionary<SheetKind, Table> tables, Flaws flaws)
    {
        _tables = tables;
        _flaws = flaws;
    }

    public static Outcome<InstrumentEngine> Read(IReadOnlyList<RawSheet> sheets, Flaws flaws)
    {
        var tables = TableFinder.Find(sheets, flaws);
        var reader = new InstrumentReader(tables, flaws);
        if (!tables.ContainsKey(SheetKind.Instrument))
        {
            return flaws.Problems;
        }

        var instrument = reader.Build();

        // Rules are checked on what could be read even where cells were wrong, so that one upload shows all problems.
        var ruled = new Flaws(reader);
        var engine = InstrumentEngine.Compile(instrument, ruled);
        return flaws.Any ? flaws.Problems.Concat(ruled.Problems).DistinctBy(p => p.Field).Take(InstrumentLimits.Problems).ToList() : engine;
    }

    public string Sheet(SheetKind sheet) => _tables.TryGetValue(sheet, out var table) ? table.Name : Sheets.Of(sheet).Name;

    public int Row(SheetKind sheet, int index, string column) =>
        _tables.TryGetValue(sheet, out var table) && index < table.Rows.Count ? table.RowOf(table.Rows[index], column) : index + 2;

    public string Column(SheetKind sheet, string column) =>
        _tables.TryGetValue(sheet, out var table) ? table.Header(column) : Sheets.Of(sheet).Header(column);

    private Instrument Build()
    {
        var header = Rows(SheetKind.Instrument).First();
        return new()
        {
            Code = header.Text("Code"),
            Version = header.Whole("Version") ?? 0,
            Kind = header.Word("Kind", Kinds),
            Title = header.Both("Title"),
            Note = header.Both("Note"),
            LegalBasis = header.Text("LegalBasis"),
            Source = header.Text("Source"),
            ValidFrom = header.Day("ValidFrom") ?? default,
            ValidTo = header.Day("ValidTo"),
            Scale = new(header.Number("ScaleMin") ?? 0, header.Number("ScaleMax") ?? 0),
            Rounding = header.Word("Rounding", Roundings),
            Missing = header.Word("Missing", MissingRules),
            Sections = All(SheetKind.Sections, r => new Section(r.Text("Code"), r.Both("Title"), r.Both("Help"))),
            Items = All(SheetKind.Items, ReadItem),
            Levels = All(SheetKind.Levels, r => new Level(r.Text("Item"), r.Whole("Value") ?? 0, r.Both("Label"), r.Both("Text"))),
            Options = All(SheetKind.Options, r => new Option(r.Text("Item"), r.Text("Code"), r.Both("Label"))),
            Criteria = All(SheetKind.Criteria, ReadCriterion),
            Bands = All(SheetKind.Bands, ReadBand),
            Results = All(SheetKind.Results, ReadResult),
        };
    }

    private static Item ReadItem(RowReader row) => new()
    {
        Code = row.Text("Code"),
        Section = row.Text("Section"),
        Text = row.Both("Text"),
        Help = row.Both("Help"),
        Answer = row.Word("Answer", Answers),
        Unit = row.Text("Unit"),
        Min = row.Number("Min"),
        Max = row.Number("Max"),
        Decimals = row.Whole("Decimals") ?? 0,
        MaxLength = row.Whole("MaxLength"),
        Required = row.Truth("Required"),
        Evidence = row.Word("Evidence", Evidences),
        VisibleWhen = row.Text("VisibleWhen"),
    };

    private static Criterion ReadCriterion(RowReader row) => new()
    {
        Code = row.Text("Code"),
        Parent = row.Text("Parent"),
        Title = row.Both("Title"),
        Weight = row.Weight("Weight"),
        Score = row.Text("Score"),
        Normalisation = row.Normalisation("Normalisation"),
    };

    private static Band ReadBand(RowReader row)
    {
        var (min, max) = (row.Number("ScaleMin"), row.Number("ScaleMax"));
        var scale = min is { } low && max is { } high ? new Scale(low, high) : null;
        return new(row.Text("Set"), row.Number("From") ?? 0, row.Number("To") ?? 0, row.Both("Label"), scale);
    }

    private static Result ReadResult(RowReader row) => new()
    {
        Code = row.Text("Code"),
        Title = row.Both("Title"),
        Formula = row.Text("Formula"),
        Digits = row.Whole("Digits"),
        Bands = row.Text("Bands"),
        Unit = row.Text("Unit"),
    };

    private ImmutableArray<T> All<T>(SheetKind sheet, Func<RowReader, T> read) => [.. Rows(sheet).Select(read)];

    private IEnumerable<RowReader> Rows(SheetKind sheet) =>
        _tables.TryGetValue(sheet, out var table) ? table.Rows.Select(r => new RowReader(table, r, _flaws)) : [];
}
