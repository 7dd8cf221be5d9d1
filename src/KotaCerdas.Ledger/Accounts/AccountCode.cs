using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>
/// An account of the regional chart of accounts (Permendagri 90/2019): one to six levels, <c>4.1.01.19.01.0001</c>. Levels 1 and 2 have one
/// digit, 3 to 5 two, 6 four. Codes in order of their text are in order of the chart.
/// </summary>
public readonly record struct AccountCode
{
    private const int Digits = 12;

    private static readonly int[] Widths = [1, 1, 2, 2, 2, 4];
    private static readonly long[] Powers = [1, 10, 100, 1_000, 10_000];

    private readonly string? _value;

    private AccountCode(string value) => _value = value;

    /// <summary>The code with its points.</summary>
    public string Value => _value ?? throw new BugException("An account code without a value");

    /// <summary>1 for the class of account, 6 for the accounts that are posted to.</summary>
    public int Level => Value.Count(c => c == '.') + 1;

    /// <summary>The account one level above, or null for a class.</summary>
    public AccountCode? Parent => Level == 1 ? null : new AccountCode(Value[..Value.LastIndexOf('.')]);

    /// <summary>
    /// The code as a number of twelve digits, levels that it lacks as zeros: <c>4.1.01.15</c> is 410115000000. In order of the chart; all
    /// accounts below one are a contiguous range.
    /// </summary>
    public long Number
    {
        get
        {
            var number = 0L;
            var digits = 0;
            foreach (var c in Value)
            {
                if (c != '.')
                {
                    number = (number * 10) + (c - '0');
                    digits++;
                }
            }

            for (; digits < Digits; digits++)
            {
                number *= 10;
            }

            return number;
        }
    }

    /// <summary>The number after the last one that is below this account.</summary>
    public long NumberAfter
    {
        get
        {
            var step = 1L;
            for (var i = Level; i < Widths.Length; i++)
            {
                step *= Powers[Widths[i]];
            }

            return Number + step;
        }
    }

    /// <summary>The account of a number made by <see cref="Number"/>.</summary>
    public static AccountCode FromNumber(long number)
    {
        var digits = number.ToString("D12", System.Globalization.CultureInfo.InvariantCulture);
        Check.That(digits.Length == Digits && digits[0] != '0');
        var parts = new List<string>();
        var at = 0;
        foreach (var width in Widths)
        {
            var part = digits.Substring(at, width);
            if (part.All(c => c == '0'))
            {
                break;
            }

            parts.Add(part);
            at += width;
        }

        return new AccountCode(string.Join('.', parts));
    }

    /// <summary>The account above it at a level, or the account itself where it is not that deep.</summary>
    public AccountCode At(int level)
    {
        var code = this;
        while (code.Level > level)
        {
            code = code.Parent!.Value;
        }

        return code;
    }

    /// <summary>A code that is known to be one.</summary>
    public static AccountCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new BugException($"Not an account code: {text}");

    /// <summary>Reads a code.</summary>
    /// <returns>False unless every level has its digits, and not only zeros.</returns>
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
            if (parts[i].Length != Widths[i] || !parts[i].All(char.IsAsciiDigit) || parts[i].All(c => c == '0'))
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
