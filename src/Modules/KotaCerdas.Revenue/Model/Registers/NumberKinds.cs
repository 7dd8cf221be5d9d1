using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Model.Registers;

/// <summary>Kinds of personal number and contact: how each is written and what is wrong with it.</summary>
internal static class NumberKinds
{
    public const string Nik = "nik";
    public const string Npwp = "npwp";
    public const string Nib = "nib";
    public const string Phone = "phone";
    public const string Email = "email";

    /// <summary>The key of a subject in SISMIOP: often a NIK, so it is kept like one.</summary>
    public const string Sismiop = "sismiop";

    private const int ContactLength = 100;

    /// <summary>Those that people type, in the order of the form.</summary>
    public static IReadOnlyList<string> Typed { get; } = [Nik, Npwp, Nib, Phone, Email];

    /// <summary>The number in its normal form: digits alone, or a trimmed contact; a null is empty.</summary>
    public static string Normal(string kind, string? text)
    {
        var trimmed = (text ?? string.Empty).Trim();
        return kind switch
        {
            Nik or Npwp or Nib => string.Concat(trimmed.Where(c => c is not ('.' or '-' or ' '))),
            Phone => string.Concat(trimmed.Where(c => c is not ('.' or '-' or ' ' or '(' or ')'))),
            Email => trimmed.ToLowerInvariant(),
            _ => trimmed,
        };
    }

    /// <summary>What is wrong with a number in its normal form, or null; an empty one is right.</summary>
    public static Problem? Refuse(string kind, string value) => value.Length == 0 ? null : kind switch
    {
        Nik when value.Length != 16 || !value.All(char.IsAsciiDigit) => new("Revenue.Taxpayer.NikWrong"),
        Npwp when value.Length is not (15 or 16) || !value.All(char.IsAsciiDigit) => new("Revenue.Taxpayer.NpwpWrong"),
        Nib when value.Length != 13 || !value.All(char.IsAsciiDigit) => new("Revenue.Taxpayer.NibWrong"),
        Phone when !IsPhone(value) => new("Revenue.Taxpayer.PhoneWrong"),
        Email when value.Length > ContactLength || !IsEmail(value) => new("Revenue.Taxpayer.EmailWrong"),
        _ => null,
    };

    private static bool IsPhone(string value) =>
        value.Length is >= 6 and <= 16 && value.Skip(value[0] == '+' ? 1 : 0).All(char.IsAsciiDigit);

    private static bool IsEmail(string value)
    {
        var at = value.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == value.LastIndexOf('@') && value.IndexOf('.', at) > at + 1 && value[^1] != '.'
            && !value.Any(char.IsWhiteSpace);
    }
}
