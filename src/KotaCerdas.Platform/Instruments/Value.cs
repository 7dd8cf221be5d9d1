using System.Globalization;

namespace KotaCerdas.Platform.Instruments;

/// <summary>What a value is.</summary>
public enum ValueKind
{
    /// <summary>Unknown. Never zero, never false, never empty.</summary>
    Missing,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>A text, an option's code, several codes joined by semicolons, or a day as <c>yyyy-MM-dd</c>.</summary>
    Text,
}

/// <summary>A value of the formula language.</summary>
public readonly record struct Value
{
    private readonly decimal _number;
    private readonly string? _text;

    private Value(ValueKind kind, decimal number, string? text)
    {
        Kind = kind;
        _number = number;
        _text = text;
    }

    /// <summary>The unknown value.</summary>
    public static Value Missing => default;

    /// <summary>What it is.</summary>
    public ValueKind Kind { get; }

    /// <summary>True where unknown.</summary>
    public bool IsMissing => Kind == ValueKind.Missing;

    /// <summary>The number; reading it from another kind is a bug.</summary>
    public decimal Number => Kind == ValueKind.Number ? _number : throw new BugException($"A {Kind} read as a number");

    /// <summary>The truth; reading it from another kind is a bug.</summary>
    public bool Truth => Kind == ValueKind.Truth ? _number != 0 : throw new BugException($"A {Kind} read as a truth");

    /// <summary>The text; reading it from another kind is a bug.</summary>
    public string Text => Kind == ValueKind.Text ? _text! : throw new BugException($"A {Kind} read as a text");

    /// <summary>The number, or null where the value is missing.</summary>
    public decimal? NumberOrNull => IsMissing ? null : Number;

    /// <summary>A number.</summary>
    public static Value Of(decimal number) => new(ValueKind.Number, number, null);

    /// <summary>A truth.</summary>
    public static Value Of(bool truth) => new(ValueKind.Truth, truth ? 1 : 0, null);

    /// <summary>A text.</summary>
    public static Value Of(string text) => new(ValueKind.Text, 0, text);

    /// <summary>A day.</summary>
    public static Value Of(DateOnly day) => Of(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>The value in the formula language, with a point as decimal sign.</summary>
    public override string ToString() => Kind switch
    {
        ValueKind.Number => Decimals.Plain(_number),
        ValueKind.Truth => _number != 0 ? "true" : "false",
        ValueKind.Text => "\"" + _text + "\"",
        _ => "missing",
    };
}

/// <summary>Numbers in one written form, so that equal numbers are equal texts.</summary>
internal static class Decimals
{
    /// <summary>Without trailing zeros, with a point.</summary>
    public static string Plain(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>Rounds by a rule.</summary>
    public static decimal Round(decimal number, int digits, RoundingRule rule) => rule switch
    {
        RoundingRule.HalfEven => Math.Round(number, digits, MidpointRounding.ToEven),
        RoundingRule.Down => Math.Round(number, digits, MidpointRounding.ToZero),
        _ => Math.Round(number, digits, MidpointRounding.AwayFromZero),
    };
}
