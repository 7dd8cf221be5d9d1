using KotaCerdas.Revenue.Model.Registers;

namespace KotaCerdas.Revenue.Tests.Registers;

public sealed class NumberTests
{
    [Theory]
    [InlineData("P.9.9999999.99.99", "P.1.0000123.04.05", true)]
    [InlineData("P.9.9999999.99.99", "P.1.0000123.04.5", false)]
    [InlineData("P.9.9999999.99.99", "Q.1.0000123.04.05", false)]
    [InlineData("P.9.9999999.99.99", "P.1.0000123.04.0A", false)]
    [InlineData("AA-999", "BX-123", true)]
    [InlineData("AA-999", "bx-123", false)]
    public void A_mask_says_how_a_number_is_written(string mask, string number, bool fits) => Assert.Equal(fits, NpwpdMask.Fits(mask,
        number));

    [Theory]
    [InlineData("P.9", true)]
    [InlineData("", false)]
    [InlineData("P.", false)]
    [InlineData("9 9", false)]
    public void A_mask_has_something_to_fill(string mask, bool right) => Assert.Equal(right, NpwpdMask.IsMask(mask));

    [Theory]
    [InlineData(NumberKinds.Nik, "1672 0101 0190 0001", "1672010101900001", true)]
    [InlineData(NumberKinds.Nik, "167201010190000", "167201010190000", false)]
    [InlineData(NumberKinds.Nik, "16720101019000O1", "16720101019000O1", false)]
    [InlineData(NumberKinds.Npwp, "01.234.567.8-901.000", "012345678901000", true)]
    [InlineData(NumberKinds.Npwp, "1234", "1234", false)]
    [InlineData(NumberKinds.Nib, "1234567890123", "1234567890123", true)]
    [InlineData(NumberKinds.Nib, "123456789012", "123456789012", false)]
    [InlineData(NumberKinds.Phone, "(0730) 62-1234", "0730621234", true)]
    [InlineData(NumberKinds.Phone, "12a456", "12a456", false)]
    [InlineData(NumberKinds.Email, " Contoh@Contoh.ID ", "contoh@contoh.id", true)]
    [InlineData(NumberKinds.Email, "contoh@contoh", "contoh@contoh", false)]
    [InlineData(NumberKinds.Nik, " ", "", true)]
    public void Numbers_have_one_form_and_are_checked(string kind, string typed, string normal, bool right)
    {
        Assert.Equal(normal, NumberKinds.Normal(kind, typed));
        Assert.Equal(right, NumberKinds.Refuse(kind, normal) is null);
    }

    [Theory]
    [InlineData("H. Budi  Contoh, S.E.", "H BUDI CONTOH SE")]
    [InlineData("O'Contoh", "OCONTOH")]
    [InlineData("  PT. Maju-Jaya ", "PT MAJU JAYA")]
    public void A_name_is_searched_by_its_letters(string name, string key) => Assert.Equal(key, Taxpayer.KeyOf(name));

    [Theory]
    [InlineData("16.72.010.001", 1672010001, true)]
    [InlineData("1672010001", 1672010001, true)]
    [InlineData("167201001", 0, false)]
    [InlineData("16720100O1", 0, false)]
    public void A_village_code_of_the_office_has_ten_digits(string text, long code, bool right)
    {
        Assert.Equal(right, TaxVillage.TryParse(text, out var read));
        Assert.True(!right || read == code);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1000, 3, 333)]
    [InlineData(500, 3, 167)]
    [InlineData(5, 2, 3)]
    public void A_value_a_square_metre_is_rounded_half_up(long value, int area, long perMetre) =>
        Assert.Equal(perMetre, TaxObject.PerMetre(value, area));
}
