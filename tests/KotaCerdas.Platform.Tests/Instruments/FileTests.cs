using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using KotaCerdas.Platform.Instruments;
using static KotaCerdas.Platform.Tests.Instruments.Samples;

namespace KotaCerdas.Platform.Tests.Instruments;

public sealed class FileTests
{
    private const string Head =
        "Field,Value\nCode,uji\nVersion,1\nKind,evaluasi\nTitle (id),Uji\nTitle (en),Test\nLegal basis,x\nValid from,2022-01-01\n"
        + "Scale from,0\nScale to,4\n";

    [Fact]
    public void Writing_and_loading_any_texts_gives_the_same_instrument()
    {
        // Texts of a cell: trimmed, not empty, of characters that XML can carry; also such that look like formulas.
        var text = Gen.Elements('a', 'Z', '7', ' ', '=', '+', '-', '@', '"', '<', '&', ',', ';', 'é', '€', '中', '\'')
            .ArrayOf().Where(c => c.Length is > 0 and < 60).Select(c => "x" + new string(c).Trim())
                .Select(s => s.Length % 2 == 0 ? "=" + s : s);
        Prop.ForAll(text.ToArbitrary(), text.ToArbitrary(), Gen.Choose(1, 999_999).ToArbitrary(), (id, en, weight) =>
        {
            var instrument = Small with
            {
                Title = new(id, en),
                Items = Small.Items.SetItem(
                    0, Small.Items[0] with { Text = new(en, id), Min = weight / 100m, Max = weight, Required = true }),
                Criteria = Small.Criteria.SetItem(0, Small.Criteria[0] with { Weight = weight })
                    .SetItem(1, Small.Criteria[1] with { Weight = 1_000_000 - weight }),
            };
            var again = InstrumentFile.Load(InstrumentFile.WriteXlsx(instrument, weight % 2 == 0));
            return !again.Failed && InstrumentJson.Hash(again.Value.Instrument) == InstrumentJson.Hash(instrument);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Fact]
    public void No_cell_is_written_as_a_formula()
    {
        var file = InstrumentFile.WriteXlsx(Small with { Title = new("=HYPERLINK(\"http://x\")", "@x") });
        using var zip = new ZipArchive(new MemoryStream(file));
        foreach (var sheet in zip.Entries.Where(e => e.FullName.Contains("worksheets")))
        {
            using var reader = new StreamReader(sheet.Open());
            Assert.DoesNotContain("<x:f>", reader.ReadToEnd());
        }
    }

    [Theory]
    [InlineData("Criteria", "Code,Title (id),Title (en),Weight (%),Score\nk,K,K,\"12,5 %\",1\nl,L,L,abc,1\n",
        "Platform.Instrument.File.NotAWeight", "Criteria!3!Weight (%)")]
    [InlineData("Kriteria", "Kode,Judul (id),Judul (en),Bobot (%),Skor\nk,K,K,99,1\n", "Platform.Instrument.WeightSum",
        "Kriteria!2!Bobot (%)")]
    [InlineData("Items", "Code,Section,Text (id),Text (en),Answer\na,s,A,A,angka2\n", "Platform.Instrument.File.NotAWord",
        "Items!2!Answer")]
    [InlineData("Items", "Code,Section,Text (id),Text (en),Answer,Least\n\na,s,A,A,angka,x\n", "Platform.Instrument.File.NotANumber",
        "Items!3!Least")]
    [InlineData("Items", "Code,Section,Text (id),Answer\na,s,A,teks\n", "Platform.Instrument.File.NoColumn", "Items!1!Text (en)")]
    [InlineData("Items", "Code,Colour\n", "Platform.Instrument.File.UnknownColumn", "Items!1!Colour")]
    [InlineData("Warna", "Code\n", "Platform.Instrument.File.UnknownSheet", "Warna!1!–")]
    [InlineData("Hasil", "Kode,Judul (id),Judul (en),Rumus\nr,R,R,1 +\n", "Platform.Instrument.Formula.Incomplete", "Hasil!2!Rumus")]
    public void A_wrong_file_names_sheet_row_and_column_in_its_own_words(string sheet, string content, string code, string field)
    {
        var problems = InstrumentFile.Load(Zip(("Instrumen", Head), (sheet, content))).Problems;
        Assert.Contains((code, field), problems.Select(p => (p.Code, p.Field!)));
    }

    [Fact]
    public void A_problem_of_the_first_sheet_names_the_row_of_its_field()
    {
        var problems = InstrumentFile.Load(Zip(("Instrument", Head.Replace("Version,1", "Version,1.5")))).Problems;
        Assert.Equal("Instrument!3!Version", Assert.Single(problems).Field);
    }

    [Fact]
    public void A_file_without_the_first_sheet_says_so() =>
        Assert.Equal("Platform.Instrument.File.NoInstrument", Assert.Single(InstrumentFile.Load(Zip(("_catatan", "x"))).Problems).Code);

    [Fact]
    public void Too_many_rows_are_refused() =>
        Assert.Equal(
            "Platform.Instrument.File.TooManyRows",
            InstrumentFile.Load(
                Zip(("Instrument", Head), ("Items", "Code\n" + string.Concat(Enumerable.Repeat("a\n", 5001))))).Problem.Code);

    [Fact]
    public void A_cell_that_is_too_long_is_refused() =>
        Assert.Equal("Platform.Instrument.File.CellTooLong",
            InstrumentFile.Load(Zip(("Instrument", "Field,Value\nCode," + new string('x', 4001)))).Problem.Code);

    [Fact]
    public void A_file_that_unpacks_to_too_much_is_refused()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("xl/sharedStrings.xml").Open();
            for (var i = 0; i < 61; i++)
            {
                entry.Write(new byte[1_000_000]);
            }
        }

        Assert.True(file.Length < 100_000);
        Assert.Equal("Platform.Instrument.File.TooMuch", InstrumentFile.Load(file.ToArray()).Problem.Code);
    }

    [Fact]
    public async Task An_upload_that_is_too_big_is_refused_without_reading_it_all()
    {
        using var upload = new MemoryStream(new byte[30_000_000]);
        var outcome = await InstrumentFile.LoadAsync(upload, CancellationToken.None);
        Assert.Equal("Platform.Instrument.File.TooBig", outcome.Problem.Code);
        Assert.True(upload.Position < 11_000_000);
    }

    [Fact]
    public void Damaged_files_give_problems_and_never_an_exception()
    {
        var good = InstrumentFile.WriteXlsx(Small);
        var random = new System.Random(20180308);
        var refused = 0;
        for (var i = 0; i < 300; i++)
        {
            var bad = (byte[])good.Clone();
            for (var k = 0; k <= i % 12; k++)
            {
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
            }

            refused += InstrumentFile.Load(i % 5 == 0 ? bad[..random.Next(bad.Length)] : bad).Failed ? 1 : 0;
        }

        Assert.True(refused > 150, $"only {refused} of 300 were refused");
        Assert.Equal("Platform.Instrument.File.Unreadable", InstrumentFile.Load("not a zip"u8.ToArray()).Problem.Code);
    }

    [Theory]
    [InlineData("<worksheet/>")]
    [InlineData("<worksheet><sheetData><row r='x'><c t='s'><v>99999</v></c></row>")]
    [InlineData("<worksheet><sheetData><row r='x'><c t='s'><v>99999</v></c></row></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row r='1'><c r='A1' t='zzz'><v>-1</v></c></row></sheetData></worksheet>")]
    [InlineData("")]
    public void A_spreadsheet_of_garbage_gives_problems(string sheet)
    {
        Assert.True(InstrumentFile.Load(GarbageBook.Of(sheet)).Failed);
        using var file = new MemoryStream(GarbageBook.Of(sheet));
        Assert.True(TableFile.Upload(file, "date").Failed);
    }

    [Theory]
    [InlineData(AnswerKind.Number, "12,5", "12.5")]
    [InlineData(AnswerKind.Number, "1.234,5", "1234.5")]
    [InlineData(AnswerKind.Number, "1.234.567", "1234567")]
    [InlineData(AnswerKind.Money, "Rp 1.234.567", "1234567")]
    [InlineData(AnswerKind.Money, "1.234", "1234")]
    [InlineData(AnswerKind.YesNo, "Ya", "true")]
    [InlineData(AnswerKind.Date, "31/3/2026", "\"2026-03-31\"")]
    [InlineData(AnswerKind.Text, "  ", "missing")]
    [InlineData(AnswerKind.Number, "abc", "Platform.Instrument.Answer.NotANumber")]
    [InlineData(AnswerKind.Number, "1,255", "Platform.Instrument.Answer.Decimals")]
    [InlineData(AnswerKind.Money, "1,5", "Platform.Instrument.Answer.Decimals")]
    [InlineData(AnswerKind.Money, "-5", "Platform.Instrument.Answer.TooSmall")]
    [InlineData(AnswerKind.YesNo, "mungkin", "Platform.Instrument.Answer.NotYesNo")]
    [InlineData(AnswerKind.Date, "31/2/2026", "Platform.Instrument.Answer.NotADay")]
    public void A_typed_answer_is_read_or_its_rule_is_named(AnswerKind kind, string typed, string expected) =>
        Assert.Equal(expected, AnswerText.Read(Small, Item("a", kind), typed).Match(v => v.ToString(), p => p[0].Code));

    [Theory]
    [InlineData("ladder", "2", "2")]
    [InlineData("ladder", "3", "Platform.Instrument.Answer.NotALevel")]
    [InlineData("pick", "y;x", "\"x;y\"")]
    [InlineData("pick", "z", "Platform.Instrument.Answer.NotAnOption")]
    public void A_level_or_option_must_exist(string item, string typed, string expected) =>
        Assert.Equal(expected, AnswerText.Read(Small, Small.Items.First(i => i.Code == item), typed)
            .Match(v => v.ToString(), p => p[0].Code));

    private static byte[] Zip(params (string Name, string Content)[] sheets)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in sheets)
            {
                using var entry = zip.CreateEntry(name + ".csv").Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return file.ToArray();
    }
}
