namespace KotaCerdas.Platform.Tests;

public sealed class RegionNamesTests
{
    [Theory]
    [InlineData("KABUPATEN SLEMAN", "Kabupaten Sleman")]
    [InlineData("KAB. KULON PROGO", "Kabupaten Kulon Progo")]
    [InlineData("kab kulon progo", "Kabupaten Kulon Progo")]
    [InlineData("KOTA  PAGAR ALAM ", "Kota Pagar Alam")]
    [InlineData("KOTA ADMINISTRASI JAKARTA PUSAT", "Kota Administrasi Jakarta Pusat")]
    [InlineData("KABUPATEN PANGKAJENE DAN KEPULAUAN", "Kabupaten Pangkajene dan Kepulauan")]
    [InlineData("KABUPATEN TOLI-TOLI", "Kabupaten Toli-Toli")]
    [InlineData("KABUPATEN FAK FAK", "Kabupaten Fak Fak")]
    [InlineData("KABUPATEN MIMIKA", "Kabupaten Mimika")]
    [InlineData("Kabupaten Gunungkidul", "Kabupaten Gunungkidul")]
    public void A_regency_is_written_in_its_usual_casing(string raw, string expected) =>
        Assert.Equal(expected, RegionNames.DisplayRegency(raw));

    [Theory]
    [InlineData("DKI JAKARTA", "DKI Jakarta")]
    [InlineData("DI YOGYAKARTA", "DI Yogyakarta")]
    [InlineData("SIMPANG IV", "Simpang IV")]
    [InlineData("IV JURAI", "IV Jurai")]
    [InlineData("KOTO XI TARUSAN", "Koto XI Tarusan")]
    [InlineData("X KOTO", "X Koto")]
    [InlineData("LIMA KOTO DI ATAS", "Lima Koto Di Atas")]
    [InlineData("MIX", "Mix")]
    [InlineData("MA'RANG", "Ma'rang")]
    [InlineData("", "")]
    public void Capitals_become_words_but_numerals_and_abbreviations_stay(string raw, string expected) =>
        Assert.Equal(expected, RegionNames.Display(raw));

    [Fact]
    public void The_caser_agrees_with_every_name_of_the_official_list()
    {
        // The list is cased by its makers; reading its capitals must give the same names back.
        foreach (var regency in ShippedData.Regions.Regencies)
        {
            Assert.Equal(regency.Name, RegionNames.DisplayRegency(regency.Name.ToUpperInvariant()));
        }

        foreach (var province in ShippedData.Regions.Provinces)
        {
            Assert.Equal(province.Name, RegionNames.Display(province.Name.ToUpperInvariant()));
        }
    }

    [Theory]
    [InlineData("Kabupaten Toli-Toli", "kabupaten-toli-toli")]
    [InlineData("Ma'rang", "marang")]
    [InlineData("  Sungai  Penuh / Kota ", "sungai-penuh-kota")]
    public void A_slug_has_lower_case_letters_digits_and_single_hyphens(string name, string slug) =>
        Assert.Equal(slug, RegionNames.Slug(name));
}
