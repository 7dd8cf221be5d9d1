namespace KotaCerdas.Platform;

/// <summary>
/// An expected failure. <paramref name="Code"/> is a text key of the module that raises it (<c>Movement.Call.YearTaken</c>) whose text says
/// what is wrong, why, and what to do; <paramref name="Field"/> names the input it belongs to, or is null for the whole form.
/// </summary>
/// <param name="Code">Text key: module name, then the thing, then the rule.</param>
/// <param name="Field">Input name as posted, or null.</param>
/// <param name="Args">
/// Values for the placeholders of the text, already in display form, or plain numbers and dates, words in both languages, or a problem that
/// this one speaks of.
/// </param>
public sealed record Problem(string Code, string? Field = null, params object[] Args)
{
    /// <summary>The same problem, tied to an input.</summary>
    public Problem On(string field) => this with { Field = field };
}

/// <summary>The absence of a value in an <see cref="Outcome{T}"/> that only succeeds or fails.</summary>
public readonly record struct Nothing;
