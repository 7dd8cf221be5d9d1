using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using KotaCerdas.TestKit;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform.Tests.Files;

public sealed class FileStoreTests
{
    private static readonly RegionCode PagarAlam = RegionCode.Parse("16.72");
    private static readonly RegionCode Sleman = RegionCode.Parse("34.04");
    private static readonly byte[] Pdf = "%PDF-1.7\n%âãÏÓ\n1 0 obj\n"u8.ToArray();

    [Theory, OnEachDatabase]
    public async Task A_file_is_kept_once_and_a_second_upload_is_told_of_the_first(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var first = await TakeAndSaveAsync(database, PagarAlam, Pdf, "SK Dewan.pdf");
        var second = await TakeAndSaveAsync(database, PagarAlam, Pdf, "salinan.pdf");
        var elsewhere = await TakeAndSaveAsync(database, Sleman, Pdf, "salinan.pdf");

        Assert.Null(first.SameContent);
        Assert.Equal("SK Dewan.pdf", second.SameContent?.Name);
        Assert.Null(elsewhere.SameContent);
        Assert.Single(Directory.GetFiles(Path.Combine(database.Folder, "files"), "*", SearchOption.AllDirectories));
        Assert.True(await database.WithAsync<FileStore, bool>(s => s.IsIntactAsync(first.File, default)));
        Assert.Null(await database.WithAsync<FileStore, StoredFile?>(s => s.FindAsync(Sleman, first.File.Id, default)));
    }

    [Fact]
    public async Task A_changed_byte_on_disk_is_noticed()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var taken = await TakeAndSaveAsync(database, PagarAlam, Pdf, "a.pdf");
        var path = Directory.GetFiles(Path.Combine(database.Folder, "files"), "*", SearchOption.AllDirectories).Single();
        await File.WriteAllBytesAsync(path, [.. Pdf, 0]);
        Assert.False(await database.WithAsync<FileStore, bool>(s => s.IsIntactAsync(taken.File, default)));
    }

    [Fact]
    public async Task Where_one_of_several_files_is_refused_none_is_kept()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var taken = await database.WithAsync<FileStore, Outcome<IReadOnlyList<TakenFile>>>(s => s.TakeAllAsync(
            Actor.Platform("test"), PagarAlam, [(new MemoryStream(Pdf), "a.pdf"), (new MemoryStream("MZ"u8.ToArray()), "b.pdf")], default));
        Assert.Equal("Platform.File.NameDiffers", taken.Problem.Code);
        Assert.Empty(Directory.GetFiles(Path.Combine(database.Folder, "files"), "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("a.pdf", "", "Platform.File.Empty")]
    [InlineData("a.exe", "MZ\u0090\0\u0003", "Platform.File.UnknownKind")]
    [InlineData("a.jpg", "%PDF-1.7", "Platform.File.NameDiffers")]
    [InlineData("a.docx", "PK\u0003\u0004rubbish", "Platform.File.UnknownKind")]
    public async Task A_file_that_is_not_what_it_should_be_is_refused_and_nothing_is_kept(string name, string content, string code)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var taken = await TakeAsync(database, Encoding.Latin1.GetBytes(content), name);
        Assert.Equal(code, taken.Problem.Code);
        Assert.Empty(Directory.GetFiles(Path.Combine(database.Folder, "files"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_document_with_macros_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        Assert.False((await TakeAsync(database, Office("xl/workbook.xml"), "a.xlsx")).Failed);
        Assert.Equal("Platform.File.UnknownKind", (
            await TakeAsync(database, Office("xl/workbook.xml", "xl/vbaProject.bin"), "a.xlsx")).Problem.Code);
    }

    [Fact]
    public async Task A_file_over_the_limit_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        database.Settings["Files:MaxBytes"] = "10";
        Assert.Equal("Platform.File.TooLarge", (await TakeAsync(database, Pdf, "a.pdf")).Problem.Code);
    }

    [Theory]
    [InlineData("../../etc/passwd.pdf", "passwd.pdf")]
    [InlineData("C:\\x\\SK\u202e.pdf", "SK.pdf")]
    [InlineData("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf")]
    public async Task A_name_loses_what_could_mislead(string sent, string kept)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        Assert.Equal(kept, (await TakeAsync(database, Pdf, sent)).Value.File.Name);
    }

    [Theory]
    [InlineData("stream: OK", null)]
    [InlineData("stream: Eicar-Test-Signature FOUND", "Platform.File.Malware")]
    [InlineData("INSTREAM size limit exceeded. ERROR", "Platform.File.ScannerSilent")]
    public async Task The_scanner_is_asked_in_its_own_protocol(string answer, string? code)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = ServeOnceAsync(listener, answer);
        var options = Options.Create(new FileStoreOptions { Clamd = $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}",
            ClamdSeconds = 5 });
        using var content = new MemoryStream(Pdf);
        var verdict = await new Clamd(options).ScanAsync(content, "a.pdf", default);
        Assert.Equal(code, verdict.Failed ? verdict.Problem.Code : null);
        Assert.Equal(Pdf, await served);
    }

    [Fact]
    public async Task A_scanner_that_is_not_there_keeps_the_file_out()
    {
        var options = Options.Create(new FileStoreOptions { Clamd = "127.0.0.1:1", ClamdSeconds = 2 });
        using var content = new MemoryStream(Pdf);
        Assert.Equal("Platform.File.ScannerSilent", (await new Clamd(options).ScanAsync(content, "a.pdf", default)).Problem.Code);
    }

    private static async Task<byte[]> ServeOnceAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        var command = new byte["zINSTREAM\0".Length];
        await stream.ReadExactlyAsync(command);
        Assert.Equal("zINSTREAM\0"u8.ToArray(), command);
        var all = new List<byte>();
        var length = new byte[4];
        while (true)
        {
            await stream.ReadExactlyAsync(length);
            var count = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(length);
            if (count == 0)
            {
                break;
            }

            var chunk = new byte[count];
            await stream.ReadExactlyAsync(chunk);
            all.AddRange(chunk);
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\0"));
        return [.. all];
    }

    private static byte[] Office(params string[] entries)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            foreach (var entry in entries.Prepend("[Content_Types].xml"))
            {
                using var writer = new StreamWriter(zip.CreateEntry(entry).Open());
                writer.Write("<x/>");
            }
        }

        return memory.ToArray();
    }

    private static async Task<Outcome<TakenFile>> TakeAsync(TestDatabase database, byte[] content, string name)
    {
        using var stream = new MemoryStream(content);
        return await database.WithAsync<FileStore, Outcome<TakenFile>>(s => s
            .TakeAsync(Actor.Platform("test"), PagarAlam, stream, name, default));
    }

    private static Task<TakenFile> TakeAndSaveAsync(TestDatabase database, RegionCode region, byte[] content, string name) =>
        database.WithAsync<IServiceProvider, TakenFile>(async services =>
        {
            var store = (FileStore)services.GetService(typeof(FileStore))!;
            var db = (KotaDb)services.GetService(typeof(KotaDb))!;
            using var stream = new MemoryStream(content);
            var taken = await store.TakeAsync(Actor.Platform("test"), region, stream, name, default);
            await using var write = await db.BeginWriteAsync(RegionScope.Of(region), default);
            db.Add(taken.Value.File);
            await write.CommitAsync(default);
            return taken.Value;
        });
}
