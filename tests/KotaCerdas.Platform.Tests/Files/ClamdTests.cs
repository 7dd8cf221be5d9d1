using System.Text;
using KotaCerdas.TestKit;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform.Tests.Files;

public sealed class ClamdTests
{
    [Fact]
    public async Task A_real_scanner_keeps_malware_out_by_name_and_lets_the_rest_in()
    {
        Assert.SkipUnless(ClamdProcess.IsThere, "No clamd: install clamav-daemon");
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var scanner = await ClamdProcess.StartAsync(database.Folder);
        var clamd = new Clamd(Options.Create(new FileStoreOptions { Clamd = scanner.Socket }));

        using var clean = Pdf("surat biasa");
        Assert.Equal(ScanVerdict.Clean, (await clamd.ScanAsync(clean, "surat.pdf", default)).Value);
        using var planted = Pdf($"{new string('x', 200_000)} {ClamdProcess.Planted}");
        var refused = (await clamd.ScanAsync(planted, "surat.pdf", default)).Problem;
        Assert.Equal("Platform.File.Malware", refused.Code);
        Assert.StartsWith("Kota.Uji.Tanam-1", (string)refused.Args[1], StringComparison.Ordinal);
    }

    private static MemoryStream Pdf(string content) => new(Encoding.ASCII.GetBytes("%PDF-1.7\n" + content), writable: false);
}
