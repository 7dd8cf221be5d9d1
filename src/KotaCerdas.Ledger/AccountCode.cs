using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>
/// An account of the regional chart of accounts (Permendagri 90/2019): one to six levels, <c>4.1.01.19.01.0001</c>. Levels 1 and 2 have one
/// digit, 3 to 5 two, 6 four. Codes in order of their text are in order of the chart.
/// </summary>
public readonly record struct AccountCode
{
    private static readonly int[] Widths = [1, 1, 2, 2, 2, 4];

    private readonly string? _value;

    private AccountCode(string value) => _value = value;

    /// <summary>The code with its points.</summary>
    public string Value => _value ?? throw new BugException("An account code without a value");

    /// <summary>1 for the class of account, 6 for the accounts that are posted to.</summary>
    public int Level => Value.Count(c => c == '.') + 1;

    /// <summary>The account one level above, or null for a class.</summary>
    public AccountCode? Parent => Level == 1 ? null : new AccountCode(Value[..Value.LastIndexOf('.')]);

    /// <summary>A code that is known to be one.</summary>
    public static AccountCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new BugException($"Not an account code: {text}");

    /// <summary>Reads a code.</summary>
    /// <returns>False unless every level has its digits.</returns>
    public static bool TryParse(string? text, out AccountCode code)
    {
        code = default;
        var parts = (text ?? string.Empty).Split('.');
        if (parts.Length > Widths.Length)
        {
            return false;
        }

        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length != Widths[i] || !parts[i].All(char.IsAsciiDigit))
            {
                return false;
            }
        }

        code = new(text!);
        return true;
    }

    /// <summary>True for the account itself and everything below it.</summary>
    public bool Includes(AccountCode other) =>
        other.Value.StartsWith(Value, StringComparison.Ordinal) && (other.Value.Length == Value.Length || other.Value[Value.Length] == '.');

    /// <inheritdoc />
    public override string ToString() => Value;
}
