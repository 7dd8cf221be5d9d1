using System.Text.Json;
using System.Xml.Linq;

namespace KotaCerdas.Architecture.Tests.Licences;

/// <summary>A package that the repository depends on, directly or through others.</summary>
/// <param name="Name">Registry name and version.</param>
/// <param name="Licence">SPDX expression; <c>unknown</c> where none can be read.</param>
/// <param name="IsTool">Used to build or to test, not delivered.</param>
internal sealed record Package(string Name, string Licence, bool IsTool)
{
    /// <summary>The licence that cannot be read.</summary>
    public const string Unknown = "unknown";

    private static readonly string[] ToolFolders = ["tests/", "bench/"];

    // Packages that state their licence in the old form "licenses", which lock files leave out; read in the LICENSE file of the package.
    private static readonly Dictionary<string, string> Read = new(StringComparer.Ordinal)
    {
        ["parse-cache-control 1.0.1"] = "BSD-3-Clause",
    };

    private static readonly (string Phrase, string Licence)[] Phrases =
    [
        ("AFFERO GENERAL PUBLIC LICENSE", "AGPL-3.0-only"),
        ("GNU GENERAL PUBLIC LICENSE", "GPL-3.0-only"),
        ("Apache License", "Apache-2.0"),
        ("Permission is hereby granted, free of charge", "MIT"),
        ("public domain", "Unlicense"),
    ];

    /// <summary>Packages of a NuGet or npm lock file.</summary>
    public static IEnumerable<Package> In(SourceFile file, string cache)
    {
        var isTool = ToolFolders.Any(f => file.Path.StartsWith(f, StringComparison.Ordinal));
        using var json = JsonDocument.Parse(file.Text);
        return file.Path.EndsWith("packages.lock.json", StringComparison.Ordinal)
            ? [.. FromNuGet(json.RootElement, cache, isTool)]
            : [.. FromNpm(json.RootElement, isTool)];
    }

    /// <summary>The licence that a nuspec states, or that its licence file begins with.</summary>
    public static string LicenceOf(string nuspec, Func<string, string> readFile)
    {
        var stated = XDocument.Parse(nuspec).Descendants().FirstOrDefault(e => e.Name.LocalName == "license");
        return ((string?)stated?.Attribute("type"), stated?.Value) switch
        {
            ("expression", { } expression) => expression,
            ("file", { } name) => Recognise(readFile(name)),
            _ => Unknown,
        };
    }

    private static string Recognise(string text) =>
        Phrases.FirstOrDefault(p => text.Contains(p.Phrase, StringComparison.OrdinalIgnoreCase)).Licence ?? Unknown;

    private static IEnumerable<Package> FromNuGet(JsonElement root, string cache, bool isTool) =>
        from framework in root.GetProperty("dependencies").EnumerateObject()
        from package in framework.Value.EnumerateObject()
        where package.Value.GetProperty("type").GetString() != "Project"
        let version = package.Value.GetProperty("resolved").GetString()!
        select new Package($"{package.Name} {version}", FromCache(cache, package.Name, version), isTool);

    private static string FromCache(string cache, string name, string version)
    {
        var folder = Path.Combine(cache, name.ToLowerInvariant(), version.ToLowerInvariant());
        var nuspec = Path.Combine(folder, name.ToLowerInvariant() + ".nuspec");
        return File.Exists(nuspec) ? LicenceOf(File.ReadAllText(nuspec), f => File.ReadAllText(Path.Combine(folder, f))) : Unknown;
    }

    private static IEnumerable<Package> FromNpm(JsonElement root, bool isTool) =>
        from package in root.GetProperty("packages").EnumerateObject()
        where package.Name.Length > 0
        let dev = package.Value.TryGetProperty("dev", out var d) && d.GetBoolean()
        let licence = package.Value.TryGetProperty("license", out var l) ? l.GetString() : null
        let version = package.Value.TryGetProperty("version", out var v) ? v.GetString() : null
        let name = $"{package.Name["node_modules/".Length..]} {version}"
        select new Package(name, licence ?? Read.GetValueOrDefault(name, Unknown), isTool || dev);
}
