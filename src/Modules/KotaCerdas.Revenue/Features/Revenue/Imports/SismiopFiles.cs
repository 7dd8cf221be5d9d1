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
internal sealed record SismiopFile(string Table, string Name, long Bytes, string Sha256, long Rows);

/// <summary>An export: a folder of CSV files, or a ZIP with them, each named like its table.</summary>
internal sealed class SismiopFiles : IDisposable
{
    private readonly ZipArchive? _zip;
    private readonly Dictionary<string, (string Name, long Bytes, Func<Stream> Open)> _files = new(StringComparer.Ordinal);

    private SismiopFiles(ZipArchive? zip) => _zip = zip;

    public long Bytes => _files.Values.Sum(f => f.Bytes);

    /// <summary>Opens a folder or ZIP.</summary>
    public static Outcome<SismiopFiles> Open(string path, IReadOnlyList<SismiopTable> tables)
    {
        SismiopFiles files;
        try
        {
            if (Directory.Exists(path))
            {
                files = new SismiopFiles(null);
                foreach (var file in Directory.EnumerateFiles(path))
                {
                    files.Take(Path.GetFileName(file), new FileInfo(file).Length, () => File.OpenRead(file));
                }
            }
            else if (File.Exists(path))
            {
                files = new SismiopFiles(ZipFile.OpenRead(path));
                foreach (var entry in files._zip!.Entries.Where(e => e.Name.Length > 0))
                {
                    files.Take(entry.Name, entry.Length, entry.Open);
                }
            }
            else
            {
                return new Problem("Revenue.Import.NoPath");
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return new Problem("Revenue.Import.NotZip");
        }

        var missing = tables.Where(t => t.Needed && !files._files.ContainsKey(t.Name)).Select(t => t.Name + ".csv").ToList();
        if (missing.Count == 0)
        {
            return files;
        }

        files.Dispose();
        return new Problem("Revenue.Import.MissingFiles", null, string.Join(", ", missing));
    }

    public bool Has(SismiopTable table) => _files.ContainsKey(table.Name);

    public Stream Read(SismiopTable table) => _files[table.Name].Open();

    /// <summary>Name, size and hash of a table's file.</summary>
    public async Task<SismiopFile> HashAsync(SismiopTable table, CancellationToken cancel)
    {
        var (name, bytes, open) = _files[table.Name];
        await using var content = open();
        return new(table.Name, name, bytes, Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel)), 0);
    }

    /// <summary>One hash for a set of files, whatever their names and order.</summary>
    public static string SetHash(IEnumerable<SismiopFile> files) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(files.OrderBy(f => f.Table, StringComparer.Ordinal).Select(f => $"{f.Table} {f.Sha256}\n")))));

    public void Dispose() => _zip?.Dispose();

    private void Take(string name, long bytes, Func<Stream> open)
    {
        var table = Path.GetFileNameWithoutExtension(name).ToLowerInvariant();
        if (Path.GetExtension(name).Equals(".csv", StringComparison.OrdinalIgnoreCase))
        {
            _files.TryAdd(table, (name, bytes, open));
        }
    }
}
