namespace KotaCerdas.Architecture.Tests.TextKeys;

/// <summary>For each text rule a small repository that breaks it, and one that breaks none.</summary>
internal static class TextPlants
{
    private const string Folder = "src/Modules/KotaCerdas.Movement/Resources/";

    private static readonly SourceFile Use =
        new("src/Modules/KotaCerdas.Movement/A.cs", "class A { string B => T[\"Movement.Call.Title\"]; }\n");

    /// <summary>By rule name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<SourceFile>> Violations { get; } =
        new Dictionary<string, IReadOnlyList<SourceFile>>(StringComparer.Ordinal)
        {
            ["every file has its other language"] = [Resx("Call.resx", ("Movement.Call.Title", "Panggilan")), Use],
            ["both languages have the same keys"] = [Resx("Board.resx", ("Movement.B.C", "x")), Resx("Board.en.resx")],
            ["both languages have the same placeholders"] = Pair("Movement.Call.Title", "Tahun {0}", "Year {1}"),
            ["sentences are translated"] = Pair("Movement.Call.Title", "Isi semua kolom ini", "Isi semua kolom ini"),
            ["what a text opens it closes"] = Pair("Movement.Call.Title", "{0} hari", "{0} {0:?day"),
            ["no text is empty"] = Pair("Movement.Call.Title", "Judul", " "),
            ["a key is its project, its area and its name"] = Pair("People.Call.Title", "Judul", "Title"),
            ["a key stands once"] =
                [.. Pair("Movement.Call.Title", "Judul", "Title"), Resx("Board.resx", ("Movement.Call.Title", "Judul"))],
            ["every used key exists"] = [.. Pair("Movement.Call.Other", "Judul", "Title"), Use],
            ["every key is used"] = Pair("Movement.Call.Title", "Judul", "Title"),
            ["a text gets the values that its placeholders need"] = [.. Pair("Movement.Call.Title", "Tahun {0}", "Year {0}"), Use],
            ["composed keys are declared with a reason"] =
            [
                .. Pair("Movement.Call.Title", "Judul", "Title"),
                new("src/Modules/KotaCerdas.Movement/A.cshtml", "<p>@T[$\"Movement.Call.{Model.Name}\"]</p>\n"),
            ],
        };

    /// <summary>Keeps every rule.</summary>
    public static IReadOnlyList<SourceFile> Clean { get; } =
    [
        Resx("Call.resx", ("Movement.Call.Title", "Panggilan"), ("Movement.State.Open", "Buka {0}, {{a}}"), ("Movement.Call.Help", "?")),
        Resx("Call.en.resx", ("Movement.Call.Title", "Call"), ("Movement.State.Open", "Open {0}, {{fixed}}"), ("Movement.Call.Help", "?")),
        Use,
        new("src/KotaCerdas.Ui/B.cs", "class B { string C(int n) => T[$\"Movement.State.{n}\", 1] + \"System.Text.Json\"; }\n"),
        new("src/Modules/KotaCerdas.Movement/A.cshtml", "<p>@T[\"Movement.Call.Help\"]</p>\n"),
        new(TextModel.DynamicPath, "# comment\nMovement.State.* by the state's name\n"),
    ];

    private static SourceFile[] Pair(string key, string indonesian, string english) =>
        [Resx("Call.resx", (key, indonesian)), Resx("Call.en.resx", (key, english))];

    private static SourceFile Resx(string name, params (string Key, string Text)[] entries) =>
        new(Folder + name, $"<r>{string.Concat(entries.Select(e => $"<data name=\"{e.Key}\"><value>{e.Text}</value></data>"))}</r>\n");
}
