namespace KotaCerdas.Architecture.Tests.Licences;

/// <summary>Which licences we accept: permissive ones in what we deliver, weak copyleft in tools that only build or test.</summary>
internal static class LicenceRules
{
    private static readonly string[] Delivered =
    [
        "MIT", "MIT-0", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "PostgreSQL", "MS-PL", "ISC", "0BSD", "CC0-1.0", "Unlicense", "Zlib",
        "BlueOak-1.0.0", "OFL-1.1", "ODbL-1.0",
    ];

    private static readonly string[] Tools = ["MPL-2.0", "Python-2.0", "CC-BY-3.0", "CC-BY-4.0"];

    /// <summary>Packages whose licence is not accepted where they are used.</summary>
    public static IEnumerable<string> Refused(IEnumerable<Package> packages) =>
        from package in packages
        where !Accepts(package.Licence, package.IsTool)
        select $"{package.Name}: {package.Licence} ({(package.IsTool ? "tool" : "delivered")})";

    private static bool Accepts(string expression, bool isTool) =>
        Split(expression, " OR ").Any(choice => Split(choice, " AND ").All(part => IsListed(part, isTool)));

    private static string[] Split(string expression, string word) => expression.Trim('(', ')', ' ').Split(word);

    private static bool IsListed(string licence, bool isTool)
    {
        var name = licence.Trim('(', ')', ' ');
        return Delivered.Contains(name) || (isTool && Tools.Contains(name));
    }
}
