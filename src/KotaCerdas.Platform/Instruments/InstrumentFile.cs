using KotaCerdas.Platform.Instruments.Files;

namespace KotaCerdas.Platform.Instruments;

/// <summary>Loads and writes instruments as spreadsheets that people edit; docs/instruments.md describes the sheets.</summary>
public static class InstrumentFile
{
    /// <summary>
    /// Reads an uploaded XLSX file or a zip of CSV files, at most <see cref="InstrumentLimits.FileBytes"/>. Any input gives a valid
    /// instrument or problems with sheet, row and column.
    /// </summary>
    public static async Task<Outcome<InstrumentEngine>> LoadAsync(Stream upload, CancellationToken cancel)
    {
        using var file = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while (file.Length <= InstrumentLimits.FileBytes && (read = await upload.ReadAsync(buffer, cancel)) > 0)
        {
            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        return Load(file);
    }

    /// <summary>Reads an XLSX file or a zip of CSV files that is in memory.</summary>
    public static Outcome<InstrumentEngine> Load(byte[] file)
    {
        using var stream = new MemoryStream(file, writable: false);
        return Load(stream);
    }

    /// <summary>Reads a folder of CSV files, one a sheet. For the instruments that are shipped, not for uploads.</summary>
    public static Outcome<InstrumentEngine> LoadFolder(string path)
    {
        var flaws = new Flaws();
        return RawReader.Folder(path, flaws) is { } sheets ? InstrumentReader.Read(sheets, flaws) : flaws.Problems;
    }

    /// <summary>Writes an instrument as XLSX with English or Indonesian headers. Loading it gives the same instrument.</summary>
    public static byte[] WriteXlsx(Instrument instrument, bool indonesian = true) =>
        WorkbookWriter.Write(InstrumentWriter.Sheets(instrument, indonesian));

    private static Outcome<InstrumentEngine> Load(MemoryStream file)
    {
        var flaws = new Flaws();
        file.Position = 0;
        return RawReader.Zip(file, flaws) is { } sheets ? InstrumentReader.Read(sheets, flaws) : flaws.Problems;
    }
}
