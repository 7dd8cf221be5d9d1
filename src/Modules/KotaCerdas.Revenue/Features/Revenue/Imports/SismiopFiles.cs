using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>A file of an export.</summary>
/// <param name="Table">Table whose rows it holds.</param>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its size, unpacked.</param>
/// <param name="Sha256">Its hash, hexadecimal.</param>
/// <param name="Rows">Rows that were read.</param>
internal sealed record SismiopFile(string Table, string Name, long Bytes, string Sha256, long Rows)
{
    /// <summary>True for a table of a dump that the import does not know; its rows were passed over.</summary>
    public bool Skipped { get; init; }
}

/// <summary>A dump in SQL, which holds any tables.</summary>
internal sealed record SismiopDump(string Name, long Bytes, Func<Stream> Open);

/// <summary>
/// An export: a folder or a ZIP with CSV files, each named like its table, and dumps in SQL; or one dump. What is neither is passed over,
/// but for dumps that only Oracle can read.
/// </summary>
internal sealed class SismiopFiles : IDisposable
{
    /// <summary>Grows with each version that reads more of the same files: 2 reads codes, facilities and appraisals of buildings.</summary>
    private const string Reader = "2";

    private readonly ZipArchive? _zip;
    private readonly Dictionary<string, (string Name, long Bytes, Func<Stream> Open)> _files = new(StringComparer.Ordinal);
    private readonly List<SismiopDump> _dumps = [];
    private string? _binary;

    private SismiopFiles(ZipArchive? zip) => _zip = zip;

    public long Bytes => _files.Values.Sum(f => f.Bytes) + _dumps.Sum(d => d.Bytes);

    /// <summary>Dumps, in the order of their names.</summary>
    public IReadOnlyList<SismiopDump> Dumps => _dumps;

    /// <summary>True where the name is of a dump that only the tools of Oracle can read.</summary>
    public static bool IsBinary(string name) => Has(name, ".dmp") || Has(name, ".dump") || Has(name, ".expdp");

    /// <summary>True where the name is of a dump in SQL.</summary>
    public static bool IsSql(string name) => Has(name, ".sql");

    /// <summary>Opens a folder, a ZIP or a dump.</summary>
    public static Outcome<SismiopFiles> Open(string path, IReadOnlyList<SismiopTable> tables)
    {
        SismiopFiles? files;
        try
        {
            files = Directory.Exists(path) ? OfFolder(path) : File.Exists(path) ? OfFile(path) : null;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return new Problem("Revenue.Import.NotZip");
        }

        if (files is null)
        {
            return new Problem("Revenue.Import.NoPath");
        }

        files._dumps.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        if (files.Refuse(tables) is not { } refused)
        {
            return files;
        }

        files.Dispose();
        return refused;
    }

    /// <summary>True where the table has a CSV file.</summary>
    public bool Has(SismiopTable table) => _files.ContainsKey(table.Name);

    public Stream Read(SismiopTable table) => _files[table.Name].Open();

    /// <summary>Name, size and hash of a table's file.</summary>
    public async Task<SismiopFile> HashAsync(SismiopTable table, CancellationToken cancel)
    {
        var (name, bytes, open) = _files[table.Name];
        await using var content = open();
        return new(table.Name, name, bytes, Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel)), 0);
    }

    /// <summary>
    /// One hash for a set of files, whatever their names and order, as this version reads them: what an earlier one passed over may come in
    /// now.
    /// </summary>
    public static string SetHash(IEnumerable<SismiopFile> files) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        Reader + "\n" + string.Concat(files.OrderBy(f => f.Table, StringComparer.Ordinal).ThenBy(f => f.Sha256, StringComparer.Ordinal)
            .Select(f => $"{f.Table} {f.Sha256}\n")))));

    public void Dispose() => _zip?.Dispose();

    private static bool Has(string name, string extension) =>
        Path.GetExtension(name).Equals(extension, StringComparison.OrdinalIgnoreCase);

    private static SismiopFiles OfFolder(string path)
    {
        var files = new SismiopFiles(null);
        foreach (var file in Directory.EnumerateFiles(path))
        {
            files.Take(Path.GetFileName(file), new FileInfo(file).Length, () => File.OpenRead(file));
        }

        return files;
    }

    private static SismiopFiles OfFile(string path)
    {
        if (IsSql(path) || IsBinary(path))
        {
            var single = new SismiopFiles(null);
            single.Take(Path.GetFileName(path), new FileInfo(path).Length, () => File.OpenRead(path));
            return single;
        }

        var files = new SismiopFiles(ZipFile.OpenRead(path));
        foreach (var entry in files._zip!.Entries.Where(e => e.Name.Length > 0))
        {
            files.Take(entry.Name, entry.Length, entry.Open);
        }

        return files;
    }

    /// <summary>Why the set cannot be read; which tables dumps hold is known only when they were read.</summary>
    private Problem? Refuse(IReadOnlyList<SismiopTable> tables)
    {
        if (_binary is { } binary)
        {
            return new Problem("Revenue.Import.BinaryDump", null, binary);
        }

        if (_dumps.Count > DumpPlace.MostDumps)
        {
            return new Problem("Revenue.Import.ManyDumps", null, DumpPlace.MostDumps);
        }

        var missing = _dumps.Count > 0 ? [] : tables.Where(t => t.Needed && !Has(t)).Select(t => t.Name + ".csv").ToList();
        return missing.Count == 0 ? null : new Problem("Revenue.Import.MissingFiles", null, string.Join(", ", missing));
    }

    private void Take(string name, long bytes, Func<Stream> open)
    {
        var table = Path.GetFileNameWithoutExtension(name).ToLowerInvariant();
        if (Has(name, ".csv"))
        {
            _files.TryAdd(table, (name, bytes, open));
        }
        else if (IsSql(name))
        {
            _dumps.Add(new(name, bytes, open));
        }
        else if (IsBinary(name))
        {
            _binary ??= name;
        }
    }
}
