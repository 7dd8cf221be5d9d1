using KotaCerdas.Ledger;
using KotaCerdas.Movement;
using KotaCerdas.People;
using KotaCerdas.Platform;
using KotaCerdas.Revenue;

namespace KotaCerdas;

/// <summary>The modules, in the order in which their schemas are made.</summary>
internal static class ModuleList
{
    public static IReadOnlyList<IModule> All { get; } =
    [
        new PlatformModule(), new PeopleModule(), new MovementModule(), new LedgerModule(), new RevenueModule(), new HostModule(),
    ];
}
