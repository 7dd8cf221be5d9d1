using System.Text;
using System.Text.Json;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests.Documents;

public sealed class TemplateTests
{
    private static readonly DocumentTemplates Shipped = DocumentTemplates.Load(KotaCerdas.Platform.ShippedData.PathOf("documents"));

    private static readonly DocumentPress Press = new(new Texts([typeof(PlatformModule).Assembly]));

    private static readonly DocumentImprint Imprint = new(
        "001/NK/X/XI/2026", new DateOnly(2026, 11, 22), "https://kota.example.go.id/periksa/1672-0000-0000-0000-0000", "Kementerian",
        new DateTimeOffset(2026, 11, 22, 2, 0, 0, TimeSpan.Zero));

    public static TheoryData<string> Kinds => [.. Shipped.All.Select(t => t.Kind).Distinct()];

    [Fact]
    public void Every_kind_that_the_product_issues_ships() => Assert.Equal(
        [
            "addendum", "angsuran", "berita-acara", "keberatan", "keputusan-kepala-daerah", "kesepakatan-bersama", "nota-kesepakatan",
            "pembatalan", "pembetulan", "pengakuan", "penghapusan", "pengurangan", "pengurangan-penetapan", "penundaan",
            "perjanjian-kerja-sama", "skpd", "skpdkb", "skpdkb-jabatan", "skpdkbt", "skpdlb", "skpdn", "skrd", "sptpd", "sptpd-bphtb",
            "stpd", "strd", "surat-keputusan-seleksi", "surat-kuasa", "surat-kuasa-keputusan", "surat-paksa", "teguran",
        ],
        Shipped.All.Select(t => t.Kind).Distinct());

    [Theory, MemberData(nameof(Kinds))]
    public void A_kind_prints_the_same_bytes_twice_with_a_place_for_each_signer(string kind)
    {
        var template = Shipped.Newest(kind)!;
        var request = Samples.Of(template);
        var printed = Press.Print(template, request, Imprint).Value;
        Assert.Equal(printed.Content, Press.Print(template, request, Imprint).Value.Content);
        Assert.Equal(template.Signers.Select(s => s.Role), printed.Places.Select(p => p.Role));
        Assert.All(printed.Places, p => Assert.InRange(p.Page, 0, printed.Pages - 1));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_kind_prints_without_its_optional_fields(string kind)
    {
        var template = Shipped.Newest(kind)!;
        var least = Samples.Of(template, onlyNeeded: true);
        Assert.False(Press.Print(template, least, Imprint).Failed);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Each_field_that_is_needed_is_missed_by_name(string kind)
    {
        var template = Shipped.Newest(kind)!;
        foreach (var field in template.Fields.Where(f => !f.Optional && f.Default.Count == 0))
        {
            var problems = Press.Print(template, Samples.Of(template, without: field.Name), Imprint).Problems;
            Assert.Equal([("Platform.Document.FieldMissing", field.Name)], problems.Select(p => (p.Code, (string)p.Args[0])));
        }
    }

    [Fact]
    public void Data_of_the_wrong_type_an_unknown_signer_and_foreign_letters_are_refused()
    {
        var template = Shipped.Newest(Memoranda.Kind)!;
        string[] Codes(DocumentRequest request) => [.. DocumentPress.Check(template, request).Select(p => p.Code)];
        var request = Memoranda.Request();
        Assert.Empty(Codes(request));
        Assert.Equal(["Platform.Document.SignerMissing"], Codes(request with { Signers = [request.Signers[0]] }));
        Assert.Equal(["Platform.Document.SignerUnknown"], Codes(request with { Signers = [.. request.Signers, new("saksi", "Gubernur")] }));
        Assert.Equal(["Platform.Document.SignerUnknown"], Codes(request with { Signers = [.. request.Signers, request.Signers[0]] }));
        Assert.Equal(["Platform.Document.LetterUnknown"], Codes(request with { Title = "協定" }));
        var foreign = Memoranda.Data().Text("secondDelegation", "協定");
        Assert.Equal(["Platform.Document.LetterUnknown"], Codes(Memoranda.Request(data: foreign)));
        Assert.Equal(["Platform.Document.FieldType"], Codes(Memoranda.Request(data: Memoranda.Data().Number("secondDelegation", 1))));
        var clause = new DocumentData().Text("heading", "JUDUL").Number("text", 1).Text("more", "x");
        var problems = DocumentPress.Check(template, Memoranda.Request(data: Memoranda.Data().List("clauses", [clause])));
        Assert.Equal(["clauses[1].text", "clauses[1].more"], problems.Select(p => (string)p.Args[0]));
    }

    [Fact]
    public void Values_are_printed_as_they_are_and_templates_are_not_filled_twice()
    {
        FieldValue Value(string name) => new(FieldType.Text, name == "a" ? "{b} **x**" : "no");
        Assert.Equal("{b} **x**", Placeholders.FillPlain("{a}", Value));
        Assert.Equal([("{b} **x** ", false), ("y", true)], Placeholders.Fill("{a} **y**", Value).Select(r => (r.Text, r.Bold)));
    }

    [Theory]
    [InlineData("{d}", "2 November 2026")]
    [InlineData("{d:day}", "Senin, 2 November 2026")]
    [InlineData("{d:weekday}", "Senin")]
    [InlineData("{d:words}", "tanggal dua bulan November tahun dua ribu dua puluh enam")]
    [InlineData("{d:month} {d:year}", "November 2026")]
    [InlineData("{n} ({n:words})", "1.500 (seribu lima ratus)")]
    [InlineData("{o:ordinal}", "KEDUA")]
    [InlineData("{m}, {m:words}", "Rp2.000.000, dua juta rupiah")]
    [InlineData("{t:upper}", "PAGAR ALAM")]
    public void Each_form_writes_its_type(string text, string expected)
    {
        var written = Placeholders.FillPlain(text, name => name switch
        {
            "d" => new FieldValue(FieldType.Date, new DateOnly(2026, 11, 2)),
            "n" => new FieldValue(FieldType.Number, 1_500L),
            "o" => new FieldValue(FieldType.Number, 2L),
            "m" => new FieldValue(FieldType.Money, 2_000_000L),
            _ => new FieldValue(FieldType.Text, "Pagar Alam"),
        });
        Assert.Equal(expected, written);
    }

    [Theory]
    [InlineData("{seq:000}/NK/{unit}/{romanMonth}/{year}", "007/NK/PGA/XI/2026")]
    [InlineData("{seq}.{month}.{region}", "7.11.16.72")]
    public void A_number_follows_its_form(string form, string expected) => Assert.Equal(
        expected, NumberFormat.Write(form, 7, new DateOnly(2026, 11, 2), Memoranda.PagarAlam, _ => "PGA"));

    [Theory]
    [InlineData("\"{title}\"", "\"{nothing}\"", "{nothing} has no field")]
    [InlineData("\"{months}\"", "\"{title}\"", "months is not used")]
    [InlineData("\"{title}\"", "\"{unit:words}\"", "{unit:words} is no way to write Text")]
    [InlineData("{seq:000}/{unit}/{year}", "{unit}/{year}", "the number needs {seq} and {year}")]
    [InlineData("{seq:000}/{unit}/{year}", "{seq}/{year}/{months}", "the number needs months, which is no text that is always there")]
    [InlineData("\"when\": \"note\"", "\"when\": \"unit\"", "unit is not an optional field")]
    [InlineData("{ \"block\": \"signatures\" }", "{ \"block\": \"pageBreak\" }", "signers and a block for them go together")]
    public void A_flaw_stops_the_start(string sound, string broken, string flaw)
    {
        const string Sound = """
            { "kind": "k", "version": 1, "nameId": "K", "nameEn": "K", "validFrom": "2026-01-01", "source": "s", "drafting": "own",
              "number": "{seq:000}/{unit}/{year}",
              "fields": [ { "name": "unit", "type": "text" }, { "name": "months", "type": "number" },
                { "name": "note", "type": "text", "optional": true } ],
              "signers": [ { "role": "a", "label": "A" } ],
              "blocks": [ { "block": "paragraph", "text": "{title}" }, { "block": "paragraph", "text": "{months}" },
                { "block": "paragraph", "when": "note", "text": "{note}" }, { "block": "signatures" } ] }
            """;
        Assert.Empty(TemplateCheck.Flaws(Read(Sound)));
        var flaws = TemplateCheck.Flaws(Read(Sound.Replace(sound, broken, StringComparison.Ordinal)));
        Assert.Contains(flaw, flaws);
        Assert.Throws<JsonException>(() => Read(Sound.Replace("\"source\"", "\"sauce\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Points_that_stand_together_are_not_parted_by_the_end_of_a_page(bool together)
    {
        var parted = 0;
        for (var lines = 20; lines < 60; lines++)
        {
            var before = string.Concat(Enumerable.Repeat("""{ "block": "paragraph", "text": "x" },""", lines));
            var template = Read($$"""
                { "kind": "k", "version": 1, "nameId": "K", "nameEn": "K", "validFrom": "2026-01-01", "source": "s", "drafting": "own",
                  "number": "{seq:000}/{year}", "fields": [], "signers": [],
                  "blocks": [ {{before}} { "block": "points", "together": {{(together ? "true" : "false")}}, "points": [
                    { "label": "Awal", "text": "a" }, { "label": "b", "text": "b" }, { "label": "c", "text": "c" },
                    { "label": "Akhir", "text": "d" } ] } ] }
                """);
            var printed = Press.Print(template, Samples.Of(template), Imprint).Value;
            var pages = new List<string>();
            for (var page = 1; page <= printed.Pages; page++)
            {
                pages.Add(await PdfWords.ReadAsync(printed.Content, "-f", $"{page}", "-l", $"{page}"));
            }

            Assert.Contains(pages, p => p.Contains("Akhir", StringComparison.Ordinal));
            parted += pages.Exists(p => p.Contains("Awal", StringComparison.Ordinal) != p.Contains("Akhir", StringComparison.Ordinal))
                ? 1 : 0;
        }

        Assert.Equal(together, parted == 0);
    }

    [Fact]
    public void The_version_valid_on_the_date_is_used()
    {
        var first = Shipped.Newest(Memoranda.Kind)! with { ValidFrom = new DateOnly(2022, 1, 1), ValidTo = new DateOnly(2026, 6, 30) };
        var templates = new DocumentTemplates([first with { Version = 2, ValidFrom = new DateOnly(2026, 7, 1), ValidTo = null }, first]);
        Assert.Equal(1, templates.For(Memoranda.Kind, new DateOnly(2026, 6, 30)).Value.Version);
        Assert.Equal(2, templates.For(Memoranda.Kind, new DateOnly(2026, 7, 1)).Value.Version);
        Assert.Equal("Platform.Document.NoTemplate", templates.For(Memoranda.Kind, new DateOnly(2021, 12, 31)).Problem.Code);
    }

    [Theory]
    [InlineData("(1) Pertama", "(1)", "Pertama")]
    [InlineData("a. satu", "a.", "satu")]
    [InlineData("12. dua belas", "12.", "dua belas")]
    [InlineData("di. mana", "", "di. mana")]
    [InlineData("Biaya dibebankan", "", "Biaya dibebankan")]
    public void A_line_of_a_clause_is_parted_from_its_mark(string line, string label, string text) =>
        Assert.Equal((label, text), ClauseLine.Read(line));

    [Fact]
    public void A_check_code_is_read_as_people_type_it_and_tells_its_region()
    {
        var codes = Enumerable.Range(0, 200).Select(_ => CheckCode.New(Memoranda.PagarAlam)).ToList();
        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.All(codes, code =>
        {
            Assert.Matches("^1672(-[0-9A-HJKMNP-TV-Z]{4}){4}$", code);
            var typed = code.Replace("-", string.Empty, StringComparison.Ordinal).ToLowerInvariant().Replace('0', 'o').Replace('1', 'l');
            Assert.True(CheckCode.TryRead(" " + typed, out var read, out var region));
            Assert.Equal((code, Memoranda.PagarAlam), (read, region));
        });
        Assert.False(CheckCode.TryRead("1672-AAAA-BBBB-CCCC", out _, out _));
        Assert.False(CheckCode.TryRead("1672-UUUU-BBBB-CCCC-DDDD", out _, out _));
        Assert.True(CheckCode.TryRead(CheckCode.New(RegionCode.National), out _, out var national) && national.IsNational);
    }

    [Fact]
    public async Task The_product_starts_with_its_templates()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        Assert.NotEmpty(database.Services.GetRequiredService<DocumentTemplates>().All);
    }

    private static DocumentTemplate Read(string json) => DocumentTemplate.Read(Encoding.UTF8.GetBytes(json));
}
