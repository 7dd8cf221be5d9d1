namespace KotaCerdas.Architecture.Tests.Tidy;

/// <summary>For each tidy rule one file that breaks it, and files that break none. Words that rules seek are joined at run time.</summary>
internal static class TidyPlants
{
    /// <summary>By rule name.</summary>
    public static IReadOnlyDictionary<string, SourceFile> Violations { get; } = new Dictionary<string, SourceFile>(StringComparer.Ordinal)
    {
        ["file length"] = new("src/A.cs", Repeat("// a line\n", 401)),
        ["line length"] = new("src/a.sql", "-- " + new string('a', 138) + "\n"),
        ["leftovers"] = new("src/a.js", "// TO" + "DO later\n"),
        ["regions"] = new("src/A.cs", "#reg" + "ion fields\n"),
        ["nullable"] = new("src/A.cs", "#nullable " + "disable\n"),
        ["suppressions"] = new("src/A.cs", "#pragma warning " + "disable CA1000\n"),
        ["razor components"] = new("src/A.razor", "<p></p>\n"),
        ["machine paths"] = new("docs/a.md", "see /ro" + "ot/kota\n"),
        ["registry hosts"] = new("package-lock.json", "\"resolved\": \"https://example.org/a.tgz\"\n"),
        ["inline style"] = new("src/A.cshtml", "<p style" + "=\"color:red\">\n"),
        ["inline script"] = new("src/A.cshtml", "<scr" + "ipt>go()</script>\n"),
        ["inline handler"] = new("src/A.cshtml", "<a on" + "click=\"go()\">\n"),
        ["antiforgery"] = new("src/A.cshtml", "<form method=\"post\"\n  action=\"/a\">\n"),
        ["joins by index"] = new("src/A.cs", "const string Sql = \"join t on t.id = coal" + "esce(m.id, o.id)\";\n"),
        ["one title"] = new("docs/a.md", "# One\n\n```\n# a comment\n```\n\n# Two\n"),
        ["line ends"] = new("src/a.sql", "select 1; \n"),
        ["method length"] = new("src/A.cs", "class A\n{\nvoid M()\n{\n" + Repeat("N();\n", 58) + "}\n}\n"),
        ["parameters"] = new("src/A.cs", "class A(int a, int b, int c, int d, int e, int f, int g);\n"),
        ["file-scoped namespaces"] = new("src/A.cs", "namespace A\n{\n}\n"),
        ["logging"] = new("src/A.cs", "class A { void M() { _logger.LogInformation(\"x\"); } }\n"),
    };

    /// <summary>Files at the limits.</summary>
    public static IReadOnlyList<SourceFile> Clean { get; } =
    [
        new("src/A.cs", "namespace A;\nclass A\n{\nvoid M()\n{\n" + Repeat("N();\n", 57) + "}\n}\n"),
        new("src/R.cs", "record R(int a, int b, int c, int d, int e, int f, int g);\n"),
        new("src/B.cs", Repeat("// a line\n", 400)),
        new("src/a.sql", "-- " + new string('a', 137) + "\n"),
        new("src/F.cshtml", "<form method=\"post\" action=\"/a\" asp-antiforgery=\"true\"></form><form method=\"post\"></form>\n"),
        new("src/A.cshtml", "<script src=\"/a.js\" type=\"module\"></script><p class=\"style\">\n"),
        new("docs/a.md", "# One\n\n```\n# a comment\n```\n\nsee https://example.org/home/index and <root>\n"),
    ];

    private static string Repeat(string line, int times) => string.Concat(Enumerable.Repeat(line, times));
}
