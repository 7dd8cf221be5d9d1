using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace KotaCerdas.TestKit;

/// <summary>Everything that is logged, as text, at any level.</summary>
public sealed class LogLines : ILoggerProvider, ILogger
{
    /// <summary>Messages and scopes.</summary>
    public ConcurrentBag<string> Lines { get; } = [];

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc />
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Lines.Add(state.ToString()!);
        return null;
    }

    /// <inheritdoc />
    public bool IsEnabled(LogLevel logLevel) => true;

    /// <inheritdoc />
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        Lines.Add(formatter(state, exception) + exception);
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }
}
