using System.Diagnostics;

namespace KotaCerdas.Architecture.Tests;

/// <summary>The working tree that the tests were built from.</summary>
internal static class Repository
{
    private static readonly Lazy<IReadOnlyList<string>> Listed = new(List);

    private static readonly Lazy<IReadOnlyList<SourceFile>> Read = new(
        () => [.. Paths.Where(SourceFile.IsText).Select(p => new SourceFile(p, File.ReadAllText(At(p))))]);

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every file that is tracked or would be by <c>git add</c>, with forward slashes, relative to the root.</summary>
    public static IReadOnlyList<string> Paths => Listed.Value;

    /// <summary>The files that are text.</summary>
    public static IReadOnlyList<SourceFile> Files => Read.Value;

    /// <summary>The absolute place of a path.</summary>
    public static string At(string path) => Path.Combine(Root, path);

    /// <summary>One file by its path; an empty one where it does not exist.</summary>
    public static SourceFile FileAt(string path) => Files.FirstOrDefault(f => f.Path == path) ?? new SourceFile(path, string.Empty);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "KotaCerdas.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository");
    }

    private static List<string> List()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git does not start");
        var listing = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        var paths = listing.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct()
            .Where(p => File.Exists(At(p))).Order(StringComparer.Ordinal).ToList();
        Assert.True(git.ExitCode == 0 && paths.Count > 30, $"git lists {paths.Count} files (exit {git.ExitCode})");
        return paths;
    }
}
