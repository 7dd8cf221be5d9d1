using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform;

/// <summary>
/// Work that runs outside a request. It may be run again from its last checkpoint after a crash, so every step is either written together
/// with its checkpoint or harmless to repeat.
/// </summary>
/// <typeparam name="TInput">What it is given; kept as JSON.</typeparam>
public interface IOperation<in TInput>
{
    /// <summary>
    /// Runs, or goes on. Expected failures are problems and are not tried again; exceptions are tried again after a wait.
    /// </summary>
    Task<Outcome<OperationResult>> RunAsync(OperationContext context, TInput input, CancellationToken cancel);
}

/// <summary>A kind of background operation, registered by its module.</summary>
public abstract class OperationKind
{
    internal static readonly JsonSerializerOptions Json = new() { Converters = { new RegionCodeJson() } };

    private protected OperationKind(string name, string textKey, Permission permission, int maxAttempts)
    {
        Name = name;
        TextKey = textKey;
        Permission = permission;
        MaxAttempts = maxAttempts;
    }

    /// <summary>Stable name: <c>movement.import-participants</c>.</summary>
    public string Name { get; }

    /// <summary>Text that names it for people.</summary>
    public string TextKey { get; }

    /// <summary>Who may start it.</summary>
    public Permission Permission { get; }

    /// <summary>Runs allowed without a checkpoint in between.</summary>
    public int MaxAttempts { get; }

    /// <summary>Declares a kind.</summary>
    /// <typeparam name="THandler">The class that runs it; made anew for each run, in a scope of its own.</typeparam>
    /// <typeparam name="TInput">Its input.</typeparam>
    /// <param name="name">Stable name.</param>
    /// <param name="textKey">Text that names it.</param>
    /// <param name="permission">Who may start it.</param>
    /// <param name="maxAttempts">Runs allowed without a checkpoint in between.</param>
    /// <param name="page">Address of the page where it is started and its outcome stands; null where there is none.</param>
    public static OperationKind<TInput> For<THandler, TInput>(
        string name, string textKey, Permission permission, int maxAttempts = 5, Func<TInput, string>? page = null)
        where THandler : class, IOperation<TInput> =>
        new(name, textKey, permission, maxAttempts, services => ActivatorUtilities.CreateInstance<THandler>(services)) { Page = page };

    /// <summary>Address of the page that an operation belongs to, or null.</summary>
    public string? PageOf(OperationRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return PageOf(row.Input);
    }

    private protected abstract string? PageOf(string input);

    internal abstract Task<Outcome<OperationResult>> RunAsync(
        IServiceProvider services, OperationContext context, string input, CancellationToken cancel);
}

/// <summary>A kind of background operation with its input.</summary>
/// <typeparam name="TInput">What it is given.</typeparam>
public sealed class OperationKind<TInput> : OperationKind
{
    private readonly Func<IServiceProvider, IOperation<TInput>> _make;

    internal OperationKind(
        string name, string textKey, Permission permission, int maxAttempts, Func<IServiceProvider, IOperation<TInput>> make)
        : base(name, textKey, permission, maxAttempts) => _make = make;

    internal Func<TInput, string>? Page { get; init; }

    internal override Task<Outcome<OperationResult>> RunAsync(
        IServiceProvider services, OperationContext context, string input, CancellationToken cancel) =>
        _make(services).RunAsync(context, JsonSerializer.Deserialize<TInput>(input, Json)!, cancel);

    private protected override string? PageOf(string input) => Page?.Invoke(JsonSerializer.Deserialize<TInput>(input, Json)!);
}

/// <summary>All kinds, by name.</summary>
public sealed class OperationKinds
{
    private readonly Dictionary<string, OperationKind> _kinds;

    /// <summary>Made by the container.</summary>
    public OperationKinds(IEnumerable<IModule> modules) =>
        _kinds = modules.SelectMany(m => m.Operations).ToDictionary(k => k.Name, StringComparer.Ordinal);

    /// <summary>Every kind.</summary>
    public IReadOnlyCollection<OperationKind> All => _kinds.Values;

    /// <summary>The kind, or null where no module has it any more.</summary>
    public OperationKind? Find(string name) => _kinds.GetValueOrDefault(name);
}
