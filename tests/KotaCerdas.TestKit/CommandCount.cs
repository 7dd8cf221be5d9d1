using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace KotaCerdas.TestKit;

/// <summary>
/// Counts the commands that something sends to the database, to show that a list does not ask once a row. What other tests do at the same
/// time does not count.
/// </summary>
public sealed class CommandCount : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private const string Listener = "Microsoft.EntityFrameworkCore";

    private static readonly AsyncLocal<Counter?> Current = new();
    private static readonly Lazy<IDisposable> Listening = new(() => DiagnosticListener.AllListeners.Subscribe(new CommandCount()));

    private CommandCount()
    {
    }

    /// <summary>How many commands it sends.</summary>
    public static async Task<int> OfAsync(Func<Task> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        _ = Listening.Value;
        var box = new Counter();
        Current.Value = box;
        await act();
        Current.Value = null;
        return box.Count;
    }

    /// <inheritdoc />
    public void OnNext(DiagnosticListener value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Name == Listener)
        {
            value.Subscribe(this);
        }
    }

    /// <inheritdoc />
    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuting.Name)
        {
            Interlocked.Increment(ref (Current.Value ?? new Counter()).Count);
        }
    }

    /// <inheritdoc />
    public void OnCompleted()
    {
    }

    /// <inheritdoc />
    public void OnError(Exception error)
    {
    }

    private sealed class Counter
    {
        public int Count;
    }
}
