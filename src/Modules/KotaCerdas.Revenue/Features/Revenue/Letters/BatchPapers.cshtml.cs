using System.Globalization;
using System.IO.Compression;
using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>All letters that were granted together, to be printed: a folder for each kelurahan, and an index.</summary>
[Needs(ChargePermissions.ReadCode)]
internal sealed class BatchPapersModel(RegisterDesk desk, LetterBundle bundle) : RegisterPage(desk)
{
    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await OpenAsync(region, ChargePermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        var papers = await bundle.OfAsync(Code, id, cancel);
        if (papers.Count == 0)
        {
            return NotFound();
        }

        var first = papers[0].Document;
        return File(
            await bundle.ZipAsync(papers, cancel), "application/zip",
            $"{papers[0].Letter}-{Code}-{first.Year}-{first.Sequence}.zip");
    }
}

/// <summary>A letter with what the index says of it.</summary>
internal sealed record BundledLetter(IssuedDocument Document, string Letter, string Folder, string Number, string Name, long Amount)
{
    public string File => $"{Folder}/{Document.Number.Replace('/', '-')}.pdf";
}

/// <summary>
/// Puts the letters of a batch into one file. Letters do not change after they are signed, the order is that of their numbers, the time of
/// each is the day of the letter, and the index is Indonesian: made again of the same objects the file is the same, byte by byte.
/// </summary>
internal sealed class LetterBundle(
    ProposalReading reading, KindObjectReading objects, DocumentRegister register, IOptions<StorageOptions> storage,
    TimeProvider clock, Texts texts)
{
    private static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id");

    /// <summary>Letters of a batch that are signed or sealed, by number.</summary>
    public async Task<IReadOnlyList<BundledLetter>> OfAsync(RegionCode region, Guid batch, CancellationToken cancel)
    {
        var letters = new List<BundledLetter>();
        foreach (var file in await reading.OfBatchAsync(region, batch, cancel))
        {
            if (file.Decision?.DocumentId is not { } id
                || await register.FindAsync(region, id, cancel) is not { State: DocumentState.Issued } document)
            {
                continue;
            }

            var thing = file.Proposal.ObjectId is { } of ? await objects.FindAsync(region, of, file.Proposal.PeriodTo, cancel) : null;
            var nop = file.Proposal.ChargeId?.Bill?.Nop;
            var followed = nop is null && file.Proposal.ChargeId is { } charge ? await reading.NumberAsync(region, charge, cancel) : null;
            var folder = thing is { Current.VillageCode.Length: > 0 } ? thing.Current.VillageCode
                : nop is { } number ? TaxVillage.Show(number.Village) : Say("Revenue.Many.NoVillage");
            letters.Add(new(
                document, file.Proposal.Letter, folder, thing?.Current.Number ?? nop?.ToString() ?? followed ?? string.Empty,
                thing?.Current.Name ?? string.Empty, file.Proposal.Amount));
        }

        return [.. letters.OrderBy(l => l.Document.Year).ThenBy(l => l.Document.Sequence)];
    }

    /// <summary>The file; it is gone when it is closed, or where it cannot be finished.</summary>
    public async Task<Stream> ZipAsync(IReadOnlyList<BundledLetter> letters, CancellationToken cancel)
    {
        Directory.CreateDirectory(storage.Value.PathOf());
        var file = new FileStream(
            storage.Value.PathOf("letters-" + Ids.New(clock).ToString("N")), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None,
            1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await FillAsync(file, letters, cancel);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private async Task FillAsync(Stream file, IReadOnlyList<BundledLetter> letters, CancellationToken cancel)
    {
        await using var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        await AddAsync(zip, Say("Revenue.Many.Index") + ".csv", letters[0].Document.DatedOn, IndexOf(letters), cancel);
        foreach (var letter in letters)
        {
            await AddAsync(zip, letter.File, letter.Document.DatedOn, await register.ReadAsync(letter.Document, cancel), cancel);
        }
    }

    private static async Task AddAsync(ZipArchive zip, string name, DateOnly day, byte[] content, CancellationToken cancel)
    {
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        await using var to = await entry.OpenAsync(cancel);
        await to.WriteAsync(content, cancel);
    }

    /// <summary>One line a letter, with the hash of its file; numbers of objects stay text in spreadsheets.</summary>
    private byte[] IndexOf(IReadOnlyList<BundledLetter> letters)
    {
        string[] heads =
        [
            Say("Revenue.Charge.Number"), Say("Revenue.Levy.Number"), Say("Revenue.Levy.Name"), Say("Revenue.Charge.Amount"),
            Say("Revenue.Many.File"), "SHA-256",
        ];
        var lines = letters.Select(l => string.Create(
            CultureInfo.InvariantCulture,
            $"{Quoted(l.Document.Number)};{Quoted(l.Number)};{Quoted(l.Name)};{l.Amount};{Quoted(l.File)};{l.Document.ContentSha256}\n"));
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Join(';', heads) + "\n" + string.Concat(lines))];
    }

    private string Say(string key) => texts.Get(key, Indonesian);

    /// <summary>As CSV wants it; what a spreadsheet would take for a formula is text.</summary>
    private static string Quoted(string text)
    {
        var plain = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return $"\"{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
