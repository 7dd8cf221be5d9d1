using KotaCerdas.Movement;
using KotaCerdas.People;
using KotaCerdas.Platform;

namespace KotaCerdas;

/// <summary>The modules, in the order in which their schemas are made.</summary>
internal static class ModuleList
{
    public static IReadOnlyList<IModule> All { get; } = [new PlatformModule(), new PeopleModule(), new MovementModule(), new HostModule()];
}
