namespace KotaCerdas.Platform;

/// <summary>A value, or the problems that kept it from being made. Expected failures are values; bugs are exceptions.</summary>
public readonly struct Outcome<T>
{
    private readonly T _value;
    private readonly IReadOnlyList<Problem>? _problems;

    private Outcome(T value, IReadOnlyList<Problem>? problems)
    {
        _value = value;
        _problems = problems;
    }

    /// <summary>True where there is at least one problem.</summary>
    public bool Failed => _problems is not null;

    /// <summary>The value. Reading it from a failed outcome is a bug.</summary>
    public T Value => _problems is null ? _value : throw new BugException($"Outcome read although it failed: {_problems[0].Code}");

    /// <summary>All problems, empty on success.</summary>
    public IReadOnlyList<Problem> Problems => _problems ?? [];

    /// <summary>The first problem. Reading it from a success is a bug.</summary>
    public Problem Problem => _problems is { } p ? p[0] : throw new BugException("Problem read from an outcome that succeeded");

    /// <summary>A success.</summary>
    internal static Outcome<T> Of(T value) => new(value, null);

    /// <summary>A failure with at least one problem.</summary>
    internal static Outcome<T> Fail(IReadOnlyList<Problem> problems) =>
        problems.Count > 0 ? new(default!, problems) : throw new BugException("A failed outcome needs a problem");

    /// <summary>One of two results.</summary>
    public TResult Match<TResult>(Func<T, TResult> ok, Func<IReadOnlyList<Problem>, TResult> failed) =>
        Failed ? failed(Problems) : ok(_value);

    public static implicit operator Outcome<T>(T value) => Of(value);

    public static implicit operator Outcome<T>(Problem problem) => Fail([problem]);

    public static implicit operator Outcome<T>(List<Problem> problems) => Fail(problems);
}

/// <summary>Shorthand for outcomes without a value.</summary>
public static class Outcome
{
    /// <summary>Success without a value.</summary>
    public static Outcome<Nothing> Done => default(Nothing);

    /// <summary>A success; needed where <typeparamref name="T"/> is an interface, which has no implicit conversion.</summary>
    public static Outcome<T> Of<T>(T value) => Outcome<T>.Of(value);

    /// <summary>A failure with at least one problem.</summary>
    public static Outcome<T> Fail<T>(IReadOnlyList<Problem> problems) => Outcome<T>.Fail(problems);
}
