using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;

namespace KotaCerdas.Revenue.Features.Taxpayers;

/// <summary>A taxpayer as it is typed. Numbers that are known are not in the form: an empty field leaves them, a dash takes them
/// away.</summary>
internal sealed class TaxpayerForm
{
    private const string Away = "-";

    /// <summary>The version that was seen.</summary>
    public int Seen { get; set; }

    public string? Kind { get; set; } = nameof(TaxpayerKind.Person);

    public string? Name { get; set; }

    public string? Npwpd { get; set; }

    public string? Nik { get; set; }

    public string? Npwp { get; set; }

    public string? Nib { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    public string? Address { get; set; }

    public string? Place { get; set; }

    public string? Postcode { get; set; }

    public string? Reason { get; set; }

    public static TaxpayerForm From(Taxpayer taxpayer) => new()
    {
        Seen = taxpayer.Version,
        Kind = taxpayer.Kind.ToString(),
        Name = taxpayer.Name,
        Npwpd = taxpayer.Npwpd,
        Address = taxpayer.Address,
        Place = taxpayer.Place,
        Postcode = taxpayer.Postcode,
    };

    public static IReadOnlyList<Choice> Kinds(Texts texts) =>
        [.. Enum.GetValues<TaxpayerKind>().Select(k => new Choice(k.ToString(), texts[$"Revenue.TaxpayerKind.{k}"]))];

    public TaxpayerInput Read() => new()
    {
        Kind = Kind == nameof(TaxpayerKind.Body) ? TaxpayerKind.Body : TaxpayerKind.Person,
        Name = Name ?? string.Empty,
        Npwpd = Npwpd ?? string.Empty,
        Address = Address ?? string.Empty,
        Place = Place ?? string.Empty,
        Postcode = Postcode ?? string.Empty,
        Reason = Reason ?? string.Empty,
        Numbers = new[]
        {
            (NumberKinds.Nik, Nik), (NumberKinds.Npwp, Npwp), (NumberKinds.Nib, Nib), (NumberKinds.Phone, Phone), (NumberKinds.Email,
                Email),
        }.Where(n => !string.IsNullOrWhiteSpace(n.Item2))
            .ToDictionary(n => n.Item1, n => n.Item2!.Trim() == Away ? string.Empty : n.Item2, StringComparer.Ordinal),
    };
}
