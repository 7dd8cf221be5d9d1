namespace KotaCerdas.Platform.Instruments;

/// <summary>The sheets of an instrument's spreadsheet.</summary>
internal enum SheetKind
{
    Instrument,
    Sections,
    Items,
    Levels,
    Options,
    Criteria,
    Bands,
    Results,
}

/// <summary>A column with its headers; a header also matches without spaces, case and brackets.</summary>
internal sealed record SheetColumn(string Key, string English, string Indonesian, bool Required = false);

/// <summary>One sheet. On <see cref="SheetKind.Instrument"/> the columns stand as rows: field, value.</summary>
internal sealed record SheetLayout(SheetKind Kind, string Name, string Indonesian, SheetColumn[] Columns)
{
    public int IndexOf(string key) => Array.FindIndex(Columns, c => c.Key == key);

    public string Header(string key) => IndexOf(key) is var i and >= 0 ? Columns[i].English : key;
}

/// <summary>Names of sheets and columns, Indonesian and English, in the order in which they are written.</summary>
internal static class Sheets
{
    public const string Field = "Field";
    public const string FieldIndonesian = "Isian";
    public const string ValueHeader = "Value";
    public const string ValueIndonesian = "Nilai";

    public static readonly SheetLayout[] All =
    [
        new(SheetKind.Instrument, "Instrument", "Instrumen",
        [
            new("Code", "Code", "Kode", true), new("Version", "Version", "Versi", true), new("Kind", "Kind", "Jenis", true),
            new("TitleId", "Title (id)", "Judul (id)", true), new("TitleEn", "Title (en)", "Judul (en)", true),
            new("NoteId", "Note (id)", "Catatan (id)"), new("NoteEn", "Note (en)", "Catatan (en)"),
            new("LegalBasis", "Legal basis", "Dasar hukum", true), new("Source", "Source", "Sumber"),
            new("ValidFrom", "Valid from", "Berlaku dari", true), new("ValidTo", "Valid to", "Berlaku sampai"),
            new("ScaleMin", "Scale from", "Skala dari", true), new("ScaleMax", "Scale to", "Skala sampai", true),
            new("Rounding", "Rounding", "Pembulatan"), new("Missing", "Missing values", "Nilai kosong"),
        ]),
        new(SheetKind.Sections, "Sections", "Bagian",
        [
            new("Code", "Code", "Kode", true), .. Texts("Title", "Judul", true), .. Texts("Help", "Bantuan"),
        ]),
        new(SheetKind.Items, "Items", "Butir",
        [
            new("Code", "Code", "Kode", true), new("Section", "Section", "Bagian", true), .. Texts("Text", "Teks", true),
                .. Texts("Help", "Bantuan"),
            new("Answer", "Answer", "Jawaban", true), new("Unit", "Unit", "Satuan"), new("Min", "Least", "Minimum"),
            new("Max", "Greatest", "Maksimum"), new("Decimals", "Decimals", "Angka desimal"),
                new("MaxLength", "Longest", "Panjang maksimum"),
            new("Required", "Required", "Wajib"), new("Evidence", "Evidence", "Bukti"), new("VisibleWhen", "Visible when", "Tampil bila"),
        ]),
        new(SheetKind.Levels, "Levels", "Tingkat",
        [
            new("Item", "Item", "Butir", true), new("Value", "Value", "Nilai", true), .. Texts("Label", "Nama", true),
                .. Texts("Text", "Kriteria", true),
        ]),
        new(SheetKind.Options, "Options", "Pilihan",
        [
            new("Item", "Item", "Butir", true), new("Code", "Code", "Kode", true), .. Texts("Label", "Nama", true),
        ]),
        new(SheetKind.Criteria, "Criteria", "Kriteria",
        [
            new("Code", "Code", "Kode", true), new("Parent", "Parent", "Induk"), .. Texts("Title", "Judul", true),
            new("Weight", "Weight (%)", "Bobot (%)", true), new("Score", "Score", "Skor"),
                new("Normalisation", "Normalisation", "Normalisasi"),
        ]),
        new(SheetKind.Bands, "Bands", "Kategori",
        [
            new("Set", "Set", "Kelompok", true), new("From", "From", "Dari", true), new("To", "To", "Sampai", true),
                .. Texts("Label", "Nama", true),
            new("ScaleMin", "Scale from", "Skala dari"), new("ScaleMax", "Scale to", "Skala sampai"),
        ]),
        new(SheetKind.Results, "Results", "Hasil",
        [
            new("Code", "Code", "Kode", true), .. Texts("Title", "Judul", true), new("Formula", "Formula", "Rumus", true),
            new("Digits", "Digits", "Angka desimal"), new("Bands", "Bands", "Kategori"), new("Unit", "Unit", "Satuan"),
        ]),
    ];

    public static SheetLayout Of(SheetKind kind) => All[(int)kind];

    /// <summary>Letters and digits only, lower case.</summary>
    public static string Fold(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static SheetColumn[] Texts(string english, string indonesian, bool required = false) =>
    [
        new(english + "Id", english + " (id)", indonesian + " (id)", required),
        new(english + "En", english + " (en)", indonesian + " (en)", required),
    ];
}
