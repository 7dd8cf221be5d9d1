using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace KotaCerdas.Platform;

/// <summary>A state that cannot be reached unless the code is wrong.</summary>
public sealed class BugException(string message) : Exception(message);

/// <summary>Assertions that stay on in production.</summary>
public static class Check
{
    /// <summary>Throws <see cref="BugException"/> unless the condition holds.</summary>
    public static void That([DoesNotReturnIf(false)] bool condition, [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        if (!condition)
        {
            throw new BugException($"Broken: {what}");
        }
    }
}
