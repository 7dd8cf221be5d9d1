using System.Net;
using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Calls;

public sealed class IndexImportTests
{
    [Theory, OnEachDatabase]
    public async Task Every_mistake_of_a_row_is_told_with_its_remedy_and_the_numbers_of_the_language(DatabaseEngine engine)
    {
        const string rows = "16.72;spbe;2025;2,79;;SK\n34.04;spbe;2025;9.2;;SK\n99.99;spbe;20x5;abc;;\n16.72;spbe;2025;3;;SK\n"
            + "34.71;spbe;2025;2,79;Memuaskan;SK\n35.78;spbe;2025;5.0000001;;SK\n";
        await using var app = await TestApp.StartAsync(engine);
        using var client = app.Client(TestPeople.Office("ministry-officer"));

        Assert.Equal(
        [
            "3 value Nilai 9,2 di luar skala 1,00 sampai 5,00. Cocokkan dengan dokumen sumbernya, lalu betulkan nilainya.",
            "4 region_code Kode daerah \"99.99\" tidak ada dalam daftar Kemendagri. "
                + "Pakai kode seperti 16.72, dan simpan kolom itu sebagai teks.",
            "4 year Tahun \"20x5\" harus empat angka, 2000 sampai 2100.",
            "4 source Sebutkan dokumen sumber nilai ini.",
            "4 value Nilai \"abc\" bukan angka. Tulis angkanya saja, misalnya 2,79, tanpa satuan dan pemisah ribuan.",
            "5 region_code 16.72, spbe, 2025 sudah ada pada baris 2. Hapus salah satu.",
            "6 class Kelas \"Memuaskan\" tidak sesuai dengan nilainya, yang termasuk kelas Baik. "
                + "Betulkan salah satu, atau kosongkan kelasnya.",
            "7 value Nilai 5,0000001 di luar skala 1,00 sampai 5,00. Cocokkan dengan dokumen sumbernya, lalu betulkan nilainya.",
        ], await ToldAsync(client, rows, "5 baris bermasalah"));
        Assert.Contains(
            "3 value Value 9.2 is outside the scale of 1.00 to 5.00. Compare it with its source document, then correct the value.",
            await ToldAsync(client, rows, "5 rows have problems", "?bahasa=en"));
    }

    private static async Task<List<string>> ToldAsync(HttpClient client, string rows, string title, string language = "")
    {
        using var answer = await client.UploadAsync(
            "/indeks/impor" + language, "Upload",
            ("nilai.csv", Encoding.UTF8.GetBytes("region_code;index;year;value;class;source\n" + rows)), ("coba", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.DocumentAsync();
        Assert.Contains(title, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        return [.. page.QuerySelector("main table")!.QuerySelectorAll("tbody tr")
            .Select(r => string.Join(' ', r.Children.Select(c => c.TextContent.Trim())))];
    }
}
