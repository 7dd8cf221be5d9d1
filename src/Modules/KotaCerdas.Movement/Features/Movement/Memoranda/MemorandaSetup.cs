using KotaCerdas.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Features.Memoranda;

/// <summary>What the memoranda of a call register in the module.</summary>
internal static class MemorandaSetup
{
    public static IReadOnlyList<OperationKind> Operations { get; } = [DraftMemoranda.Kind, ConfirmMemoranda.Kind];

    public static IServiceCollection AddMemoranda(this IServiceCollection services) => services.AddScoped<MemorandumRows>();
}
