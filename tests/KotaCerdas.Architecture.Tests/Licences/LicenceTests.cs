namespace KotaCerdas.Architecture.Tests.Licences;

public sealed class LicenceTests
{
    private static readonly string[] LockNames = ["packages.lock.json", "package-lock.json"];

    private static string Cache => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    [Fact]
    public void Every_package_has_a_licence_that_we_accept()
    {
        var packages = Repository.Files.Where(IsLock).SelectMany(f => Package.In(f, Cache)).Distinct().ToList();
        Assert.Contains(packages, p => p.Name.StartsWith("Npgsql ", StringComparison.Ordinal) && !p.IsTool);
        Findings.None(LicenceRules.Refused(packages), "Choose a package whose licence we accept");
    }

    /// <summary>Conformance list of signatures: PDFsharp from 6.5 on is under the AGPL, as are most that sign PDF files.</summary>
    [Fact]
    public void CT_SIG_09_No_package_of_the_restore_graph_is_under_the_AGPL()
    {
        var packages = Repository.Files.Where(IsLock).SelectMany(f => Package.In(f, Cache)).Distinct().ToList();
        Assert.Contains(packages, p => p.Name.StartsWith("System.Security.Cryptography.Pkcs ", StringComparison.Ordinal));
        Assert.DoesNotContain(packages, p => p.Licence.Contains("AGPL", StringComparison.Ordinal));
        Assert.Single(LicenceRules.Refused([new("PDFsharp 6.5.0", "AGPL-3.0-only", false)]));
    }

    [Fact]
    public void Every_project_has_a_lock_file() =>
        Findings.None(Unlocked(Repository.Paths), "Restore once and commit packages.lock.json, or package-lock.json beside package.json");

    [Theory]
    [InlineData("AGPL-3.0-only", true)]
    [InlineData("GPL-3.0-only", true)]
    [InlineData("MPL-2.0", false)]
    [InlineData("MIT AND GPL-2.0-only", false)]
    [InlineData("SEE LICENSE IN EULA.txt", true)]
    [InlineData(Package.Unknown, true)]
    public void A_planted_package_with_another_licence_is_reported(string licence, bool isTool) =>
        Assert.NotEmpty(LicenceRules.Refused([new("planted 1.0.0", licence, isTool)]));

    [Theory]
    [InlineData("MIT", false)]
    [InlineData("GPL-2.0-only OR Apache-2.0", false)]
    [InlineData("(MIT AND Zlib)", false)]
    [InlineData("MPL-2.0", true)]
    public void An_accepted_licence_passes(string licence, bool isTool) =>
        Assert.Empty(LicenceRules.Refused([new("planted 1.0.0", licence, isTool)]));

    [Theory]
    [InlineData("<package><metadata><license type=\"expression\">MIT</license></metadata></package>", "MIT")]
    [InlineData("<package><metadata><license type=\"file\">L.txt</license></metadata></package>", "AGPL-3.0-only")]
    [InlineData("<package><metadata><licenseUrl>https://example.org</licenseUrl></metadata></package>", Package.Unknown)]
    public void A_nuspec_is_read_as_written(string nuspec, string licence) =>
        Assert.Equal(licence, Package.LicenceOf(nuspec, _ => "GNU AFFERO GENERAL PUBLIC LICENSE\nVersion 3"));

    [Fact]
    public void Planted_lock_files_are_read()
    {
        var npm = new SourceFile("src/A/package-lock.json", """
            {"packages":{"":{"license":"Apache-2.0"},"node_modules/a":{"version":"1.0.0","license":"GPL-3.0"},
            "node_modules/b":{"version":"2.0.0","license":"MPL-2.0","dev":true},"node_modules/c":{"version":"3.0.0"}}}
            """);
        var nuget = new SourceFile("tests/A/packages.lock.json", """
            {"version":2,"dependencies":{"net10.0":{"A":{"type":"Direct","resolved":"1.0.0"},"b":{"type":"Project"}}}}
            """);
        Assert.Equal(["a 1.0.0: GPL-3.0 (delivered)", "c 3.0.0: unknown (delivered)"], LicenceRules.Refused(Package.In(npm, "nowhere")));
        Assert.Equal(["A 1.0.0: unknown (tool)"], LicenceRules.Refused(Package.In(nuget, "nowhere")));
    }

    [Fact]
    public void A_planted_project_without_a_lock_file_is_reported() =>
        Assert.Equal(["src/A/packages.lock.json", "src/B/package-lock.json"], Unlocked(["src/A/A.csproj", "src/B/package.json"]));

    private static bool IsLock(SourceFile file) => LockNames.Contains(Path.GetFileName(file.Path));

    private static IEnumerable<string> Unlocked(IReadOnlyList<string> paths) =>
        paths.Where(p => p.EndsWith(".csproj", StringComparison.Ordinal)).Select(p => Beside(p, "packages.lock.json"))
            .Concat(paths.Where(p => Path.GetFileName(p) == "package.json").Select(p => Beside(p, "package-lock.json")))
            .Except(paths);

    private static string Beside(string path, string name) => $"{path[..path.LastIndexOf('/')]}/{name}";
}
