using System.Collections.Frozen;
using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace KotaCerdas.Ui;

/// <summary>
/// The built css, js, font and icon. They are embedded in the assembly, compressed at build time, and served under a name that holds the
/// hash of the content, so a browser may keep them for a year.
/// </summary>
public static class UiAssets
{
    private const string Prefix = "/aset/";

    private static readonly FrozenDictionary<string, string> Hashes = ReadIndex();

    private static readonly FrozenDictionary<string, Asset> ByPath = Hashes
        .Select(entry => Asset.Read(entry.Key)).ToFrozenDictionary(asset => PathOf(asset.Name), StringComparer.Ordinal);

    /// <summary>Path of the style sheet.</summary>
    public static string Css => PathOf("kota.css");

    /// <summary>Path of the script.</summary>
    public static string Script => PathOf("kota.js");

    /// <summary>Path of the script of pages that use passkeys.</summary>
    public static string PasskeyScript => PathOf("kunci.js");

    /// <summary>Path of the script of pages that follow what the server sends.</summary>
    public static string LiveScript => PathOf("ruang.js");

    /// <summary>Path of the script of pages that are filled in without a network.</summary>
    public static string FieldScript => PathOf("lapangan.js");

    /// <summary>Path of the service worker that keeps such pages.</summary>
    public static string FieldWorker => PathOf("kerja.js");

    /// <summary>Path of the font.</summary>
    public static string Font => PathOf("kota.woff2");

    /// <summary>Path of the mark that browsers show beside the title.</summary>
    public static string Icon => PathOf("kota.svg");

    /// <summary>Bytes that the browser loads for an asset in its gzip form (the font as it is).</summary>
    internal static int CompressedSize(string path) => ByPath[path].Compressed;

    /// <summary>Serves the assets.</summary>
    internal static void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var (path, asset) in ByPath)
        {
            endpoints.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], asset.WriteAsync).AllowAnonymous().ExcludeFromDescription();
        }
    }

    private static string PathOf(string name) =>
        $"{Prefix}{Path.GetFileNameWithoutExtension(name)}-{Hashes[name]}{Path.GetExtension(name)}";

    private static FrozenDictionary<string, string> ReadIndex()
    {
        using var reader = new StreamReader(Asset.Open("assets.txt"));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
            .ToFrozenDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
    }

    private sealed record Asset(string Name, byte[] Plain, byte[]? Gzip, byte[]? Brotli)
    {
        public int Compressed => (Gzip ?? Plain).Length;

        public static Stream Open(string file) => typeof(UiAssets).Assembly.GetManifestResourceStream("assets/" + file)
            ?? throw new Platform.BugException($"Asset {file} was not built");

        public static Asset Read(string name)
        {
            var compressed = !name.EndsWith(".woff2", StringComparison.Ordinal);
            return new(name, Bytes(name), compressed ? Bytes(name + ".gz") : null, compressed ? Bytes(name + ".br") : null);
        }

        public async Task WriteAsync(HttpContext http)
        {
            var (body, encoding) = Choose(http.Request.Headers.AcceptEncoding.ToString());
            var headers = http.Response.Headers;
            headers.ContentType = Type();
            headers.ContentEncoding = encoding;
            headers.Vary = "Accept-Encoding";
            headers.CacheControl = "public, max-age=31536000, immutable";
            if (Name == "kerja.js")
            {
                // It lies beside the assets and serves pages elsewhere.
                headers["Service-Worker-Allowed"] = "/";
            }

            headers.ContentLength = body.Length;
            if (HttpMethods.IsGet(http.Request.Method))
            {
                await http.Response.Body.WriteAsync(body, http.RequestAborted);
            }
        }

        private (byte[] Body, string? Encoding) Choose(string accepted) =>
            Brotli is not null && accepted.Contains("br", StringComparison.OrdinalIgnoreCase) ? (Brotli, "br")
            : Gzip is not null && accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase) ? (Gzip, "gzip")
            : (Plain, null);

        private string Type() => Path.GetExtension(Name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".woff2" => "font/woff2",
            ".svg" => "image/svg+xml",
            _ => MediaTypeNames.Application.Octet,
        };

        private static byte[] Bytes(string file)
        {
            using var stream = Open(file);
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            return memory.ToArray();
        }
    }
}
